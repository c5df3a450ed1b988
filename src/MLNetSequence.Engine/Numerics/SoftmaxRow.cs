using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>What the softmax of a row x of C numbers is known by; both are NaN where one of the C is not finite.</summary>
/// <param name="LogSum">log Σ eˣ, so that -log softmax(x)[c] = LogSum - x[c].</param>
/// <param name="Mean">Σ x / C.</param>
internal readonly record struct SoftmaxSums(double LogSum, double Mean);

/// <summary>softmax(x)[c] = e^x[c] / Σ e^x of one row, in place.</summary>
/// <remarks>
/// A narrow row is computed in double precision, number by number. A wide one, such as a vocabulary, is computed in vectors of
/// floats, whose sums go over to double every few vectors: a probability e⁻ᵈ is right to about 5e-7 + 6e-8·d of its value, and none
/// is below e⁻⁸⁷ times the largest.
/// </remarks>
internal static unsafe class SoftmaxRow
{
    /// <summary>The fewest numbers of a wide row: below it the exponentials cost nothing beside the network.</summary>
    public const int Wide = 32;

    // Vectors that are added as floats before their sum is added as doubles.
    private const int Block = 32;

    /// <summary>The largest number; NaN is passed over, and found by <see cref="Apply(Span{float}, float, float, float)"/>.</summary>
    public static float Max(ReadOnlySpan<float> row)
    {
        if (row.Length < Wide)
        {
            float max = float.NegativeInfinity;
            foreach (float x in row)
            {
                max = x > max ? x : max;
            }
            return max;
        }
        fixed (float* p = row)
        {
            return Simd.Tier switch
            {
                SimdTier.Vector512 => Max<Simd512, Vector512<float>>(p, row.Length),
                SimdTier.Vector256 => Max<Simd256, Vector256<float>>(p, row.Length),
                _ => Max<Simd128, Vector128<float>>(p, row.Length),
            };
        }
    }

    /// <summary>row = factor · softmax(row) + offset.</summary>
    /// <param name="row">At least one number.</param>
    /// <param name="max">What <see cref="Max(ReadOnlySpan{float})"/> says of the row.</param>
    /// <param name="factor">1 for probabilities.</param>
    /// <param name="offset">0 for probabilities.</param>
    public static SoftmaxSums Apply(Span<float> row, float max, float factor, float offset)
    {
        if (row.Length < Wide)
        {
            return ApplyNarrow(row, max, factor, offset);
        }
        fixed (float* p = row)
        {
            return Simd.Tier switch
            {
                SimdTier.Vector512 => Apply<Simd512, Vector512<float>>(p, row.Length, max, factor, offset),
                SimdTier.Vector256 => Apply<Simd256, Vector256<float>>(p, row.Length, max, factor, offset),
                _ => Apply<Simd128, Vector128<float>>(p, row.Length, max, factor, offset),
            };
        }
    }

    private static SoftmaxSums ApplyNarrow(Span<float> row, double max, float factor, float offset)
    {
        double sum = 0, distance = 0;
        foreach (float x in row)
        {
            sum += Math.Exp(x - max);
            distance += x - max;
        }
        foreach (ref float x in row)
        {
            x = (float)(factor * (Math.Exp(x - max) / sum) + offset);
        }
        return Sums(max, sum, distance, row.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Max<S, V>(float* row, int count)
        where S : ISimd<V>
        where V : struct
    {
        // NaN as the first of two gives the second: the largest so far stays.
        V largest = S.Create(float.NegativeInfinity);
        int i = 0;
        for (; i <= count - S.Lanes; i += S.Lanes)
        {
            largest = S.Max(S.Load(row + i), largest);
        }
        float* lanes = stackalloc float[Simd.MaxLanes];
        S.Store(largest, lanes);
        float max = lanes[0];
        for (int lane = 1; lane < S.Lanes; lane++)
        {
            max = lanes[lane] > max ? lanes[lane] : max;
        }
        for (; i < count; i++)
        {
            max = row[i] > max ? row[i] : max;
        }
        return max;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static SoftmaxSums Apply<S, V>(float* row, int count, float max, float factor, float offset)
        where S : ISimd<V>
        where V : struct
    {
        float* lanes = stackalloc float[Simd.MaxLanes];
        V peak = S.Create(max);
        double sum = 0, distance = 0;
        int whole = count - count % S.Lanes;
        for (int start = 0; start < whole; start += Block * S.Lanes)
        {
            int end = Math.Min(whole, start + Block * S.Lanes);
            V exponentials = S.Create(0f);
            V distances = S.Create(0f);
            for (int i = start; i < end; i += S.Lanes)
            {
                V d = S.Subtract(S.Load(row + i), peak);
                V e = VectorMath.Exp<S, V>(d);
                S.Store(e, row + i);
                exponentials = S.Add(exponentials, e);
                distances = S.Add(distances, d);
            }
            sum += Total<S, V>(exponentials, lanes, S.Lanes);
            distance += Total<S, V>(distances, lanes, S.Lanes);
        }
        int left = count - whole;
        if (left > 0)
        {
            S.Store(peak, lanes);
            new Span<float>(row + whole, left).CopyTo(new Span<float>(lanes, left));
            V d = S.Subtract(S.Load(lanes), peak);
            V e = VectorMath.Exp<S, V>(d);
            distance += Total<S, V>(d, lanes, left);
            sum += Total<S, V>(e, lanes, left);
            new Span<float>(lanes, left).CopyTo(new Span<float>(row + whole, left));
        }
        float slope = (float)(factor / sum);
        V slopes = S.Create(slope);
        V offsets = S.Create(offset);
        for (int i = 0; i < whole; i += S.Lanes)
        {
            S.Store(S.MultiplyAdd(S.Load(row + i), slopes, offsets), row + i);
        }
        for (int i = whole; i < count; i++)
        {
            row[i] = row[i] * slope + offset;
        }
        return Sums(max, sum, distance, count);
    }

    // The vector is left in the lanes.
    private static double Total<S, V>(V v, float* lanes, int count)
        where S : ISimd<V>
        where V : struct
    {
        S.Store(v, lanes);
        double total = 0;
        for (int lane = 0; lane < count; lane++)
        {
            total += lanes[lane];
        }
        return total;
    }

    // e^-∞ is 0, which a sum does not show, and the vectors hold it at e⁻⁸⁷: the distances tell what was not finite.
    private static SoftmaxSums Sums(double max, double sum, double distance, int count) => double.IsFinite(distance)
        ? new(max + Math.Log(sum), max + distance / count)
        : new(double.NaN, double.NaN);
}
