
namespace MLNetSequence.Forecasting.Series;

/// <summary>The rows to come of some series: what is known ahead.</summary>
internal sealed class FutureRows
{
    private readonly ForecastInputs _inputs;
    private readonly Dictionary<string, SeriesRows> _series;

    private FutureRows(ForecastInputs inputs, Dictionary<string, SeriesRows> series) => (_inputs, _series) = (inputs, series);

    /// <summary>Reads them. Targets and past covariates need not be there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A row makes no sense; the message names it.</exception>
    public static FutureRows Read(IDataView data, ForecastInputs inputs)
    {
        ForecastInputs known = inputs with { Targets = [], Past = [], Statics = [], Keys = [] };
        SeriesData read = SeriesData.Read(data, known, whose: " of the rows to come");
        var series = new Dictionary<string, SeriesRows>();
        for (int i = 0; i < read.Series.Count; i++)
        {
            series[read.NameOf(i)] = read.Series[i];
        }
        return new FutureRows(inputs, series);
    }

    /// <summary>The next rows of a series, with room for what is not known.</summary>
    /// <param name="name">The series.</param>
    /// <param name="horizon">H.</param>
    /// <param name="last">The time of its last row; 0 where rows have none.</param>
    /// <param name="step">How far rows are apart, where that is known.</param>
    /// <returns>[H, K + P + F], and [H] times or none.</returns>
    /// <exception cref="InvalidOperationException">There are too few, or they do not follow.</exception>
    public (ReadOnlyMemory<float> Rows, ReadOnlyMemory<long> Times) Of(string name, int horizon, long last, TimeStep? step)
    {
        string whose = name.Length > 0 ? $" of the series '{name}'" : "";
        if (!_series.TryGetValue(name, out SeriesRows? found) || found.Count < horizon)
        {
            throw new InvalidOperationException(
                $"{horizon} rows to come are needed{whose}; there are {found?.Count ?? 0}.");
        }
        ReadOnlyMemory<long> times = found.TimesOf(0, horizon);
        for (int h = 0; h < times.Length; h++)
        {
            long expected = step?.After(last, h + 1) ?? Math.Max(last, times.Span[h]);
            if (times.Span[h] != expected || times.Span[h] <= last)
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"The rows to come{whose} must follow its last row, which is of {new DateTime(last):s}; number {h + 1} is of ")
                    + FormattableString.Invariant($"{new DateTime(times.Span[h]):s}."));
            }
        }
        float[] rows = new float[horizon * _inputs.Width];
        Array.Fill(rows, float.NaN);
        int own = _inputs.FutureCount;
        for (int h = 0; h < horizon; h++)
        {
            found.Values.Span.Slice(h * own, own).CopyTo(rows.AsSpan((h + 1) * _inputs.Width - own));
        }
        return (rows, times);
    }
}
