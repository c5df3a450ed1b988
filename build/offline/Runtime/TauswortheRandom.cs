namespace Microsoft.ML.Runtime;

/// <summary>
/// The combined Tausworthe and linear congruential generator (L. Howes and D. Thomas, GPU Gems 3, chapter 37), ML.NET's source
/// of chance: with the same seed the same rows fall into the test set as there.
/// </summary>
internal sealed class TauswortheRandom : Random
{
    private uint _z1, _z2, _z3, _z4;

    public TauswortheRandom(uint seed)
    {
        _z1 = seed;
        _z2 = Murmur.Round(_z1, seed);
        _z3 = Murmur.Round(_z2, seed);
        _z4 = Murmur.Round(_z3, seed);
    }

    private TauswortheRandom(Random source)
    {
        uint Word(uint atLeast)
        {
            uint word = (uint)source.Next(1 << 16) << 16 | (uint)source.Next(1 << 16);
            return word < atLeast ? Word(atLeast) : word; // Small seeds put the generator into a degenerate state.
        }
        (_z1, _z2, _z3, _z4) = (Word(128), Word(128), Word(128), Word(0));
    }

    public static TauswortheRandom From(int? seed, Random source) => seed is int given ? new((uint)given) : new(source);
    public override int Next() => (int)(NextWord() & int.MaxValue);
    public override int Next(int maxValue) => (int)(NextWord() * (ulong)maxValue >> 32);
    public override float NextSingle() => (NextWord() >> 9) * (1f / (1 << 23));
    protected override double Sample() => NextWord() * (1.0 / (1L << 32));

    /// <summary>Deals the values anew, as ML.NET does.</summary>
    public void Deal(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int at = i + Next(values.Length - i);
            (values[i], values[at]) = (values[at], values[i]);
        }
    }

    private uint NextWord()
    {
        static void Step(ref uint z, int s1, int s2, int s3, uint mask) => z = (z & mask) << s3 ^ (z << s1 ^ z) >> s2;
        Step(ref _z1, 13, 19, 12, ~1u);
        Step(ref _z2, 2, 25, 4, ~7u);
        Step(ref _z3, 3, 11, 17, ~15u);
        _z4 = _z4 * 1664525 + 1013904223;
        return _z1 ^ _z2 ^ _z3 ^ _z4;
    }
}
