using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>SSE, NEON, or whatever the JIT makes of 4 floats.</summary>
internal unsafe struct Simd128 : ISimd<Vector128<float>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Lanes => 4;

    public static int TileRows => 4;

    [MethodImpl(Inline)]
    public static Vector128<float> Load(float* p) => Vector128.Load(p);

    [MethodImpl(Inline)]
    public static void Store(Vector128<float> v, float* p) => v.Store(p);

    [MethodImpl(Inline)]
    public static Vector128<float> Create(float x) => Vector128.Create(x);

    [MethodImpl(Inline)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(Inline)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(Inline)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    [MethodImpl(Inline)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) => Vector128.MinNative(a, b);

    [MethodImpl(Inline)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    [MethodImpl(Inline)]
    public static Vector128<float> Sqrt(Vector128<float> a) => Vector128.Sqrt(a);

    [MethodImpl(Inline)]
    public static Vector128<float> Abs(Vector128<float> a) => Vector128.Abs(a);

    [MethodImpl(Inline)]
    public static Vector128<float> CopySign(Vector128<float> a, Vector128<float> sign) =>
        Vector128.ConditionalSelect(Vector128.Create(-0f), sign, a);

    [MethodImpl(Inline)]
    public static Vector128<float> Round(Vector128<float> a) => Vector128.Round(a);

    [MethodImpl(Inline)]
    public static Vector128<float> Reciprocal(Vector128<float> a) => Vector128<float>.One / a;

    [MethodImpl(Inline)]
    public static Vector128<float> PowerOfTwo(Vector128<float> n) =>
        ((Vector128.ConvertToInt32Native(n) + Vector128.Create(127)) << 23).AsSingle();
}
