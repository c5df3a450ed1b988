namespace MLNetSequence.Forecasting.Baselines;

/// <summary>
/// Linear least squares, by Householder's reflections (Golub and Van Loan, Matrix Computations, 4th edition, sections 5.2 and 5.5).
/// Equations are taken in one by one, and no more is kept of them than a triangle, so that memory does not grow with their number. Of
/// coefficients that the equations do not tell, those with the least sum of squares are given.
/// </summary>
internal sealed class LeastSquares
{
    // Values come as Single: directions that are no larger than its rounding are none of the data's.
    private const double Rounding = 1.0 / (1 << 23);

    // Equations that are collected before they are worked into the triangle, for each of its rows.
    private const int Blocks = 3;
    private const int LeastRows = 64;

    // Unknowns, then the right side: [unknowns + 1][capacity].
    private readonly double[][] _columns;
    private int _rows;

    /// <param name="unknowns">Coefficients to find, at least 1.</param>
    public LeastSquares(int unknowns)
    {
        Unknowns = unknowns;
        int capacity = Blocks * (unknowns + 1) + LeastRows;
        _columns = [.. Enumerable.Range(0, unknowns + 1).Select(_ => new double[capacity])];
    }

    public int Unknowns { get; }

    /// <summary>Equations so far.</summary>
    public long Equations { get; private set; }

    /// <summary>Takes in an equation.</summary>
    /// <param name="factors">What the coefficients are multiplied by, [unknowns].</param>
    /// <param name="value">What the sum is to be.</param>
    public void Add(ReadOnlySpan<double> factors, double value)
    {
        if (_rows == _columns[0].Length)
        {
            Reduce();
        }
        for (int j = 0; j < Unknowns; j++)
        {
            _columns[j][_rows] = factors[j];
        }
        _columns[Unknowns][_rows++] = value;
        Equations++;
    }

    /// <summary>Solves the equations; may be called once.</summary>
    /// <returns>
    /// The coefficients, [unknowns]; how many of them the equations tell apart; and the sum of the squares of what is left.
    /// </returns>
    public (double[] Coefficients, int Rank, double SumOfSquares) Solve()
    {
        Reduce();
        int[] order = [.. Enumerable.Range(0, Unknowns)];
        int rank = Pivot(order);
        ReadOnlySpan<double> right = _columns[Unknowns].AsSpan(0, _rows);
        double[] ordered = Shortest(rank);
        double[] coefficients = new double[Unknowns];
        for (int j = 0; j < Unknowns; j++)
        {
            coefficients[order[j]] = ordered[j];
        }
        return (coefficients, rank, Reflection.Dot(right[rank..], right[rank..]));
    }

    // Makes a triangle of the equations.
    private void Reduce()
    {
        for (int j = 0; j < Math.Min(_columns.Length, _rows); j++)
        {
            Eliminate(j);
        }
        _rows = Math.Min(_rows, _columns.Length);
    }

    // Reflects the rows from j on, so that column j has one number left there.
    private void Eliminate(int j)
    {
        Span<double> mirror = _columns[j].AsSpan(j, _rows - j);
        var reflection = Reflection.Of(mirror);
        for (int k = j + 1; k < _columns.Length; k++)
        {
            reflection.Apply(mirror, _columns[k].AsSpan(j, _rows - j));
        }
        mirror.Clear();
        mirror[0] = reflection.Length;
    }

    // Makes a triangle whose diagonal falls, and tells how many of its rows matter.
    private int Pivot(int[] order)
    {
        double first = 0;
        int most = Math.Min(Unknowns, _rows);
        for (int j = 0; j < most; j++)
        {
            (double largest, int at) = (-1, j);
            for (int k = j; k < Unknowns; k++)
            {
                ReadOnlySpan<double> rest = _columns[k].AsSpan(j, _rows - j);
                double squares = Reflection.Dot(rest, rest);
                (largest, at) = squares > largest ? (squares, k) : (largest, at);
            }
            first = j == 0 ? Math.Sqrt(largest) : first;
            if (!(Math.Sqrt(largest) > Rounding * first))
            {
                return j;
            }
            (_columns[j], _columns[at]) = (_columns[at], _columns[j]);
            (order[j], order[at]) = (order[at], order[j]);
            Eliminate(j);
        }
        return most;
    }

    // The shortest solution of the first rows, [rank, unknowns]: their transpose is made a triangle, too.
    private double[] Shortest(int rank)
    {
        double[][] rows = new double[rank][];
        var reflections = new Reflection[rank];
        for (int i = 0; i < rank; i++)
        {
            rows[i] = [.. _columns.Take(Unknowns).Select(c => c[i])];
        }
        double[] solution = new double[Unknowns];
        for (int i = 0; i < rank; i++)
        {
            Span<double> mirror = rows[i].AsSpan(i);
            reflections[i] = Reflection.Of(mirror);
            for (int k = i + 1; k < rank; k++)
            {
                reflections[i].Apply(mirror, rows[k].AsSpan(i));
            }
            double known = Reflection.Dot(rows[i].AsSpan(0, i), solution.AsSpan(0, i));
            solution[i] = (_columns[Unknowns][i] - known) / reflections[i].Length;
        }
        for (int i = rank - 1; i >= 0; i--)
        {
            reflections[i].Apply(rows[i].AsSpan(i), solution.AsSpan(i));
        }
        return solution;
    }
}
