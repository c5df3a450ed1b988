namespace MLNetSequence.Windowing;

/// <summary>
/// Sums differences up as the rows come. The last sums of every series are kept in double precision, so that what is rounded is only
/// what is shown.
/// </summary>
internal sealed class IntegrateRun(IntegrateSettings settings, DataViewRow input, ValueColumns differences, ValueReader? levels)
    : IHistoryRun
{
    private readonly ValueReader _differences = differences.CreateReader(input);
    private readonly SeriesRings<double> _rings = new(settings.Span, differences.Width);
    private readonly float[] _difference = new float[differences.Width];
    private readonly float[] _level = new float[differences.Width];

    // Rows of every series that are not in the data: the starting values stand for them.
    private readonly int _rowsBefore =
        settings is { StartingValues: not null, IncompleteRows: IncompleteRows.Drop } ? settings.Span : 0;

    private double[] _before = [];

    public void Read(int series, long row)
    {
        if (row == 0)
        {
            for (int before = 0; before < _rowsBefore; before++)
            {
                Start(_rings.Next(series, before), before);
            }
        }
        row += _rowsBefore;
        _differences.Read(_difference);
        Span<double> sums = _rings.Next(series, row);
        if (levels is not null)
        {
            levels.Read(_level);
            Sum(series, row, sums);
        }
        else if (row < settings.Span)
        {
            CheckNone();
            Start(sums, (int)row);
        }
        else
        {
            Sum(series, row, sums);
        }
    }

    public IReadOnlyList<Delegate> CreateGetters(ShownRow shown) =>
        [HistoryColumns.Getter(differences[settings.InputColumn].IsScalar, differences.Width, to => Value(shown, to))];

    private void Value(ShownRow shown, Span<float> to)
    {
        ReadOnlySpan<double> sums = _rings.Read(shown.Series, shown.Row + _rowsBefore);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (float)sums[i];
        }
    }

    // The oldest values that are summed stand where the new ones come to stand: each is read before it is written.
    private void Sum(int series, long row, Span<double> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            double sum = row < settings.Span ? double.NaN : Sum(series, row, i);
            sums[i] = double.IsNaN(sum) && levels is not null ? _level[i] : sum;
        }
    }

    private double Sum(int series, long row, int i)
    {
        // Not before there are as many rows: an order may be absurd.
        Array.Resize(ref _before, settings.Order);
        for (int k = 0; k < _before.Length; k++)
        {
            _before[k] = _rings.Read(series, row - ((k + 1L) * settings.Lag))[i];
        }
        return Differencing.Integrate(_difference[i], _before);
    }

    private void Start(Span<double> sums, int row)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = settings.StartingValues![(row * sums.Length) + i];
        }
    }

    private void CheckNone()
    {
        if (_difference.AsSpan().ContainsAnyExcept(float.NaN))
        {
            throw new InvalidOperationException(
                $"Row {input.Position + 1} has a difference in column '{settings.InputColumn}', but the first {settings.Span} rows of a " +
                $"series have none (NaN): the starting values stand for them. Where these rows were left out, set " +
                $"{nameof(IntegrateEstimator.Options.IncompleteRows)} to {IncompleteRows.Drop}.");
        }
    }
}
