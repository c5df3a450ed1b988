using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

internal sealed unsafe partial class RecurrentDirection<TCell>
{
    private readonly AlignedBuffer _inputProduct = new();
    private int[] _before = [];

    /// <summary>Makes room for the gradient of h and says where it is: the layer adds to it, or sets, what comes from above.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="sets">Whether the layer sets all of it, so that it need not be zero.</param>
    /// <returns>[N, R].</returns>
    public Matrix BeginBackward(Pass pass, bool sets)
    {
        _buffers.BeginBackward(_layout, pass.Training && settings.Options.RecurrentDropout > 0, sets);
        NoteRowsBefore();
        return _buffers.HiddenGradient.ColumnRange(0, weights.Output);
    }

    /// <summary>Adds ∂loss/∂(state after the last step), [B, up to <see cref="StateSize"/>].</summary>
    public void AddStateGradient(Matrix gradient)
    {
        for (int b = 0; b < _layout.Count; b++)
        {
            bool empty = _layout.Lengths[b] == 0;
            float* hidden = empty ? _buffers.InitialGradient.Row(b) : _buffers.HiddenGradient.Row(LastRow(b));
            Elementwise.Add(gradient.Row(b), hidden, weights.Output);
            if (gradient.Columns > weights.Output)
            {
                Elementwise.Add(gradient.Row(b) + weights.Output, _buffers.MemoryGradient.Row(b), weights.Hidden);
            }
        }
    }

    /// <summary>Runs back through time; <paramref name="inputGradient"/> [N, F], if there is one, is set or added to.</summary>
    public void Backward(Pass pass, Matrix inputGradient, bool accumulate)
    {
        bool dropHidden = pass.Training && settings.Options.RecurrentDropout > 0;
        bool dropInput = pass.Training && settings.Options.Dropout > 0;
        int end = _layout.Steps;
        int rows = 0;
        for (int i = _layout.Steps - 1; i >= 0; i--)
        {
            int t = Time(i);
            int carried = Carried(t);
            BackwardRows(t, carried, _layout.Live(t) - carried, dropHidden);
            BackwardRows(t, 0, carried, dropHidden);
            rows += _layout.Live(t);
            if ((rows >= ProjectedRows || i == 0) && inputGradient.Data != null)
            {
                BackwardInput(i, end, rows, inputGradient, accumulate, dropInput);
                (end, rows) = (i, 0);
            }
        }
    }

    // ∂x of the steps from i to before end, as one product while their gates are in the cache.
    private void BackwardInput(int i, int end, int rows, Matrix inputGradient, bool accumulate, bool dropInput)
    {
        int first = _layout.Offset(reverse ? Time(end - 1) : i);
        int width = weights.Shape.InputBlocks * weights.Padded;
        Matrix gates = _buffers.Gates.RowRange(first, rows).ColumnRange(0, width);
        Matrix to = inputGradient.RowRange(first, rows);
        if (!dropInput)
        {
            Gemm.Multiply(gates, weights.InputBackward, to, accumulate);
            return;
        }
        var product = new Matrix(_inputProduct.Ensure((long)rows * settings.Inputs), rows, settings.Inputs);
        Gemm.Multiply(gates, weights.InputBackward, product, accumulate: false);
        for (int step = i; step < end; step++)
        {
            int t = Time(step);
            Matrix part = product.RowRange(_layout.Offset(t) - first, _layout.Live(t));
            _inputMask.Apply(0, part, part);
        }
        if (accumulate)
        {
            Elementwise.Add(product, to);
        }
        else
        {
            Elementwise.Copy(product, to);
        }
    }

