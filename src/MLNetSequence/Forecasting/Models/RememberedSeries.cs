using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Models;

/// <summary>The series that a stream remembers, and the row that is to be the next of one of them.</summary>
internal sealed class RememberedSeries
{
    private readonly ForecastMemory _memory;
    private readonly SeriesRow _row;
    private readonly GroupReader? _groups;
    private readonly SeriesOfRow _facts;
    private readonly int _rows;
    private SeriesRows? _series;

    /// <param name="memory">The stream's memory, which grows.</param>
    /// <param name="input">The row, whose content changes.</param>
    /// <param name="rows">Rows of a series that must be kept.</param>
    public RememberedSeries(ForecastMemory memory, DataViewRow input, int rows)
    {
        (_memory, _rows) = (memory, rows);
        _row = new SeriesRow(input, memory.Inputs, whose: null);
        _groups = memory.Groups?.Open(input, memory.Inputs.Group!);
        _facts = new SeriesOfRow(input, memory.Inputs, null, null);
    }

    /// <summary>Reads the current row.</summary>
    /// <exception cref="InvalidOperationException">It makes no sense as the next one of its series.</exception>
    public void Read()
    {
        _series = null;
        _row.Read();
        int number = _groups?.Find() ?? (_memory.Series.Count > 0 ? 0 : GroupReader.Unknown);
        SeriesRows series = number == GroupReader.Unknown ? _facts.New(_row, GroupReader.Unknown) : _memory.Series[number];
        _row.CheckAfter(series.LastTime);
        _series = series;
    }

    /// <summary>The row's series as it will be when the row was taken in: no more than the rows that must be kept.</summary>
    public SeriesRows Ahead()
    {
        SeriesRows ahead = _series!.Last(_rows - 1);
        ahead.Add(_row.Numbers, _row.Time);
        return ahead;
    }

    /// <summary>Takes the row in.</summary>
    public void TakeIn()
    {
        int number = _groups?.FindOrAdd() ?? 0;
        if (number == _memory.Series.Count)
        {
            _memory.Series.Add(_series!);
        }
        _series!.Add(_row.Numbers, _row.Time);
        _series.KeepLast(_rows);
    }
}
