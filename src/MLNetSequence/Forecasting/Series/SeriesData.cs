using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Series;

/// <summary>All rows of a data view, series by series, held once.</summary>
internal sealed class SeriesData
{
    private const int RowsBetweenChecks = 256;

    private readonly List<SeriesRows> _series = [];

    private SeriesData(ForecastInputs inputs, GroupLookup? groups) => (Inputs, Groups) = (inputs, groups);

    public ForecastInputs Inputs { get; }

    /// <summary>What tells the series apart; null where there is one.</summary>
    public GroupLookup? Groups { get; }

    public IReadOnlyList<SeriesRows> Series => _series;

    /// <summary>Rows of all series.</summary>
    public long Rows => _series.Sum(s => (long)s.Count);

    /// <summary>A series, as a user knows it; empty where there is one.</summary>
    public string NameOf(int series) => Groups?.Text(series) ?? "";

    /// <summary>The first so many rows of each series, which are not copied.</summary>
    public SeriesData First(IReadOnlyList<int> rows)
    {
        var first = new SeriesData(Inputs, Groups);
        first._series.AddRange(_series.Select((s, i) => s.First(rows[i])));
        return first;
    }

    /// <summary>Reads data, once.</summary>
    /// <param name="data">The rows, those of each series in order of time.</param>
    /// <param name="inputs">What is read of each.</param>
    /// <param name="known">The series that were trained on; null where these are the ones.</param>
    /// <param name="cancelled">Asked now and then.</param>
    /// <param name="whose">What errors say of a row's number; empty for the data's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A row makes no sense; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SeriesData Read(
        IDataView data, ForecastInputs inputs, GroupLookup? known = null, Func<bool>? cancelled = null, string whose = "")
    {
        var read = new SeriesData(inputs, GroupLookup.For(data.Schema, inputs.Group));
        inputs.CheckSchema(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(
            [.. inputs.Names.Concat(inputs.Group is null ? [] : [inputs.Group]).Distinct().Select(n => data.Schema[n])]);
        var series = new SeriesOfRow(cursor, inputs, read.Groups, known);
        var row = new SeriesRow(cursor, inputs, whose);
        while (cursor.MoveNext())
        {
            if (cursor.Position % RowsBetweenChecks == 0 && cancelled?.Invoke() == true)
            {
                throw new OperationCanceledException("Cancelled while the data was read.");
            }
            row.Read();
            series.Next(row, read._series).Add(row.Numbers, row.Time);
        }
        read._series.ForEach(s => s.Trim());
        return read;
    }
}