    private void BackwardRows(int t, int first, int count, bool dropHidden)
    {
        if (count == 0)
        {
            return;
        }
        int row = _layout.Row(t, first);
        bool carried = first < Carried(t);
        CellStep step = Step(t, first, count);
        Matrix previousGradient = carried
            ? _buffers.HiddenGradient.RowRange(_layout.Row(Before(t), first), count)
            : _buffers.InitialGradient.RowRange(first, count);
        step.WantsPreviousGradient = carried || _initial.Learned;
        step.PreviousGradient = previousGradient.Data;
        step.RecurrentGradient = previousGradient.ColumnRange(0, weights.Output);
        step.MemoryGradient = _buffers.MemoryGradient.Row(first);
        step.OutputGradient = _buffers.HiddenGradient.Row(row);
        if (weights.Projects)
        {
            Matrix to = _buffers.OutputGradient.RowRange(0, count);
            Matrix from = _buffers.HiddenGradient.RowRange(row, count).ColumnRange(0, weights.Output);
            Gemm.Multiply(from, weights.ProjectionBackward, to.ColumnRange(0, weights.Hidden), accumulate: false);
            step.OutputGradient = to.Data;
        }
        bool masked = dropHidden && step.HasPrevious;
        if (masked)
        {
            step.Recurrent = _buffers.DroppedHidden.RowRange(row, count).ColumnRange(0, weights.Output);
            step.RecurrentGradient = _buffers.ProductGradient.RowRange(0, count).ColumnRange(0, weights.Output);
            new Span<float>(step.RecurrentGradient.Data, count * _buffers.ProductGradient.Columns).Clear();
        }
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                TCell.Backward<Simd512, Vector512<float>>(step);
                break;
            case SimdTier.Vector256:
                TCell.Backward<Simd256, Vector256<float>>(step);
                break;
            default:
                TCell.Backward<Simd128, Vector128<float>>(step);
                break;
        }
        if (masked)
        {
            Matrix product = _buffers.ProductGradient.RowRange(0, count);
            _hiddenMask.Apply(first, product, product);
            Elementwise.Add(product, previousGradient);
        }
    }

    // For each row, the row of the step before; for a sequence's first step, -1 less its number.
    private void NoteRowsBefore()
    {
        PackedLayout.Grow(ref _before, _layout.Rows);
        for (int t = 0; t < _layout.Steps; t++)
        {
            int carried = Carried(t);
            for (int b = 0; b < _layout.Live(t); b++)
            {
                _before[_layout.Row(t, b)] = b < carried ? _layout.Row(Before(t), b) : -1 - b;
            }
        }
    }

    /// <summary>Whether the state that sequences began with is learned, so that its gradient counts.</summary>
    public bool LearnsInitialState => _initial.Learned;

    /// <summary>A row that the weights' gradient is summed from.</summary>
    public float* Operand(RecurrentOperand operand, int row) => operand switch
    {
        RecurrentOperand.Gates => _buffers.Gates.Row(row),
        RecurrentOperand.Input => _buffers.DroppedInput.Row(row),
        RecurrentOperand.PreviousHidden => PreviousHidden(row),
        RecurrentOperand.SeenBlock => _buffers.Gates.Row(row) + weights.Shape.SeenBlock * weights.Padded,
        RecurrentOperand.PreviousMemory => _before[row] >= 0
            ? _buffers.Memory.Row(_before[row])
            : _initial.Memory(_buffers.Zeros) + (nint)(-1 - _before[row]) * _initial.MemoryStride,
        RecurrentOperand.Memory => _buffers.Memory.Row(row),
        RecurrentOperand.CellOutput => _buffers.CellOutput.Row(row),
        RecurrentOperand.HiddenGradient => _buffers.HiddenGradient.Row(row),
        RecurrentOperand.InitialHiddenGradient => _buffers.InitialGradient.Row(row),
        _ => _buffers.MemoryGradient.Row(row),
    };

    /// <summary>Several of them at once.</summary>
    public void Gather(RecurrentOperand operand, ReadOnlySpan<int> rows, Span<nint> to)
    {
        Matrix plain = operand switch
        {
            RecurrentOperand.Gates => _buffers.Gates,
            RecurrentOperand.Input => _buffers.DroppedInput,
            _ => default,
        };
        for (int i = 0; i < rows.Length; i++)
        {
            to[i] = (nint)(plain.Data != null ? plain.Row(rows[i]) : Operand(operand, rows[i]));
        }
    }

    private float* PreviousHidden(int row)
    {
        int before = _before[row];
        if (_buffers.DroppedHidden.Data != null && (before >= 0 || _initial.Any))
        {
            return _buffers.DroppedHidden.Row(row);
        }
        return before >= 0
            ? _buffers.Hidden.Row(before)
            : _initial.Hidden(_buffers.Zeros) + (nint)(-1 - before) * _initial.HiddenStride;
    }
}
