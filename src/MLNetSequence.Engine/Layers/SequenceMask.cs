using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// One dropout mask for each sequence, the same at all of its steps (Gal and Ghahramani 2016): 0 with probability
/// <paramref name="rate"/>, else 1 / (1 - rate); [B, F].
/// </summary>
internal sealed unsafe class SequenceMask(int width, double rate)
{
    private readonly AlignedBuffer _mask = new();
    private readonly DropoutRate _rate = new(rate);

    /// <summary>Draws the masks of a group; they depend on the sequence's place in its batch alone.</summary>
    public void Draw(Pass pass, int stream, int sequences)
    {
        float* mask = _mask.Ensure((long)sequences * width);
        for (int b = 0; b < sequences; b++)
        {
            _rate.Draw(new Span<float>(mask + (nint)b * width, width), pass.Random(stream, b));
        }
    }

    /// <summary>Every row times its sequence's mask, [N, F].</summary>
    public void Apply(PackedLayout layout, Matrix from, Matrix to)
    {
        for (int t = 0; t < layout.Steps; t++)
        {
            int offset = layout.Offset(t);
            Apply(0, from.RowRange(offset, layout.Live(t)), to.RowRange(offset, layout.Live(t)));
        }
    }

    /// <summary>Rows of the sequences from <paramref name="first"/> on, times their masks.</summary>
    public void Apply(int first, Matrix from, Matrix to)
    {
        for (int i = 0; i < from.Rows; i++)
        {
            float* mask = _mask.Pointer + (nint)(first + i) * width;
            Elementwise.Apply<Elementwise.MultiplyOperator>(from.Row(i), mask, to.Row(i), width);
        }
    }
}

/// <summary>Draws dropout masks 16 bits a number: a rate is met to one part in 65,536. Some value is always kept.</summary>
internal readonly struct DropoutRate(double rate)
{
    private readonly uint _threshold = (uint)Math.Min(Math.Round(rate * 65536), 65535);

    /// <summary>Whether anything is ever dropped.</summary>
    public bool Any => _threshold > 0;

    private float Scale => 65536f / (65536 - _threshold);

    public void Draw(Span<float> mask, SeededRandom random)
    {
        float scale = Scale;
        for (int i = 0; i < mask.Length; i += 4)
        {
            ulong bits = random.NextUInt64();
            for (int j = i; j < Math.Min(i + 4, mask.Length); j++)
            {
                mask[j] = (bits & 0xFFFF) < _threshold ? 0 : scale;
                bits >>= 16;
            }
        }
    }
}
