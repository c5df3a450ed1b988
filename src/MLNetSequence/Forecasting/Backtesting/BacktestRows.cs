using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>The data of a backtest, and what a fitted pipeline makes of what is known of it at an origin.</summary>
internal sealed class BacktestRows
{
    private readonly IDataView _data;
    private readonly Func<bool> _cancelled;
    private SeriesRows?[]? _plain;

    /// <summary>Reads groups and times.</summary>
    /// <param name="data">All rows.</param>
    /// <param name="options">The forecaster's.</param>
    /// <param name="cancelled">Asked now and then.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">A row makes no sense; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public BacktestRows(IDataView data, ForecastingOptions options, Func<bool> cancelled)
    {
        (_data, _cancelled) = (data, cancelled);
        CheckThere(options.GroupColumnName);
        CheckThere(options.TimeColumnName);
        var bare = new ForecastInputs([], [], [], [], [], options.GroupColumnName, options.TimeColumnName);
        Bare = SeriesData.Read(data, bare, null, cancelled);
    }

    /// <summary>The rows of each series without values: how many, and when.</summary>
    public SeriesData Bare { get; }

    /// <summary>A view of some rows.</summary>
    public IDataView View(RowSpan[] spans) => new RowsBefore(_data, Bare.Inputs.Group, Bare.Groups, spans);

    /// <summary>All rows as a fitted forecaster reads them, in the order of <see cref="Bare"/>.</summary>
    public SeriesRows?[] Prepare(FittedForecaster fitted) =>
        fitted.Before.Count > 0 ? Read(fitted, _data) : _plain ??= Read(fitted, _data);

    /// <summary>The rows before an origin as it reads them, made of no others.</summary>
    /// <exception cref="InvalidOperationException">The pipeline leaves out the last of them.</exception>
    public SeriesRows?[] Prepare(FittedForecaster fitted, BacktestOrigin origin)
    {
        IDataView known = View(origin.Training(most: null));
        SeriesRows?[] prepared = Read(fitted, known);
        Dictionary<string, DataViewRowId> last = LastRows(known);
        foreach ((string series, DataViewRowId row) in LastRows(fitted.Prepare(known)))
        {
            if (!row.Equals(last[series]))
            {
                throw new InvalidOperationException(
                    "The pipeline leaves out rows where forecasts begin: the last row that it shows of a series must be the last that is "
                    + "known. "
                    + "It may leave out the first rows of a series.");
            }
        }
        return prepared;
    }

    /// <summary>
    /// The rows before an origin, and of each series as many after it, as the forecaster reads them: what is known ahead is made of no
    /// target, and of no past covariate, that comes after the origin.
    /// </summary>
    public SeriesRows?[] PrepareAhead(FittedForecaster fitted, BacktestOrigin origin, int rows)
    {
        IDataView shown = View([.. origin.Known.Zip(
            Bare.Series, (known, series) => new RowSpan(0, (int)Math.Min((long)known + rows, series.Count)))]);
        ForecastInputs inputs = fitted.Forecaster.Model.Inputs;
        return Read(fitted, new VeiledRows(
            shown, Bare.Inputs.Group, Bare.Groups, origin.Known, inputs.Targets.Concat(inputs.Past).Select(c => c.Name)));
    }

    private SeriesRows?[] Read(FittedForecaster fitted, IDataView data)
    {
        IDataView prepared = fitted.Prepare(data);
        ForecastInputs inputs = fitted.Forecaster.Model.Inputs;
        CheckSame(prepared, inputs.Group);
        CheckSame(prepared, inputs.Time);
        SeriesData read = SeriesData.Read(prepared, inputs, null, _cancelled);
        Dictionary<string, SeriesRows> series = [];
        for (int i = 0; i < read.Series.Count; i++)
        {
            series[read.NameOf(i)] = read.Series[i];
        }
        SeriesRows?[] found = [.. Enumerable.Range(0, Bare.Series.Count).Select(i => series.GetValueOrDefault(Bare.NameOf(i)))];
        return found.Count(s => s is not null) == series.Count ? found : throw Changed(inputs.Group!);
    }

    private Dictionary<string, DataViewRowId> LastRows(IDataView data)
    {
        string? group = Bare.Inputs.Group;
        GroupLookup? groups = GroupLookup.For(data.Schema, group);
        using DataViewRowCursor cursor = data.GetRowCursor(group is null ? [] : [data.Schema[group]]);
        GroupReader? reader = groups?.Open(cursor, group!);
        ValueGetter<DataViewRowId> get = cursor.GetIdGetter();
        var last = new Dictionary<int, DataViewRowId>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            get(ref id);
            last[reader?.FindOrAdd() ?? 0] = id;
        }
        return last.ToDictionary(row => groups?.Text(row.Key) ?? "", row => row.Value);
    }

    // What a pipeline makes of the data comes too late.
    private void CheckThere(string? column)
    {
        if (column is not null && _data.Schema.GetColumnOrNull(column) is null)
        {
            throw new ArgumentOutOfRangeException(
                "columnName", column,
                $"There is no column '{column}' in the data: it has {string.Join(", ", _data.Schema.Select(c => c.Name))}. The column that "
                + "tells series apart and that of times must be there before a pipeline begins, since they say which rows it is "
                + "fitted to.");
        }
    }

    // Which rows are known is decided before anything is fitted.
    private void CheckSame(IDataView prepared, string? column)
    {
        if (column is not null && !prepared.Schema[column].Type.Equals(_data.Schema[column].Type))
        {
            throw Changed(column);
        }
    }

    private static InvalidOperationException Changed(string column) => new(
        $"The pipeline changes column '{column}', which tells the backtest what is known when. Give what it makes of it another name.");
}
