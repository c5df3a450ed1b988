using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>What one direction of a recurrent layer remembers of a group of sequences from forward to backward.</summary>
internal sealed unsafe class RecurrentBuffers(RecurrentWeights weights, int inputs)
{
    private readonly int _hiddenStride = Simd.RoundUp(weights.Output);
    private readonly AlignedBuffer _gates = new();
    private readonly AlignedBuffer _memory = new();
    private readonly AlignedBuffer _hidden = new();
    private readonly AlignedBuffer _cellOutput = new();
    private readonly AlignedBuffer _hiddenGradient = new();
    private readonly AlignedBuffer _memoryGradient = new();
    private readonly AlignedBuffer _initialGradient = new();
    private readonly AlignedBuffer _productGradient = new();
    private readonly AlignedBuffer _outputGradient = new();
    private readonly AlignedBuffer _scratch = new();
    private readonly AlignedBuffer _droppedInput = new();
    private readonly AlignedBuffer _droppedHidden = new();
    private readonly AlignedBuffer _zeros = new(Simd.RoundUp(Math.Max(weights.Hidden, weights.Output)));

    /// <summary>[N, Blocks·P]; while scoring only the rows of a few steps.</summary>
    public Matrix Gates { get; private set; }

    /// <summary>c of every row, [N, P].</summary>
    public Matrix Memory { get; private set; }

    /// <summary>h of every row, [N, P of R].</summary>
    public Matrix Hidden { get; private set; }

    /// <summary>What the cell gave before it was projected, [N, P]; h itself where nothing is projected.</summary>
    public Matrix CellOutput { get; private set; }

    /// <summary>x as it met the weights, [N, F]: dropped out, or the input itself.</summary>
    public Matrix DroppedInput { get; private set; }

    /// <summary>h of the step before as it met the weights, where it was dropped out, [N, P of R].</summary>
    public Matrix DroppedHidden { get; private set; }

    /// <summary>∂loss/∂h of every row, [N, P of R].</summary>
    public Matrix HiddenGradient { get; private set; }

    /// <summary>∂loss/∂c of each sequence at the step that backward is at, [B, P].</summary>
    public Matrix MemoryGradient { get; private set; }

    /// <summary>∂loss/∂h before each sequence's first step, [B, P of R].</summary>
    public Matrix InitialGradient { get; private set; }

    /// <summary>The products' part of ∂loss/∂h where it is masked, [B, P of R].</summary>
    public Matrix ProductGradient { get; private set; }

    /// <summary>∂loss/∂output of one step where h is projected, [B, P].</summary>
    public Matrix OutputGradient { get; private set; }

    /// <summary>[B, P].</summary>
    public float* Scratch { get; private set; }

    /// <summary>A row of zeros.</summary>
    public float* Zeros => _zeros.Pointer;

    /// <summary>Room for a forward pass.</summary>
    /// <param name="layout">The rows.</param>
    /// <param name="gateRows">Rows of gates to keep at a time.</param>
    /// <param name="input">x, [N, F].</param>
    /// <param name="dropInput">Whether x gets a masked copy.</param>
    /// <param name="dropHidden">Whether h gets one.</param>
    public void BeginForward(PackedLayout layout, int gateRows, Matrix input, bool dropInput, bool dropHidden)
    {
        int rows = layout.Rows;
        int padded = weights.Padded;
        Gates = Room(_gates, gateRows, weights.Shape.Blocks * padded);
        Hidden = Room(_hidden, rows, _hiddenStride);
        CellOutput = weights.Projects ? Room(_cellOutput, rows, padded) : Hidden;
        Memory = weights.Shape.HasMemory ? Room(_memory, rows, padded) : default;
        DroppedInput = dropInput ? Room(_droppedInput, rows, inputs) : input;
        DroppedHidden = dropHidden ? Room(_droppedHidden, rows, _hiddenStride) : default;
        Scratch = _scratch.Ensure((long)layout.Count * padded);
    }

    /// <summary>Room for a backward pass, all gradients zero, but for those of h where the caller sets every one of them.</summary>
    public void BeginBackward(PackedLayout layout, bool maskHidden, bool setsHidden)
    {
        HiddenGradient = setsHidden && weights.Output == _hiddenStride
            ? Room(_hiddenGradient, layout.Rows, _hiddenStride)
            : Zero(_hiddenGradient, layout.Rows, _hiddenStride);
        MemoryGradient = Zero(_memoryGradient, layout.Count, weights.Padded);
        InitialGradient = Zero(_initialGradient, layout.Count, _hiddenStride);
        ProductGradient = maskHidden ? Room(_productGradient, layout.Count, _hiddenStride) : default;
        OutputGradient = weights.Projects ? Zero(_outputGradient, layout.Count, weights.Padded) : default;
    }

    private static Matrix Room(AlignedBuffer buffer, int rows, int columns) =>
        new(buffer.Ensure((long)rows * columns), rows, columns);

    private static Matrix Zero(AlignedBuffer buffer, int rows, int columns) =>
        new(buffer.EnsureZero((long)rows * columns), rows, columns);
}
