using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// A recurrent layer over a packed batch, one or both directions: [N, F] to [N, D·H] (every step), or to [B, D·H] (the last step
/// of each direction, zeros for an empty sequence). D is 2 if bidirectional, the backward direction's units last.
/// </summary>
internal sealed class RecurrentLayer<TCell> : Layer where TCell : struct, IRecurrentCell
{
    private readonly int _inputs;
    private readonly int _hidden;
    private readonly bool _returnSequences;
    private readonly RecurrentWeights[] _directions;

    public RecurrentLayer(string prefix, int inputs, int hidden, bool bidirectional, bool returnSequences)
    {
        (_inputs, _hidden, _returnSequences) = (inputs, hidden, returnSequences);
        var forward = new RecurrentWeights(prefix, "", TCell.Gates, inputs, hidden);
        _directions = bidirectional
            ? [forward, new RecurrentWeights(prefix, "_reverse", TCell.Gates, inputs, hidden)]
            : [forward];
    }

    public override IEnumerable<ParameterShape> Parameters => _directions.SelectMany(d => d.Shapes);

    public override void Initialize(ParameterStore store, SeededRandom random)
    {
        int rows = TCell.Gates * _hidden;
        foreach (RecurrentWeights weights in _directions)
        {
            weights.Bind(store);
            Initializers.GlorotUniform(store.Span(weights.Input!), _inputs, rows, random);
            Initializers.Orthogonal(store.Span(weights.Recurrent!), rows, _hidden, random);
            TCell.InitializeBias(store.Span(weights.Bias!), _hidden);
        }
    }

    public override void Pack(ParameterStore store)
    {
        foreach (RecurrentWeights weights in _directions)
        {
            weights.Pack(store);
        }
    }

    public override LayerRun NewRun() => new Run(this);

    private sealed unsafe class Run(RecurrentLayer<TCell> layer) : LayerRun
    {
        private readonly RecurrentDirection<TCell>[] _directions =
            [.. layer._directions.Select((w, i) => new RecurrentDirection<TCell>(w, layer._hidden, reverse: i == 1))];
        private readonly AlignedBuffer _output = new();
        private readonly AlignedBuffer _inputGradient = new();
        private Matrix _input;

        public override Matrix Forward(Pass pass, Matrix input)
        {
            _input = input;
            PackedBatch batch = pass.Batch;
            int hidden = layer._hidden;
            int rows = layer._returnSequences ? batch.Rows : batch.Count;
            int width = hidden * _directions.Length;
            var output = new Matrix(_output.Ensure((long)rows * width), rows, width);
            for (int d = 0; d < _directions.Length; d++)
            {
                _directions[d].Forward(batch, input);
                Matrix part = output.ColumnRange(d * hidden, hidden);
                if (layer._returnSequences)
                {
                    Elementwise.Copy(_directions[d].Hidden.ColumnRange(0, hidden), part);
                }
                else
                {
                    _directions[d].CopyLast(batch, part);
                }
            }
            return output;
        }

        public override Matrix Backward(Pass pass, Matrix outputGradient)
        {
            int hidden = layer._hidden;
            var inputGradient = new Matrix(
                _inputGradient.Ensure((long)_input.Rows * _input.Columns), _input.Rows, _input.Columns);
            for (int d = 0; d < _directions.Length; d++)
            {
                Matrix part = outputGradient.ColumnRange(d * hidden, hidden);
                _directions[d].Backward(pass, _input, part, layer._returnSequences, inputGradient, accumulate: d > 0);
            }
            return inputGradient;
        }
    }
}
