using System.Runtime.CompilerServices;

namespace MLNetSequence.Engine.Numerics;

/// <summary>An activation function on whole vectors: its value, and its derivative from that value.</summary>
internal interface IActivation
{
    /// <summary>y = f(x).</summary>
    static abstract V Invoke<S, V>(V x) where S : ISimd<V> where V : struct;

    /// <summary>f'(x), told by y = f(x) alone.</summary>
    static abstract V Derivative<S, V>(V y) where S : ISimd<V> where V : struct;
}

/// <summary>f(x) = x.</summary>
internal readonly struct LinearActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct => S.Create(1f);
}

/// <summary>tanh x; derivative 1 - y².</summary>
internal readonly struct TanhActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct => VectorMath.Tanh<S, V>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct =>
        S.Subtract(S.Create(1f), S.Multiply(y, y));
}

/// <summary>1 / (1 + e⁻ˣ); derivative y(1 - y).</summary>
internal readonly struct SigmoidActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct => VectorMath.Sigmoid<S, V>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct =>
        S.Multiply(y, S.Subtract(S.Create(1f), y));
}

/// <summary>max(0, min(1, (x + 3) / 6)), as Keras 3; derivative 1/6 where 0 &lt; y &lt; 1.</summary>
internal readonly struct HardSigmoidActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct =>
        S.Min(S.Create(1f), S.Max(S.Create(0f), S.MultiplyAdd(x, S.Create(1f / 6), S.Create(0.5f))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct =>
        S.Multiply(S.Create(1f / 6), S.Multiply(VectorMath.Positive<S, V>(y), VectorMath.Positive<S, V>(S.Subtract(S.Create(1f), y))));
}

/// <summary>max(0, x); derivative 1 where y > 0.</summary>
internal readonly struct ReluActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct => VectorMath.Relu<S, V>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct => VectorMath.Positive<S, V>(y);
}

/// <summary>ln(1 + eˣ); derivative 1 - e⁻ʸ.</summary>
internal readonly struct SoftplusActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct => VectorMath.Softplus<S, V>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct =>
        S.Subtract(S.Create(0f), VectorMath.ExpMinusOne<S, V>(S.Subtract(S.Create(0f), y)));
}

/// <summary>x / (1 + |x|); derivative (1 - |y|)².</summary>
internal readonly struct SoftsignActivation : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Invoke<S, V>(V x) where S : ISimd<V> where V : struct =>
        S.Divide(x, S.Add(S.Create(1f), S.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Derivative<S, V>(V y) where S : ISimd<V> where V : struct
    {
        V rest = S.Subtract(S.Create(1f), S.Abs(y));
        return S.Multiply(rest, rest);
    }
}
