using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>A <see cref="RecurrentLayer{TCell}"/> at work: runs its directions and makes one output of theirs.</summary>
internal sealed unsafe class RecurrentRun<TCell> : LayerRun where TCell : struct, IRecurrentCell
{
    private readonly Layer _layer;
    private readonly RecurrentSettings _settings;
    private readonly RecurrentDirection<TCell>[] _directions;
    private readonly int _width; // R
    private readonly AlignedBuffer _output = new();
    private readonly AlignedBuffer _inputGradient = new();
    private readonly AlignedBuffer _part = new();
    private PackedLayout _layout = new();
    private Matrix _input;

    public RecurrentRun(Layer layer, RecurrentSettings settings, RecurrentWeights[] weights)
    {
        (_layer, _settings, _width) = (layer, settings, weights[0].Output);
        _directions = [.. weights.Select((w, i) =>
            new RecurrentDirection<TCell>(w, settings, reverse: i == 1 || settings.Options.GoBackwards))];
    }

    public override PackedLayout? GradientRows => _layout;

    /// <summary>Whether the state that the sequences began with was learned.</summary>
    public bool LearnsInitialState => _directions[0].LearnsInitialState;

    public override int StateSize => _directions.Length * _directions[0].StateSize;

    public override bool Stateful => _settings.Options.Stateful;

    public override void LoadState(Matrix states)
    {
        for (int d = 0; d < _directions.Length; d++)
        {
            int size = _directions[d].StateSize;
            _directions[d].LoadState(states.Data == null ? default : states.ColumnRange(d * size, size));
        }
    }

    public override void SaveState(Matrix states)
    {
        for (int d = 0; d < _directions.Length; d++)
        {
            int size = _directions[d].StateSize;
            _directions[d].CopyState(states.ColumnRange(d * size, size));
        }
    }

    public override Matrix Forward(Pass pass, Matrix input)
    {
        (_input, _layout) = (input, pass.Layout);
        int rows = _settings.Options.ReturnSequences ? _layout.Rows : pass.Batch.Count;
        int part = _settings.Options.ReturnState ? _directions[0].StateSize : _width;
        bool concat = _settings.Options.Merge == BidirectionalMerge.Concat;
        int width = concat ? part * _directions.Length : part;
        var output = new Matrix(_output.Ensure((long)rows * width), rows, width);
        for (int d = 0; d < _directions.Length; d++)
        {
            _directions[d].Forward(pass, _layer.Index, d, input);
            if (concat)
            {
                CopyOutput(d, output.ColumnRange(d * part, part));
            }
        }
        if (!concat)
        {
            CopyOutput(0, output);
            Matrix other = OtherOutput(rows);
            DirectionMerge.Forward(_settings.Options.Merge, output, other);
        }
        return output;
    }

    public override Matrix Backward(Pass pass, Matrix outputGradient)
    {
        var inputGradient = _layer.WantsInputGradient(pass)
            ? new Matrix(_inputGradient.Ensure((long)_input.Rows * _input.Columns), _input.Rows, _input.Columns)
            : default;
        bool concat = _settings.Options.Merge == BidirectionalMerge.Concat;
        int part = concat ? outputGradient.Columns / _directions.Length : outputGradient.Columns;
        bool product = _settings.Options.Merge == BidirectionalMerge.Multiply;
        (Matrix first, Matrix second) = product ? BothOutputs(outputGradient.Rows) : default;
        for (int d = 0; d < _directions.Length; d++)
        {
            Matrix hidden = _directions[d].BeginBackward(pass, sets: _settings.Options is { ReturnSequences: true, GoBackwards: false });
            Matrix gradient = concat
                ? outputGradient.ColumnRange(d * part, part)
                : DirectionMerge.Backward(_settings.Options.Merge, outputGradient, d, first, second);
            SpreadGradient(d, gradient, hidden);
            _directions[d].Backward(pass, inputGradient, accumulate: d > 0);
        }
        return inputGradient;
    }

    public override float* Operand(int operand, int row)
    {
        int direction = operand >= (int)RecurrentOperand.Count ? 1 : 0;
        return _directions[direction].Operand((RecurrentOperand)(operand - direction * (int)RecurrentOperand.Count), row);
    }

    public override void Gather(int operand, ReadOnlySpan<int> rows, Span<nint> to)
    {
        int direction = operand >= (int)RecurrentOperand.Count ? 1 : 0;
        _directions[direction].Gather((RecurrentOperand)(operand - direction * (int)RecurrentOperand.Count), rows, to);
    }

    private Matrix OtherOutput(int rows)
    {
        var other = new Matrix(_part.Ensure((long)rows * _width), rows, _width);
        CopyOutput(1, other);
        return other;
    }

    // Each direction's own output. Not where the merged output lies: the layer that read it will read it again, for the gradient of
    // its weights.
    private (Matrix First, Matrix Second) BothOutputs(int rows)
    {
        var all = new Matrix(_part.Ensure(2L * rows * _width), 2 * rows, _width);
        (Matrix first, Matrix second) = (all.RowRange(0, rows), all.RowRange(rows, rows));
        CopyOutput(0, first);
        CopyOutput(1, second);
        return (first, second);
    }

    private void CopyOutput(int d, Matrix to)
    {
        if (!_settings.Options.ReturnSequences)
        {
            _directions[d].CopyState(to);
        }
        else if (_settings.Options.GoBackwards)
        {
            ForReversedRows(_directions[d].Hidden, to, add: false);
        }
        else
        {
            Elementwise.Copy(_directions[d].Hidden, to);
        }
    }

    private void SpreadGradient(int d, Matrix gradient, Matrix hidden)
    {
        if (!_settings.Options.ReturnSequences)
        {
            _directions[d].AddStateGradient(gradient);
        }
        else if (_settings.Options.GoBackwards)
        {
            ForReversedRows(gradient, hidden, add: true);
        }
        else
        {
            Elementwise.Copy(gradient, hidden);
        }
    }

    // As Keras: what goes backward gives its steps in the order in which it took them, the last step of the sequence first.
    private void ForReversedRows(Matrix from, Matrix to, bool add)
    {
        for (int b = 0; b < _layout.Count; b++)
        {
            int length = _layout.Lengths[b];
            for (int t = 0; t < length; t++)
            {
                Matrix source = from.RowRange(_layout.Row(t, b), 1);
                Matrix target = to.RowRange(_layout.Row(length - 1 - t, b), 1);
                if (add)
                {
                    Elementwise.Add(source, target);
                }
                else
                {
                    Elementwise.Copy(source, target);
                }
            }
        }
    }
}
