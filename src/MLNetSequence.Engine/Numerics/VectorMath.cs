using System.Runtime.CompilerServices;

namespace MLNetSequence.Engine.Numerics;

/// <summary>Exponential, sigmoid and hyperbolic tangent of a whole vector, within a few units in the last place.</summary>
/// <remarks>
/// eˣ - 1 is split as 2ⁿ·(eᶠ - 1) + (2ⁿ - 1) with |f| ≤ ln 2 / 2, so that it keeps its relative precision near zero, and tanh
/// with it. The polynomial is the minimax fit of (eᶠ - 1 - f) / f² on that interval, error below 5e-11. NaN stays NaN.
/// </remarks>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts, the first short enough that n times it is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>eˣ; x is held between -87 and 88, where the result is a normal float.</summary>
    [MethodImpl(Inline)]
    public static V Exp<S, V>(V x) where S : ISimd<V> where V : struct
    {
        (V scale, V fraction) = Split<S, V>(x);
        return S.MultiplyAdd(scale, fraction, scale);
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(Inline)]
    public static V Sigmoid<S, V>(V x) where S : ISimd<V> where V : struct
    {
        return S.Reciprocal(S.Add(S.Create(1f), Exp<S, V>(S.Subtract(S.Create(0f), x))));
    }

    /// <summary>tanh x = -m / (2 + m) with m = e⁻²|ˣ| - 1, and the sign of x.</summary>
    [MethodImpl(Inline)]
    public static V Tanh<S, V>(V x) where S : ISimd<V> where V : struct
    {
        (V scale, V fraction) = Split<S, V>(S.Multiply(S.Abs(x), S.Create(-2f)));
        V m = S.MultiplyAdd(scale, fraction, S.Subtract(scale, S.Create(1f)));
        return S.CopySign(S.Multiply(S.Abs(m), S.Reciprocal(S.Add(S.Create(2f), m))), x);
    }

    /// <summary>eˣ - 1, precise near zero; x is held between -87 and 88.</summary>
    [MethodImpl(Inline)]
    public static V ExpMinusOne<S, V>(V x) where S : ISimd<V> where V : struct
    {
        (V scale, V fraction) = Split<S, V>(x);
        return S.MultiplyAdd(scale, fraction, S.Subtract(scale, S.Create(1f)));
    }

    /// <summary>max(0, x); NaN stays NaN.</summary>
    [MethodImpl(Inline)]
    public static V Relu<S, V>(V x) where S : ISimd<V> where V : struct =>
        S.Max(S.Create(0f), x);

    /// <summary>1 where y > 0, else 0; y is not negative.</summary>
    [MethodImpl(Inline)]
    public static V Positive<S, V>(V y) where S : ISimd<V> where V : struct =>
        S.Min(S.Create(1f), S.Multiply(S.Multiply(y, S.Create(1e38f)), S.Create(1e38f)));

    /// <summary>ln(1 + eˣ) = max(x, 0) + ln(1 + e⁻|ˣ|).</summary>
    [MethodImpl(Inline)]
    public static V Softplus<S, V>(V x) where S : ISimd<V> where V : struct
    {
        V u = Exp<S, V>(S.Subtract(S.Create(0f), S.Abs(x)));
        return S.Add(Relu<S, V>(x), LogOnePlus<S, V>(u));
    }

    // ln(1 + u) for 0 ≤ u ≤ 1, as 2·artanh(z) with z = u / (2 + u) ≤ 1/3: an odd series, whose tail is below 3e-9 of the value.
    [MethodImpl(Inline)]
    private static V LogOnePlus<S, V>(V u) where S : ISimd<V> where V : struct
    {
        V z = S.Divide(u, S.Add(S.Create(2f), u));
        V q = S.Multiply(z, z);
        V p = S.Create(2f / 15);
        p = S.MultiplyAdd(p, q, S.Create(2f / 13));
        p = S.MultiplyAdd(p, q, S.Create(2f / 11));
        p = S.MultiplyAdd(p, q, S.Create(2f / 9));
        p = S.MultiplyAdd(p, q, S.Create(2f / 7));
        p = S.MultiplyAdd(p, q, S.Create(2f / 5));
        p = S.MultiplyAdd(p, q, S.Create(2f / 3));
        p = S.MultiplyAdd(p, q, S.Create(2f));
        return S.Multiply(p, z);
    }

    // eˣ = scale · (1 + fraction)
    [MethodImpl(Inline)]
    private static (V Scale, V Fraction) Split<S, V>(V x) where S : ISimd<V> where V : struct
    {
        x = S.Max(S.Create(-87f), S.Min(S.Create(88f), x));
        V n = S.Round(S.Multiply(x, S.Create(Log2E)));
        V f = S.MultiplyAdd(n, S.Create(-Ln2High), x);
        f = S.MultiplyAdd(n, S.Create(-Ln2Low), f);

        V p = S.Create(1.991838653e-4f);
        p = S.MultiplyAdd(p, f, S.Create(1.3946073594e-3f));
        p = S.MultiplyAdd(p, f, S.Create(8.333263919e-3f));
        p = S.MultiplyAdd(p, f, S.Create(4.166626930e-2f));
        p = S.MultiplyAdd(p, f, S.Create(0.1666666716f));
        p = S.MultiplyAdd(p, f, S.Create(0.5f));
        return (S.PowerOfTwo(n), S.MultiplyAdd(S.Multiply(p, f), f, f));
    }
}
