using MLNetSequence.Inputs;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence.Trainers.Targets;

/// <summary>Yes or no for each row.</summary>
internal sealed class BooleanTargets : TargetReader
{
    private readonly Engine.Training.TargetRows _targets = new(1);
    private ValueGetter<bool>? _get;

    public static readonly ColumnRule Rule = new(
        "label", "Boolean", c => !c.IsVector && c.Is<bool>(),
        " Conversion.ConvertType makes Boolean of numbers, MapValue of any two values.");

    /// <summary>Whether a row read is a yes.</summary>
    public bool this[int row] => _targets.Values(row)[0] > 0;

    /// <summary>What a row read counts.</summary>
    public float Weight(int row) => _targets.Weight(row);

    public override Engine.Training.Targets ToTargets(PredictionHead head) => _targets;

    protected override void Open(DataViewRow row, DataViewSchema.Column label) => _get = row.GetGetter<bool>(label);

    protected override void Keep(InputReader row, float weight)
    {
        bool yes = false;
        _get!(ref yes);
        _targets.Add([yes ? 1f : 0f], weight);
        _targets.EndSequence();
    }
}
