using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// A recurrent layer over packed rows, one or both directions: [N, F] to every step's h, to the last step's, or to the state.
/// R is H, or what h is projected to; D is 2 where both directions are put side by side.
/// </summary>
/// <remarks>
/// Every step: [N, D·R]. The last step: [B, D·R], for each direction its own. The state: [B, h and c of each direction]. An empty
/// sequence gives the state it began with.
/// </remarks>
internal sealed unsafe class RecurrentLayer<TCell> : Layer where TCell : struct, IRecurrentCell
{
    private readonly RecurrentSettings _settings;
    private readonly RecurrentWeights[] _directions;

    public RecurrentLayer(ParameterShape[] shapes, RecurrentSettings settings) : base(shapes)
    {
        _settings = settings;
        string[] suffixes = settings.Options.Bidirectional ? ["", "_reverse"] : [""];
        _directions = [.. suffixes.Select(s => new RecurrentWeights(shapes, s, TCell.Shape, settings.Hidden))];
    }

    public override IReadOnlyList<PackedMatrix> InputWeights => [.. _directions.Select(w => w.InputForward)];

    public override int PackTasks => _directions.Length * _directions[0].PackTasks;

    public override void Bind(ParameterStore store)
    {
        foreach (RecurrentWeights weights in _directions)
        {
            weights.Bind(store);
        }
    }

    public override void Pack(ParameterStore store, int task)
    {
        (int direction, int piece) = Math.DivRem(task, _directions[0].PackTasks);
        _directions[direction].Pack(store, piece);
    }

    public override LayerRun NewRun() => new RecurrentRun<TCell>(this, _settings, _directions);

    public override void AddGradients(GradientShare share)
    {
        for (int d = 0; d < _directions.Length; d++)
        {
            RecurrentGradients.Add(share, _directions[d], _settings.Inputs, d * (int)RecurrentOperand.Count);
            if (((RecurrentRun<TCell>)share.Any).LearnsInitialState)
            {
                RecurrentGradients.AddInitialState(share, _directions[d], d * (int)RecurrentOperand.Count);
            }
        }
    }
}
