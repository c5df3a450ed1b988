using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetSequence.Engine.Numerics;

/// <summary>AVX-512: 32 registers of 16 floats.</summary>
internal unsafe struct Simd512 : ISimd<Vector512<float>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Lanes => 16;

    public static int TileRows => 8;

    [MethodImpl(Inline)]
    public static Vector512<float> Load(float* p) => Vector512.Load(p);

    [MethodImpl(Inline)]
    public static void Store(Vector512<float> v, float* p) => v.Store(p);

    [MethodImpl(Inline)]
    public static Vector512<float> Create(float x) => Vector512.Create(x);

    [MethodImpl(Inline)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(Inline)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(Inline)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(Inline)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(Inline)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(Inline)]
    public static Vector512<float> Min(Vector512<float> a, Vector512<float> b) => Vector512.MinNative(a, b);

    [MethodImpl(Inline)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

    [MethodImpl(Inline)]
    public static Vector512<float> Sqrt(Vector512<float> a) => Vector512.Sqrt(a);

    [MethodImpl(Inline)]
    public static Vector512<float> Abs(Vector512<float> a) => Vector512.Abs(a);

    [MethodImpl(Inline)]
    public static Vector512<float> CopySign(Vector512<float> a, Vector512<float> sign) =>
        Vector512.ConditionalSelect(Vector512.Create(-0f), sign, a);

    [MethodImpl(Inline)]
    public static Vector512<float> Round(Vector512<float> a) => Vector512.Round(a);

    // An estimate of 14 bits, doubled by one step of Newton's method: a quarter of the time of a division.
    [MethodImpl(Inline)]
    public static Vector512<float> Reciprocal(Vector512<float> a)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512<float>.One / a;
        }
        Vector512<float> estimate = Avx512F.Reciprocal14(a);
        Vector512<float> error = Vector512.MultiplyAddEstimate(-a, estimate, Vector512<float>.One);
        return Vector512.MultiplyAddEstimate(estimate, error, estimate);
    }

    [MethodImpl(Inline)]
    public static Vector512<float> PowerOfTwo(Vector512<float> n) =>
        Avx512F.IsSupported
            ? Avx512F.Scale(Vector512<float>.One, n)
            : ((Vector512.ConvertToInt32Native(n) + Vector512.Create(127)) << 23).AsSingle();
}
