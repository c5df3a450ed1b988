using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>
/// Householder's reflection H = 1 - f·v·vᵀ, which makes of a vector x one with a first number alone (Golub and Van Loan, Matrix
/// Computations, 4th edition, section 5.1).
/// </summary>
/// <param name="Length">That number: the length of x, with the sign that loses no digits.</param>
/// <param name="Factor">f, 2/vᵀv; 0 where x is 0.</param>
internal readonly record struct Reflection(double Length, double Factor)
{
    /// <summary>The reflection of a vector, which becomes its mirror v.</summary>
    public static Reflection Of(Span<double> x)
    {
        double length = Math.Sqrt(Dot(x, x));
        if (length == 0)
        {
            return default;
        }
        length = x[0] > 0 ? -length : length;
        x[0] -= length;
        return new Reflection(length, -1 / (length * x[0]));
    }

    /// <summary>Reflects another vector.</summary>
    public void Apply(ReadOnlySpan<double> mirror, Span<double> y)
    {
        double times = -Factor * Dot(mirror, y);
        Span<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(y);
        ReadOnlySpan<Vector<double>> wideMirror = MemoryMarshal.Cast<double, Vector<double>>(mirror);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] += times * wideMirror[i];
        }
        for (int i = wide.Length * Vector<double>.Count; i < y.Length; i++)
        {
            y[i] += times * mirror[i];
        }
    }

    /// <summary>The sum of products.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ReadOnlySpan<Vector<double>> wideX = MemoryMarshal.Cast<double, Vector<double>>(x);
        ReadOnlySpan<Vector<double>> wideY = MemoryMarshal.Cast<double, Vector<double>>(y);
        Vector<double> sums = default;
        for (int i = 0; i < wideX.Length; i++)
        {
            sums += wideX[i] * wideY[i];
        }
        double sum = Vector.Sum(sums);
        for (int i = wideX.Length * Vector<double>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
