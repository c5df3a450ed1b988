using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>h and c before each sequence's first step: zero, learned, or carried over from somewhere.</summary>
internal sealed unsafe class RecurrentState(RecurrentWeights weights)
{
    private readonly AlignedBuffer _hidden = new();
    private readonly AlignedBuffer _memory = new();
    private bool _given;

    /// <summary>R, and H more where there is a memory.</summary>
    public int Size => weights.Output + (weights.Shape.HasMemory ? weights.Hidden : 0);

    /// <summary>Whether h may be other than zero.</summary>
    public bool Any => _given || weights.LearnsInitialState;

    /// <summary>Whether h and c are what the layer has learned, so that they want a gradient.</summary>
    public bool Learned => !_given && weights.LearnsInitialState;

    /// <summary>Floats from one sequence's h to the next; 0 where all begin alike.</summary>
    public int HiddenStride => _given ? Simd.RoundUp(weights.Output) : 0;

    /// <summary>Floats from one sequence's c to the next; 0 where all begin alike.</summary>
    public int MemoryStride => _given ? weights.Padded : 0;

    public float* Hidden(float* zeros) => _given ? _hidden.Pointer : weights.LearnsInitialState ? weights.InitialHidden : zeros;

    public float* Memory(float* zeros) => _given ? _memory.Pointer : weights.LearnsInitialState ? weights.InitialMemory : zeros;

    /// <summary>Takes [B, <see cref="Size"/>]; nothing where the matrix is empty.</summary>
    public void Load(Matrix states)
    {
        _given = states.Data != null;
        for (int b = 0; b < states.Rows && _given; b++)
        {
            int hidden = Simd.RoundUp(weights.Output);
            Copy(states.Row(b), _hidden, states.Rows, b, weights.Output, hidden);
            Copy(states.Row(b) + weights.Output, _memory, states.Rows, b, Size - weights.Output, weights.Padded);
        }
    }

    private static void Copy(float* from, AlignedBuffer to, int rows, int row, int count, int stride) =>
        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to.Ensure((long)rows * stride) + (nint)row * stride, count));
}
