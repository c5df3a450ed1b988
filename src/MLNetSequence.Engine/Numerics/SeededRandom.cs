namespace MLNetSequence.Engine.Numerics;

/// <summary>
/// Random numbers that are the same for a seed in every version and, but for the last bits of <see cref="NextNormal"/>, on every
/// machine: xoshiro256** (Blackman and Vigna 2018) seeded by splitmix64. System.Random promises no such thing.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>A stream for one purpose: equal arguments give equal streams, any different one an unrelated stream.</summary>
    public SeededRandom(long seed, long purpose = 0, long step = 0, long shard = 0) => Reset(seed, purpose, step, shard);

    public void Reset(long seed, long purpose = 0, long step = 0, long shard = 0)
    {
        ulong state = (ulong)seed;
        foreach (long part in (ReadOnlySpan<long>)[purpose, step, shard])
        {
            state = SplitMix(ref state) ^ (ulong)part;
        }
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    public ulong NextUInt64()
    {
        ulong result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, exclusiveMax).</summary>
    public int Next(int exclusiveMax) => (int)Math.BigMul(NextUInt64(), (ulong)exclusiveMax, out _);

    /// <summary>Uniform in [-limit, limit).</summary>
    public float NextUniform(double limit) => (float)((NextDouble() * 2 - 1) * limit);

    /// <summary>Normal with mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>A random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
