using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The loop over time, one for every cell and for both directions. The input projection of a few steps is one product; each step
/// is then one small product against the recurrent weights and one elementwise pass, while its gates are still in the cache.
/// </summary>
internal sealed unsafe partial class RecurrentDirection<TCell>(RecurrentWeights weights, RecurrentSettings settings, bool reverse)
    where TCell : struct, IRecurrentCell
{
    // Rows whose input projection is one product: enough to fill the kernels, few enough for their gates to stay in the cache.
    private const int ProjectedRows = 64;

    private readonly RecurrentBuffers _buffers = new(weights, settings.Inputs);
    private readonly RecurrentState _initial = new(weights);
    private readonly SequenceMask _inputMask = new(settings.Inputs, settings.Options.Dropout);
    private readonly SequenceMask _hiddenMask = new(Simd.RoundUp(weights.Output), settings.Options.RecurrentDropout);
    private PackedLayout _layout = new();
    private SharedProduct? _shared;
    private int _gatesFirst;

    /// <summary>h of every packed row, [N, R].</summary>
    public Matrix Hidden => _buffers.Hidden.ColumnRange(0, weights.Output);

    /// <summary>Numbers a sequence carries from one window to the next.</summary>
    public int StateSize => _initial.Size;

    public void LoadState(Matrix states) => _initial.Load(states);

    public void Forward(Pass pass, int layer, int direction, Matrix input)
    {
        (_layout, _shared) = (pass.Layout, pass.Shared);
        TokenProjection? projected = pass.Projection?.Layer == layer ? pass.Projection : null;
        bool dropInput = pass.Training && settings.Options.Dropout > 0;
        bool dropHidden = pass.Training && settings.Options.RecurrentDropout > 0;
        int gateRows = pass.Keeps ? _layout.Rows : MostProjected();
        _buffers.BeginForward(_layout, gateRows, input, dropInput, dropHidden);
        if (dropInput)
        {
            _inputMask.Draw(pass, layer * 4 + (reverse ? 2 : 0), _layout.Count);
            _inputMask.Apply(_layout, input, _buffers.DroppedInput);
        }
        if (dropHidden)
        {
            _hiddenMask.Draw(pass, layer * 4 + (reverse ? 3 : 1), _layout.Count);
        }
        for (int i = 0; i < _layout.Steps;)
        {
            (int end, int first, Matrix to) = Projected(i, keepAll: pass.Keeps);
            if (projected is not null)
            {
                projected.Copy(direction, pass.Batch.Tokens(0).Slice(first, to.Rows), to);
            }
            else
            {
                Matrix from = _buffers.DroppedInput.RowRange(first, to.Rows);
                SharedProduct.Multiply(_shared, from, weights.InputForward, to, accumulate: false);
            }
            for (; i < end; i++)
            {
                ForwardStep(Time(i), dropHidden);
            }
        }
    }

    /// <summary>The state after each sequence's last step in this direction, h and then c, [B, <see cref="StateSize"/>].</summary>
    public void CopyState(Matrix to)
    {
        for (int b = 0; b < _layout.Count; b++)
        {
            bool empty = _layout.Lengths[b] == 0;
            float* hidden = empty ? _initial.Hidden(_buffers.Zeros) + b * _initial.HiddenStride : _buffers.Hidden.Row(LastRow(b));
            Copy(hidden, to.Row(b), Math.Min(to.Columns, weights.Output));
            if (to.Columns > weights.Output)
            {
                float* memory = empty ? _initial.Memory(_buffers.Zeros) + b * _initial.MemoryStride : _buffers.Memory.Row(LastRow(b));
                Copy(memory, to.Row(b) + weights.Output, weights.Hidden);
            }
        }
    }

    private static void Copy(float* from, float* to, int count) =>
        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));

    // The i-th step that is taken in this direction.
    private int Time(int i) => reverse ? _layout.Steps - 1 - i : i;

    private int Before(int t) => reverse ? t + 1 : t - 1;

    // Sequences live at step t that had a step before it, in this direction.
    private int Carried(int t) => reverse ? _layout.Live(t + 1) : t == 0 ? 0 : _layout.Live(t);

    private int LastRow(int b) => reverse ? b : _layout.LastRow(b);

    // Where the projected inputs of the steps from i on come to lie, as many as make a good product: up to which step, from which row on.
    private (int End, int First, Matrix To) Projected(int i, bool keepAll)
    {
        int end = i;
        int rows = 0;
        while (end < _layout.Steps && (end == i || rows + _layout.Live(Time(end)) <= ProjectedRows))
        {
            rows += _layout.Live(Time(end++));
        }
        int first = _layout.Offset(reverse ? Time(end - 1) : i);
        _gatesFirst = keepAll ? 0 : first;
        Matrix to = _buffers.Gates.RowRange(first - _gatesFirst, rows);
        int width = weights.Shape.InputBlocks * weights.Padded;
        return (end, first, to.ColumnRange(0, width));
    }

    // The most rows that are projected at once.
    private int MostProjected() => Math.Min(_layout.Rows, Math.Max(ProjectedRows, _layout.Count));

    private void ForwardStep(int t, bool dropHidden)
    {
        int carried = Carried(t);
        ForwardRows(t, 0, carried, dropHidden);
        ForwardRows(t, carried, _layout.Live(t) - carried, dropHidden);
    }

    private void ForwardRows(int t, int first, int count, bool dropHidden)
    {
        if (count == 0)
        {
            return;
        }
        CellStep step = Step(t, first, count);
        if (dropHidden && step.HasPrevious)
        {
            Matrix dropped = _buffers.DroppedHidden.RowRange(_layout.Row(t, first), count);
            _hiddenMask.Apply(first, new Matrix(step.Previous, count, dropped.Columns, step.PreviousStride), dropped);
            step.Recurrent = dropped.ColumnRange(0, weights.Output);
        }
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                TCell.Forward<Simd512, Vector512<float>>(step);
                break;
            case SimdTier.Vector256:
                TCell.Forward<Simd256, Vector256<float>>(step);
                break;
            default:
                TCell.Forward<Simd128, Vector128<float>>(step);
                break;
        }
        if (weights.Projects)
        {
            int row = _layout.Row(t, first);
            Matrix from = _buffers.CellOutput.RowRange(row, count).ColumnRange(0, weights.Hidden);
            Gemm.Multiply(from, weights.ProjectionForward, Hidden.RowRange(row, count), accumulate: false);
        }
    }

    private CellStep Step(int t, int first, int count)
    {
        int row = _layout.Row(t, first);
        bool carried = first < Carried(t);
        int before = carried ? _layout.Row(Before(t), first) : 0;
        float* previous = carried ? _buffers.Hidden.Row(before) : _initial.Hidden(_buffers.Zeros) + (nint)first * _initial.HiddenStride;
        int previousStride = carried ? _buffers.Hidden.RowStride : _initial.HiddenStride;
        bool hasMemory = weights.Shape.HasMemory;
        return new CellStep
        {
            Rows = count,
            Padded = weights.Padded,
            Gates = _buffers.Gates.Row(row - _gatesFirst),
            GateStride = _buffers.Gates.RowStride,
            Weights = weights,
            Shared = _shared,
            HasPrevious = carried || _initial.Any,
            Previous = previous,
            PreviousStride = previousStride,
            Recurrent = new Matrix(previous, count, weights.Output, previousStride),
            PreviousMemory = !hasMemory ? null
                : carried ? _buffers.Memory.Row(before)
                : _initial.Memory(_buffers.Zeros) + (nint)first * _initial.MemoryStride,
            PreviousMemoryStride = carried ? weights.Padded : _initial.MemoryStride,
            Memory = hasMemory ? _buffers.Memory.Row(row) : null,
            Output = _buffers.CellOutput.Row(row),
            Scratch = _buffers.Scratch,
        };
    }
}
