using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>
/// Least squares with a penalty on all weights but the intercepts (Hoerl and Kennard 1970), of several outputs at once, of which any may be
/// missing in a row. Of whole rows only the sums of their products are kept, in double precision.
/// </summary>
/// <remarks>
/// An output that is missing in some rows has equations of its own: those of the whole rows and of the others in which it is there, or
/// those of all rows without the ones in which it is not, whichever are fewer to add. They are made when they are solved, one after the
/// other, so that room is needed for one output's alone.
/// </remarks>
/// <param name="inputs">D.</param>
/// <param name="outputs">O.</param>
internal sealed class RidgeRegression(int inputs, int outputs)
{
    private const double LeastDeviation = 1e-3;

    // A trace of a penalty keeps the equations solvable where columns repeat each other, or are 0.
    private const double LeastPenalty = 1e-9;

    // Less than this must not be left of a sum: it would be the rounding of what was taken away.
    private const double LeastLeft = 1e-6;

    private readonly int _size = inputs + 1;
    private readonly double[] _gram = new double[(inputs + 1) * (inputs + 1)];
    private readonly double[] _products = new double[outputs * (inputs + 1)];
    private readonly double[] _squares = new double[outputs];
    private readonly long[] _rows = new long[outputs];
    private readonly double[] _x = new double[inputs + 1];
    private readonly List<(float[] X, bool[] Gone)> _holed = [];
    private long _all;

    /// <summary>Takes in a row.</summary>
    /// <param name="x">[D].</param>
    /// <param name="y">[O]; NaN is missing.</param>
    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        Widen(x);
        bool[]? gone = null;
        for (int o = 0; o < outputs; o++)
        {
            if (float.IsNaN(y[o]))
            {
                gone ??= new bool[outputs];
                gone[o] = true;
                continue;
            }
            _rows[o]++;
            _squares[o] += (double)y[o] * y[o];
            AddTimes(_products.AsSpan(o * _size, _size), y[o], _x);
        }
        _all++;
        if (gone is null)
        {
            AddOuter(_gram, 1);
        }
        else
        {
            _holed.Add((x.ToArray(), gone));
        }
    }

    /// <summary>Solves for each output by itself.</summary>
    /// <param name="penalty">In parts of an input's own mean square, so that its unit does not matter; at least 0.</param>
    /// <returns>
    /// [O, D + 1], the intercept last, zeros where an output is never there; and the deviation of what is left of each, at least a
    /// thousandth, 1 where it is never there.
    /// </returns>
    public (double[] Weights, double[] Deviations) Solve(double penalty)
    {
        double[] weights = new double[outputs * _size], deviations = new double[outputs];
        Array.Fill(deviations, 1);
        double[] all = [.. _gram];
        foreach ((float[] x, _) in _holed)
        {
            Widen(x);
            AddOuter(all, 1);
        }
        double[] factor = new double[_gram.Length], penalties = new double[_size];
        bool isOfAll = false;
        for (int o = 0; o < outputs; o++)
        {
            if (_rows[o] == 0)
            {
                continue;
            }
            // Outputs that are always there share one factor.
            if (_rows[o] < _all || !isOfAll)
            {
                isOfAll = _rows[o] == _all;
                MakeGram(o, all, factor);
                AddPenalties(factor, penalties, penalty, _rows[o]);
                Cholesky(factor);
            }
            ReadOnlySpan<double> products = _products.AsSpan(o * _size, _size);
            Span<double> found = weights.AsSpan(o * _size, _size);
            Back(factor, products, found);
            double left = _squares[o];
            for (int i = 0; i < _size; i++)
            {
                left -= found[i] * (products[i] + penalties[i] * found[i]);
            }
            deviations[o] = Math.Max(Math.Sqrt(Math.Max(left, 0) / _rows[o]), LeastDeviation);
        }
        return (weights, deviations);
    }

    // The sums over the rows in which an output is there.
    private void MakeGram(int output, double[] all, double[] to)
    {
        long gone = _all - _rows[output];
        if (gone <= _holed.Count - gone)
        {
            all.CopyTo(to, 0);
            AddHoled(to, output, gone: true, -1);
            if (IsSafe(all, to))
            {
                return;
            }
        }
        _gram.CopyTo(to, 0);
        AddHoled(to, output, gone: false, 1);
    }

    private void AddHoled(double[] to, int output, bool gone, double times)
    {
        foreach ((float[] x, bool[] isGone) in _holed)
        {
            if (isGone[output] == gone)
            {
                Widen(x);
                AddOuter(to, times);
            }
        }
    }

    private bool IsSafe(double[] all, double[] left)
    {
        for (int i = 0; i < left.Length; i += _size + 1)
        {
            if (left[i] < LeastLeft * all[i])
            {
                return false;
            }
        }
        return true;
    }

    private void AddPenalties(double[] gram, double[] penalties, double penalty, long rows)
    {
        for (int i = 0; i < inputs; i++)
        {
            penalties[i] = Math.Max(penalty * gram[i * _size + i], rows * LeastPenalty);
            gram[i * _size + i] += penalties[i];
        }
    }

    // The lower factor, in place, column by column; what is above is not touched.
    private void Cholesky(double[] gram)
    {
        double[] column = new double[_size];
        for (int j = 0; j < _size; j++)
        {
            double pivot = Math.Sqrt(Math.Max(gram[j * _size + j], double.Epsilon));
            gram[j * _size + j] = pivot;
            for (int i = j + 1; i < _size; i++)
            {
                column[i] = gram[i * _size + j] /= pivot;
            }
            for (int i = j + 1; i < _size; i++)
            {
                AddTimes(gram.AsSpan(i * _size + j + 1, i - j), -column[i], column.AsSpan(j + 1, i - j));
            }
        }
    }

    private void Back(double[] factor, ReadOnlySpan<double> products, Span<double> x)
    {
        products.CopyTo(x);
        for (int i = 0; i < _size; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= factor[i * _size + k] * x[k];
            }
            x[i] /= factor[i * _size + i];
        }
        for (int i = _size - 1; i >= 0; i--)
        {
            x[i] /= factor[i * _size + i];
            AddTimes(x[..i], -x[i], factor.AsSpan(i * _size, i));
        }
    }

    private void Widen(ReadOnlySpan<float> x)
    {
        for (int i = 0; i < inputs; i++)
        {
            _x[i] = x[i];
        }
        _x[inputs] = 1;
    }

    // The lower half of x·xᵀ.
    private void AddOuter(double[] gram, double times)
    {
        for (int i = 0; i < _size; i++)
        {
            AddTimes(gram.AsSpan(i * _size, i + 1), times * _x[i], _x.AsSpan(0, i + 1));
        }
    }

    // Each number by itself, so that the width of a vector changes no bit.
    private static void AddTimes(Span<double> to, double times, ReadOnlySpan<double> from)
    {
        Span<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(to);
        ReadOnlySpan<Vector<double>> others = MemoryMarshal.Cast<double, Vector<double>>(from);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] += others[i] * times;
        }
        for (int i = vectors.Length * Vector<double>.Count; i < to.Length; i++)
        {
            to[i] += from[i] * times;
        }
    }
}
