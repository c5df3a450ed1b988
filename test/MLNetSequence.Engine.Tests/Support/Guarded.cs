using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>
/// Floats between two walls of a value that no test computes: a kernel that writes past either end is found out, where the
/// garbage collector would only crash much later.
/// </summary>
internal sealed unsafe class Guarded
{
    private const int Wall = 64;
    private const float Mark = -123456.75f;

    private readonly AlignedBuffer _buffer;
    private readonly int _start;

    /// <param name="length">Floats to use.</param>
    /// <param name="shift">Floats by which the first one lies off the 64-byte line.</param>
    public Guarded(int length, int shift = 0)
    {
        Length = length;
        _start = Wall + shift;
        _buffer = new AlignedBuffer(_start + length + Wall);
        _buffer.Span.Fill(Mark);
    }

    /// <param name="values">The first values.</param>
    /// <param name="shift">Floats by which the first one lies off the 64-byte line.</param>
    public Guarded(ReadOnlySpan<float> values, int shift = 0) : this(values.Length, shift) => values.CopyTo(Span);

    public int Length { get; }

    public float* Pointer => _buffer.Pointer + _start;

    public Span<float> Span => new(Pointer, Length);

    /// <summary>Fails where something was written outside.</summary>
    public void CheckWalls(string what)
    {
        Span<float> all = _buffer.Span;
        if (all[.._start].ContainsAnyExcept(Mark) || all[(_start + Length)..].ContainsAnyExcept(Mark))
        {
            Assert.Fail($"{what}: a value was written outside of the {Length} floats.");
        }
    }

    /// <summary>Fails where a float of the range was written that should have kept its first value.</summary>
    public void CheckUntouched(int start, int count, string what)
    {
        if (Span.Slice(start, count).ContainsAnyExcept(Mark))
        {
            Assert.Fail($"{what}: one of the {count} floats from {start} should not have been touched.");
        }
    }
}
