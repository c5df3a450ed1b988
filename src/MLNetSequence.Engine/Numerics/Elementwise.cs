using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>An operation on two values, whole vectors and single floats alike.</summary>
internal interface IBinaryOperator
{
    static abstract V Invoke<S, V>(V a, V b) where S : ISimd<V> where V : struct;

    static abstract float Invoke(float a, float b);
}

/// <summary>Loops over floats, written once; what they compute is an <see cref="IBinaryOperator"/>.</summary>
internal static unsafe class Elementwise
{
    /// <summary>to = a ⊙ b, where <paramref name="b"/> lies row after row; <paramref name="to"/> may be <paramref name="a"/>.</summary>
    public static void Multiply(Matrix a, float* b, Matrix to)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            Apply<MultiplyOperator>(a.Row(i), b + (nint)i * a.Columns, to.Row(i), a.Columns);
        }
    }

    /// <summary>to += a.</summary>
    public static void Add(Matrix a, Matrix to)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            Apply<AddOperator>(to.Row(i), a.Row(i), to.Row(i), a.Columns);
        }
    }

    /// <summary>Every row of <paramref name="to"/> becomes <paramref name="row"/>.</summary>
    public static void Fill(float* row, Matrix to)
    {
        var from = new ReadOnlySpan<float>(row, to.Columns);
        for (int i = 0; i < to.Rows; i++)
        {
            from.CopyTo(to.RowSpan(i));
        }
    }

    /// <summary>to += a over a flat range.</summary>
    public static void Add(float* a, float* to, int count) => Apply<AddOperator>(to, a, to, count);

    /// <summary>to += a ⊙ b over a flat range.</summary>
    public static void AddProduct(float* a, float* b, float* to, int count)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                AddProduct<Simd512, Vector512<float>>(a, b, to, count);
                break;
            case SimdTier.Vector256:
                AddProduct<Simd256, Vector256<float>>(a, b, to, count);
                break;
            default:
                AddProduct<Simd128, Vector128<float>>(a, b, to, count);
                break;
        }
    }

    public static void Copy(Matrix from, Matrix to)
    {
        for (int i = 0; i < from.Rows; i++)
        {
            Apply<FirstOperator>(from.Row(i), from.Row(i), to.Row(i), from.Columns);
        }
    }

    /// <summary>Σ a²: blocks in single precision, their sums in double.</summary>
    public static double SumOfSquares(float* a, int count)
    {
        const int block = 1024;
        double sum = 0;
        for (int i = 0; i < count; i += block)
        {
            int length = Math.Min(block, count - i);
            double part = Simd.Tier switch
            {
                SimdTier.Vector512 => SumOfSquares<Simd512, Vector512<float>>(a + i, length),
                SimdTier.Vector256 => SumOfSquares<Simd256, Vector256<float>>(a + i, length),
                _ => SumOfSquares<Simd128, Vector128<float>>(a + i, length),
            };
            // A square may be beyond single precision where the number is not: clipping must still see how large it is.
            sum += double.IsFinite(part) ? part : SumOfLargeSquares(a + i, length);
        }
        return sum;
    }

    private static double SumOfLargeSquares(float* a, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += (double)a[i] * a[i];
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares<S, V>(float* a, int count) where S : ISimd<V> where V : struct
    {
        V left = S.Create(0f), right = left;
        int i = 0;
        for (; i <= count - 2 * S.Lanes; i += 2 * S.Lanes)
        {
            V x = S.Load(a + i);
            V y = S.Load(a + i + S.Lanes);
            left = S.MultiplyAdd(x, x, left);
            right = S.MultiplyAdd(y, y, right);
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
            sum += (double)a[i] * a[i];
        }
        return sum;
    }

    /// <summary>to[i] = op(a[i], b[i]) with this machine's widest vectors.</summary>
    public static void Apply<O>(float* a, float* b, float* to, int count) where O : IBinaryOperator
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Apply<O, Simd512, Vector512<float>>(a, b, to, count);
                break;
            case SimdTier.Vector256:
                Apply<O, Simd256, Vector256<float>>(a, b, to, count);
                break;
            default:
                Apply<O, Simd128, Vector128<float>>(a, b, to, count);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Apply<O, S, V>(float* a, float* b, float* to, int count)
        where O : IBinaryOperator
        where S : ISimd<V>
        where V : struct
    {
        int i = 0;
        for (; i <= count - S.Lanes; i += S.Lanes)
        {
            S.Store(O.Invoke<S, V>(S.Load(a + i), S.Load(b + i)), to + i);
        }
        for (; i < count; i++)
        {
            to[i] = O.Invoke(a[i], b[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddProduct<S, V>(float* a, float* b, float* to, int count) where S : ISimd<V> where V : struct
    {
        int i = 0;
        for (; i <= count - S.Lanes; i += S.Lanes)
        {
            S.Store(S.MultiplyAdd(S.Load(a + i), S.Load(b + i), S.Load(to + i)), to + i);
        }
        for (; i < count; i++)
        {
            to[i] = float.MultiplyAddEstimate(a[i], b[i], to[i]);
        }
    }

    internal readonly struct AddOperator : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<S, V>(V a, V b) where S : ISimd<V> where V : struct => S.Add(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Invoke(float a, float b) => a + b;
    }

    internal readonly struct FirstOperator : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<S, V>(V a, V b) where S : ISimd<V> where V : struct => a;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Invoke(float a, float b) => a;
    }

    internal readonly struct MultiplyOperator : IBinaryOperator
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static V Invoke<S, V>(V a, V b) where S : ISimd<V> where V : struct => S.Multiply(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Invoke(float a, float b) => a * b;
    }
}
