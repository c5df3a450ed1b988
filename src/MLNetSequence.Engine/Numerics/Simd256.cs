using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>AVX2 with FMA: 16 registers of 8 floats.</summary>
internal unsafe struct Simd256 : ISimd<Vector256<float>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Lanes => 8;

    public static int TileRows => 4;

    [MethodImpl(Inline)]
    public static Vector256<float> Load(float* p) => Vector256.Load(p);

    [MethodImpl(Inline)]
    public static void Store(Vector256<float> v, float* p) => v.Store(p);

    [MethodImpl(Inline)]
    public static Vector256<float> Create(float x) => Vector256.Create(x);

    [MethodImpl(Inline)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(Inline)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(Inline)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(Inline)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Vector256.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) => Vector256.MinNative(a, b);

    [MethodImpl(Inline)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    [MethodImpl(Inline)]
    public static Vector256<float> Sqrt(Vector256<float> a) => Vector256.Sqrt(a);

    [MethodImpl(Inline)]
    public static Vector256<float> Abs(Vector256<float> a) => Vector256.Abs(a);

    [MethodImpl(Inline)]
    public static Vector256<float> CopySign(Vector256<float> a, Vector256<float> sign) =>
        Vector256.ConditionalSelect(Vector256.Create(-0f), sign, a);

    [MethodImpl(Inline)]
    public static Vector256<float> Round(Vector256<float> a) => Vector256.Round(a);

    [MethodImpl(Inline)]
    public static Vector256<float> Reciprocal(Vector256<float> a) => Vector256<float>.One / a;

    [MethodImpl(Inline)]
    public static Vector256<float> PowerOfTwo(Vector256<float> n) =>
        ((Vector256.ConvertToInt32Native(n) + Vector256.Create(127)) << 23).AsSingle();
}
