using MLNetSequence.Mapping;

namespace MLNetSequence.Windowing;

/// <summary>How a row is remembered of which windows and targets are made, and what these look like.</summary>
internal sealed class WindowLayout
{
    private readonly WindowSettings _settings;
    private readonly ValueColumn[] _inputs;

    public WindowLayout(WindowSettings settings, DataViewSchema schema)
    {
        _settings = settings;
        Columns = new ValueColumns(
            schema, [.. settings.InputColumns.Select(name => ("input", name)), .. settings.TargetColumns.Select(name => ("target", name))]);
        _inputs = [.. settings.InputColumns.Select(name => Columns[name])];
        Targets = [.. settings.TargetColumns.Select(name => Columns[name])];
        Features = _inputs.Sum(c => c.Width);
        TargetWidth = Targets.Sum(c => c.Width);
        Columns.CheckRows(Rows, nameof(SlidingWindowEstimator.Options.Window));
    }

    /// <summary>Columns of a remembered row: those of the windows first.</summary>
    public ValueColumns Columns { get; }

    /// <summary>Rows to remember of a series.</summary>
    public int Rows => (int)(_settings.Span + _settings.Lookahead + 1);

    /// <summary>Numbers of a window's step, F.</summary>
    public int Features { get; }

    /// <summary>Columns of a target, in order.</summary>
    public ValueColumn[] Targets { get; }

    /// <summary>Numbers of a target's row.</summary>
    public int TargetWidth { get; }

    /// <summary>Whether a target is one plain number.</summary>
    public bool IsTargetScalar => _settings.Horizon == 1 && Targets is [{ IsScalar: true }];

    /// <summary>The column of windows.</summary>
    public OutputColumn Window => NewColumn.NamedVector(
        _settings.OutputColumn, Vector(_settings.Window, _inputs),
        () => Names(_inputs, Enumerable.Range(0, _settings.Window).Select(k => (k - (_settings.Window - 1L)) * _settings.SamplingRate)));

    /// <summary>The column of targets.</summary>
    public OutputColumn Target => IsTargetScalar
        ? new OutputColumn(
            _settings.TargetOutputColumn, NumberDataViewType.Single, DataViewSchema.Annotations.Empty)
        : NewColumn.NamedVector(
            _settings.TargetOutputColumn, Vector(_settings.Horizon, Targets),
            () => Names(Targets, Enumerable.Range(0, _settings.Horizon).Select(h => (long)_settings.TargetOffset + h)));

    private static VectorDataViewType Vector(int steps, ValueColumn[] columns) => columns is [{ IsScalar: true }]
        ? new VectorDataViewType(NumberDataViewType.Single, steps)
        : new VectorDataViewType(NumberDataViewType.Single, steps, columns.Sum(c => c.Width));

    private static IEnumerable<string> Names(ValueColumn[] columns, IEnumerable<long> distances)
    {
        string[] names = [.. columns.SelectMany(c => c.Names())];
        return distances.SelectMany(distance => names.Select(name => name + HistoryColumns.Time(distance)));
    }
}
