using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Series;

/// <summary>The last rows of every series of a cursor, as it moves on.</summary>
internal sealed class SeriesReadings
{
    private readonly SeriesRow _row;
    private readonly SeriesOfRow _facts;
    private readonly List<SeriesRows> _series = [];
    private readonly int _rows;

    /// <param name="input">The cursor.</param>
    /// <param name="inputs">What is read of it.</param>
    /// <param name="known">The series that were trained on; null where there is one.</param>
    /// <param name="rows">Rows of a series that must be kept.</param>
    public SeriesReadings(DataViewRow input, ForecastInputs inputs, GroupLookup? known, int rows)
    {
        (_row, _rows) = (new SeriesRow(input, inputs), rows);
        _facts = new SeriesOfRow(input, inputs, null, known);
    }

    /// <summary>What is kept of a series.</summary>
    public SeriesRows this[int series] => _series[series];

    /// <summary>Takes in the current row.</summary>
    /// <param name="series">The series it is of, counted from 0 in the order in which they first come.</param>
    /// <exception cref="InvalidOperationException">The row makes no sense as the next one of its series.</exception>
    public void Read(int series)
    {
        _row.Read();
        SeriesRows rows = _facts.Next(_row, _series, series);
        rows.Add(_row.Numbers, _row.Time);
        rows.KeepLast(_rows);
    }
}
