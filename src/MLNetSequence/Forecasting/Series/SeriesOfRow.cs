using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Series;

/// <summary>Finds the series that a row is of, and makes one where it is the first.</summary>
internal sealed class SeriesOfRow
{
    private readonly ForecastInputs _inputs;
    private readonly GroupReader? _groups;
    private readonly GroupReader? _known;

    /// <param name="row">The row or cursor.</param>
    /// <param name="inputs">What is read of it.</param>
    /// <param name="groups">The series so far; null where there is one. Others are added.</param>
    /// <param name="known">The series that were trained on; null where these are the ones.</param>
    public SeriesOfRow(DataViewRow row, ForecastInputs inputs, GroupLookup? groups, GroupLookup? known)
    {
        _inputs = inputs;
        _groups = groups?.Open(row, inputs.Group!);
        _known = known is null || ReferenceEquals(known, groups) ? null : known.Open(row, inputs.Group!);
    }

    /// <summary>The series of the current row, to which the row may be added.</summary>
    /// <exception cref="InvalidOperationException">The row makes no sense as its next one.</exception>
    public SeriesRows Next(SeriesRow row, List<SeriesRows> series) => Next(row, series, _groups?.FindOrAdd() ?? 0);

    /// <summary>The same where it is known which it is: that of a new one is as many as there are.</summary>
    /// <exception cref="InvalidOperationException">The row makes no sense as its next one.</exception>
    public SeriesRows Next(SeriesRow row, List<SeriesRows> series, int number)
    {
        if (number == series.Count)
        {
            series.Add(New(row, number));
        }
        row.CheckAfter(series[number].LastTime);
        return series[number];
    }

    /// <summary>A series that begins with the current row.</summary>
    public SeriesRows New(SeriesRow row, int number) =>
        new(row.ReadFacts(_known is null ? number : _known.Find()), _inputs.Width, _inputs.Time is not null);
}
