using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The loop over time, one for every cell and for both directions. The input projection of all steps is one product; each step
/// is one small product against the recurrent weights and one elementwise pass; weight gradients are one product at the end.
/// </summary>
internal sealed unsafe class RecurrentDirection<TCell>(RecurrentWeights weights, int hidden, bool reverse)
    where TCell : struct, IRecurrentCell
{
    private readonly int _padded = Simd.RoundUp(hidden);                // P
    private readonly AlignedBuffer _gates = new();                      // [N, G·P]
    private readonly AlignedBuffer _memory = new();                     // [N, P]
    private readonly AlignedBuffer _hidden = new();                     // [N, P]
    private readonly AlignedBuffer _hiddenGradient = new();             // [N, P]
    private readonly AlignedBuffer _memoryGradient = new();             // [B, P]
    private readonly AlignedBuffer _previousHidden = new();             // [N, H]
    private readonly AlignedBuffer _zeros = new(Simd.RoundUp(hidden));  // [P]
    private readonly PackedMatrix _scratch = new();

    private int Width => TCell.Gates * _padded;

    /// <summary>h of every packed row, [N, P].</summary>
    public Matrix Hidden { get; private set; }

    public void Forward(PackedBatch batch, Matrix input)
    {
        int rows = batch.Rows;
        var gates = new Matrix(_gates.Ensure((long)rows * Width), rows, Width);
        Hidden = new Matrix(_hidden.Ensure((long)rows * _padded), rows, _padded);
        _memory.Ensure((long)rows * _padded);
        Gemm.Multiply(input, weights.InputForward, gates, accumulate: false);
        for (int i = 0; i < batch.Steps; i++)
        {
            int t = reverse ? batch.Steps - 1 - i : i;
            int carried = Carried(batch, t);
            if (carried > 0)
            {
                Matrix before = Hidden.RowRange(batch.Offset(Before(t)), carried).ColumnRange(0, hidden);
                Matrix now = gates.RowRange(batch.Offset(t), carried);
                Gemm.Multiply(before, weights.RecurrentForward, now, accumulate: true);
            }
            TCell.Forward(Step(batch, t, 0, carried));
            TCell.Forward(Step(batch, t, carried, batch.Live(t) - carried));
        }
    }

    /// <summary>The state after each sequence's last step in this direction, [B, H].</summary>
    public void CopyLast(PackedBatch batch, Matrix to)
    {
        for (int b = 0; b < batch.Count; b++)
        {
            var target = new Span<float>(to.Row(b), hidden);
            if (batch.Lengths[b] == 0)
            {
                target.Clear();
            }
            else
            {
                new ReadOnlySpan<float>(Hidden.Row(LastRow(batch, b)), hidden).CopyTo(target);
            }
        }
    }

    /// <param name="pass">The batch and the gradient to add to.</param>
    /// <param name="input">What forward read, [N, F].</param>
    /// <param name="outputGradient">[N, H] where every step was returned, else [B, H].</param>
    /// <param name="everyStep">Whether every step was returned.</param>
    /// <param name="inputGradient">[N, F].</param>
    /// <param name="accumulate">Whether to add to <paramref name="inputGradient"/>.</param>
    public void Backward(
        Pass pass, Matrix input, Matrix outputGradient, bool everyStep, Matrix inputGradient, bool accumulate)
    {
        PackedBatch batch = pass.Batch;
        var gates = new Matrix(_gates.Pointer, batch.Rows, Width);
        Matrix hiddenGradient = SpreadGradient(batch, outputGradient, everyStep);
        _memoryGradient.EnsureZero((long)batch.Count * _padded);
        for (int i = batch.Steps - 1; i >= 0; i--)
        {
            int t = reverse ? batch.Steps - 1 - i : i;
            int carried = Carried(batch, t);
            TCell.Backward(Step(batch, t, 0, carried));
            TCell.Backward(Step(batch, t, carried, batch.Live(t) - carried));
            if (carried > 0)
            {
                Matrix now = gates.RowRange(batch.Offset(t), carried);
                Matrix before = hiddenGradient.RowRange(batch.Offset(Before(t)), carried).ColumnRange(0, hidden);
                Gemm.Multiply(now, weights.RecurrentBackward, before, accumulate: true);
            }
        }
        Gemm.Multiply(gates, weights.InputBackward, inputGradient, accumulate);
        AddWeightGradients(pass, gates, input);
    }

    private int Before(int t) => reverse ? t + 1 : t - 1;

    // Sequences live at step t that had a step before it, in this direction.
    private int Carried(PackedBatch batch, int t) => reverse ? batch.Live(t + 1) : t == 0 ? 0 : batch.Live(t);

    private int LastRow(PackedBatch batch, int b) => reverse ? b : batch.Offset(batch.Lengths[b] - 1) + b;

    private CellStep Step(PackedBatch batch, int t, int first, int count)
    {
        nint row = batch.Offset(t) + first;
        bool carried = first < Carried(batch, t);
        return new CellStep
        {
            Rows = count,
            Padded = _padded,
            Gates = _gates.Pointer + row * Width,
            Bias = weights.PaddedBias,
            PreviousMemory = carried ? _memory.Pointer + (nint)(batch.Offset(Before(t)) + first) * _padded : _zeros.Pointer,
            PreviousMemoryStride = carried ? _padded : 0,
            Memory = _memory.Pointer + row * _padded,
            Hidden = _hidden.Pointer + row * _padded,
            HiddenGradient = _hiddenGradient.Pointer + row * _padded,
            MemoryGradient = _memoryGradient.Pointer + (nint)first * _padded,
        };
    }

    // ∂loss/∂h from the layer above, padded with zeros: [N, P].
    private Matrix SpreadGradient(PackedBatch batch, Matrix outputGradient, bool everyStep)
    {
        var gradient = new Matrix(_hiddenGradient.EnsureZero((long)batch.Rows * _padded), batch.Rows, _padded);
        if (everyStep)
        {
            Elementwise.Copy(outputGradient, gradient);
            return gradient;
        }
        for (int b = 0; b < batch.Count && batch.Lengths[b] > 0; b++)
        {
            Elementwise.Copy(outputGradient.RowRange(b, 1), gradient.RowRange(LastRow(batch, b), 1));
        }
        return gradient;
    }

    // ∂W_ih = Σ ∂gatesᵀ·x, ∂W_hh = Σ ∂gatesᵀ·h_before, ∂b = Σ ∂gates: gate by gate, to leave the padding out.
    private void AddWeightGradients(Pass pass, Matrix gates, Matrix input)
    {
        AddProduct(gates, input, pass.GradientMatrix(weights.Input!));
        AddProduct(gates, GatherPreviousHidden(pass.Batch), pass.GradientMatrix(weights.Recurrent!));
        float* bias = pass.Gradient(weights.Bias!);
        for (int g = 0; g < TCell.Gates; g++)
        {
            Elementwise.AddColumnSums(gates.ColumnRange(g * _padded, hidden), bias + g * hidden);
        }
    }

    // A long sum over N: a block of the right-hand side is packed once and serves all gates.
    private void AddProduct(Matrix gates, Matrix right, Matrix to)
    {
        for (int k = 0; k < right.Rows; k += Gemm.DepthBlock)
        {
            int depth = Math.Min(Gemm.DepthBlock, right.Rows - k);
            _scratch.Pack(right.RowRange(k, depth));
            for (int g = 0; g < TCell.Gates; g++)
            {
                Matrix gate = gates.RowRange(k, depth).ColumnRange(g * _padded, hidden);
                Gemm.Multiply(gate.Transposed, _scratch, to.RowRange(g * hidden, hidden), accumulate: true);
            }
        }
    }

    private Matrix GatherPreviousHidden(PackedBatch batch)
    {
        var previous = new Matrix(_previousHidden.EnsureZero((long)batch.Rows * hidden), batch.Rows, hidden);
        for (int t = 0; t < batch.Steps; t++)
        {
            int carried = Carried(batch, t);
            if (carried > 0)
            {
                Matrix before = Hidden.RowRange(batch.Offset(Before(t)), carried).ColumnRange(0, hidden);
                Elementwise.Copy(before, previous.RowRange(batch.Offset(t), carried));
            }
        }
        return previous;
    }
}
