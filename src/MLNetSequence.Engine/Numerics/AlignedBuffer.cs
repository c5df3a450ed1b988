namespace MLNetSequence.Engine.Numerics;

/// <summary>Floats that never move and start on a 64-byte line, owned by the garbage collector: no Dispose, no leak.</summary>
/// <remarks>A buffer grows and never shrinks, so that a warm training step allocates none.</remarks>
internal sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private float[] _array = [];

    public AlignedBuffer() => Pointer = null;

    public AlignedBuffer(long length) => Ensure(length);

    /// <summary>The first float; valid as long as this object is reachable and has not grown.</summary>
    public float* Pointer { get; private set; }

    /// <summary>Floats that may be used.</summary>
    public int Length { get; private set; }

    public Span<float> Span => new(Pointer, Length);

    /// <summary>Makes room for <paramref name="length"/> floats. What the buffer held is lost when it has to grow.</summary>
    public float* Ensure(long length)
    {
        if (length <= Length)
        {
            return Pointer;
        }
        if (length > Array.MaxLength - Alignment)
        {
            throw new OutOfMemoryException($"A buffer of {length:N0} floats is larger than an array can be; use a smaller batch.");
        }
        _array = GC.AllocateArray<float>((int)length + Alignment / sizeof(float), pinned: true);
        float* start = (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        Pointer = (float*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
        Length = (int)length;
        return Pointer;
    }

    /// <summary>Sets the first <paramref name="length"/> floats to zero, making room for them first.</summary>
    public float* EnsureZero(long length)
    {
        Ensure(length);
        new Span<float>(Pointer, (int)length).Clear();
        return Pointer;
    }
}
