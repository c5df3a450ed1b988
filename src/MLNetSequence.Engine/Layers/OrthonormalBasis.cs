using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// Random vectors, each made orthogonal to those before it (Gram and Schmidt, four of them at a time) and of length one.
/// </summary>
/// <remarks>
/// Every sum runs in eight lanes, whatever the machine has, and without fused multiply-adds: the numbers are the same everywhere.
/// </remarks>
internal sealed class OrthonormalBasis(int length, int count)
{
    // Vectors are taken in groups: each step of the loops then reads one number of v for four of the basis.
    private const int Group = 4;
    private const int Lanes = 8;

    // Vectors end in zeros, up to whole lanes.
    private readonly int _padded = (length + Lanes - 1) / Lanes * Lanes;
    private readonly double[][] _vectors = new double[count][];
    private double[]? _none;

    /// <summary>Vectors there are by now.</summary>
    public int Count { get; private set; }

    public bool IsComplete => Count == count;

    /// <summary>Draws a normal vector, makes it the next of the basis, and returns it.</summary>
    public ReadOnlySpan<double> AddNormal(SeededRandom random)
    {
        double[] v = new double[_padded];
        for (int i = 0; i < length; i++)
        {
            v[i] = random.NextNormal();
        }
        double before, after = SquaredLength(v);
        do
        {
            // What is left of a vector that lay almost in the span of the others is mostly rounding: it is swept again.
            before = after;
            Sweep(v);
            after = SquaredLength(v);
        }
        while (after < before / 2);
        double norm = Math.Sqrt(after);
        for (int i = 0; i < length; i++)
        {
            v[i] /= norm;
        }
        _vectors[Count++] = v;
        return v.AsSpan(0, length);
    }

    /// <summary>Takes from v what points along the basis.</summary>
    private void Sweep(double[] v)
    {
        for (int q = 0; q < Count; q += Group)
        {
            // The last group is filled up with zeros.
            Take(v, _vectors[q], At(q + 1), At(q + 2), At(q + 3));
        }
    }

    private double[] At(int q) => q < Count ? _vectors[q] : _none ??= new double[_padded];

    private static void Take(double[] v, double[] a, double[] b, double[] c, double[] d)
    {
        ReadOnlySpan<Vector256<double>> va = Lane(a), vb = Lane(b), vc = Lane(c), vd = Lane(d);
        Span<Vector256<double>> to = Lane(v);
        Vector256<double> a0 = default, a1 = default, b0 = default, b1 = default;
        Vector256<double> c0 = default, c1 = default, d0 = default, d1 = default;
        for (int i = 0; i < to.Length; i += 2)
        {
            Vector256<double> x = to[i], y = to[i + 1];
            a0 += va[i] * x;
            a1 += va[i + 1] * y;
            b0 += vb[i] * x;
            b1 += vb[i + 1] * y;
            c0 += vc[i] * x;
            c1 += vc[i + 1] * y;
            d0 += vd[i] * x;
            d1 += vd[i + 1] * y;
        }
        double sa = Sum(a0, a1), sb = Sum(b0, b1), sc = Sum(c0, c1), sd = Sum(d0, d1);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] -= (va[i] * sa + vb[i] * sb) + (vc[i] * sc + vd[i] * sd);
        }
    }

    private static double SquaredLength(double[] v)
    {
        Span<Vector256<double>> lanes = Lane(v);
        Vector256<double> even = default, odd = default;
        for (int i = 0; i < lanes.Length; i += 2)
        {
            even += lanes[i] * lanes[i];
            odd += lanes[i + 1] * lanes[i + 1];
        }
        return Sum(even, odd);
    }

    // In an order of its own, which Vector256.Sum does not promise.
    private static double Sum(Vector256<double> even, Vector256<double> odd)
    {
        Vector256<double> s = even + odd;
        return (s[0] + s[2]) + (s[1] + s[3]);
    }

    private static Span<Vector256<double>> Lane(double[] v) => MemoryMarshal.Cast<double, Vector256<double>>(v.AsSpan());
}
