using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>Arithmetic on one row of floats, in place or not; what it gives depends on the row alone.</summary>
internal static unsafe class RowMath
{
    // Floats that are summed as floats before their sum is added as a double.
    private const int Block = 1024;

    /// <summary>Σ a.</summary>
    public static double Sum(float* a, int count) => Sum<Elementwise.FirstOperator>(a, a, count);

    /// <summary>Σ a·b.</summary>
    public static double Dot(float* a, float* b, int count) => Sum<Elementwise.MultiplyOperator>(a, b, count);

    /// <summary>to = scale·a + offset.</summary>
    public static void Linear(float* a, float scale, float offset, float* to, int count)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Linear<Simd512, Vector512<float>>(a, scale, offset, to, count);
                break;
            case SimdTier.Vector256:
                Linear<Simd256, Vector256<float>>(a, scale, offset, to, count);
                break;
            default:
                Linear<Simd128, Vector128<float>>(a, scale, offset, to, count);
                break;
        }
    }

    /// <summary>to += scale·a.</summary>
    public static void AddScaled(float* a, float scale, float* to, int count)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                AddScaled<Simd512, Vector512<float>>(a, scale, to, count);
                break;
            case SimdTier.Vector256:
                AddScaled<Simd256, Vector256<float>>(a, scale, to, count);
                break;
            default:
                AddScaled<Simd128, Vector128<float>>(a, scale, to, count);
                break;
        }
    }

    private static double Sum<O>(float* a, float* b, int count) where O : IBinaryOperator
    {
        double sum = 0;
        for (int i = 0; i < count; i += Block)
        {
            int part = Math.Min(Block, count - i);
            sum += Simd.Tier switch
            {
                SimdTier.Vector512 => Sum<O, Simd512, Vector512<float>>(a + i, b + i, part),
                SimdTier.Vector256 => Sum<O, Simd256, Vector256<float>>(a + i, b + i, part),
                _ => Sum<O, Simd128, Vector128<float>>(a + i, b + i, part),
            };
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Sum<O, S, V>(float* a, float* b, int count)
        where O : IBinaryOperator
        where S : ISimd<V>
        where V : struct
    {
        V left = S.Create(0f), right = left;
        int i = 0;
        for (; i <= count - 2 * S.Lanes; i += 2 * S.Lanes)
        {
            left = S.Add(left, O.Invoke<S, V>(S.Load(a + i), S.Load(b + i)));
            right = S.Add(right, O.Invoke<S, V>(S.Load(a + i + S.Lanes), S.Load(b + i + S.Lanes)));
        }
        float* lanes = stackalloc float[Simd.MaxLanes];
        S.Store(S.Add(left, right), lanes);
        double sum = 0;
        for (int j = 0; j < S.Lanes; j++)
        {
            sum += lanes[j];
        }
        for (; i < count; i++)
        {
            sum += O.Invoke(a[i], b[i]);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Linear<S, V>(float* a, float scale, float offset, float* to, int count) where S : ISimd<V> where V : struct
    {
        V scales = S.Create(scale), offsets = S.Create(offset);
        int i = 0;
        for (; i <= count - S.Lanes; i += S.Lanes)
        {
            S.Store(S.MultiplyAdd(S.Load(a + i), scales, offsets), to + i);
        }
        for (; i < count; i++)
        {
            to[i] = float.MultiplyAddEstimate(a[i], scale, offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddScaled<S, V>(float* a, float scale, float* to, int count) where S : ISimd<V> where V : struct
    {
        V scales = S.Create(scale);
        int i = 0;
        for (; i <= count - S.Lanes; i += S.Lanes)
        {
            S.Store(S.MultiplyAdd(S.Load(a + i), scales, S.Load(to + i)), to + i);
        }
        for (; i < count; i++)
        {
            to[i] = float.MultiplyAddEstimate(a[i], scale, to[i]);
        }
    }
}
