namespace MLNetSequence.Engine.Numerics;

/// <summary>
/// One vector width. Kernels are written once, generic over it; the JIT makes one tight loop of each (kernel, width).
/// </summary>
internal unsafe interface ISimd<V> where V : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of the widest GEMM tile that the registers of this tier hold without spilling.</summary>
    static abstract int TileRows { get; }

    static abstract V Load(float* p);
    static abstract void Store(V v, float* p);
    static abstract V Create(float x);
    static abstract V Add(V a, V b);
    static abstract V Subtract(V a, V b);
    static abstract V Multiply(V a, V b);
    static abstract V Divide(V a, V b);

    /// <summary>a·b + c: fused where the hardware has it, rounded twice where it has not; the same on one machine.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The smaller of both; <paramref name="b"/> where either is NaN.</summary>
    static abstract V Min(V a, V b);

    /// <summary>The larger of both; <paramref name="b"/> where either is NaN.</summary>
    static abstract V Max(V a, V b);

    static abstract V Sqrt(V a);
    static abstract V Abs(V a);

    /// <summary>The magnitude of <paramref name="a"/> with the sign of <paramref name="sign"/>.</summary>
    static abstract V CopySign(V a, V sign);

    /// <summary>The nearest whole number.</summary>
    static abstract V Round(V a);

    /// <summary>2ⁿ for whole n from -126 to 127.</summary>
    static abstract V PowerOfTwo(V n);

    /// <summary>1 / a within two units in the last place, for a from 1 to e⁸⁸; NaN stays NaN.</summary>
    static abstract V Reciprocal(V a);
}
