using MLNetSequence.Mapping;

namespace MLNetSequence.Loading;

/// <summary>
/// Rows of another view, one a step, as a view with one row a sequence: the columns of its first row but the features, then the
/// series.
/// </summary>
internal sealed class GroupedView
{
    private static readonly ColumnRule Id = Scalar("id");
    private static readonly ColumnRule Label = Scalar("label");
    private static readonly ColumnRule Time = new("time", "text, a number or DateTime, and a scalar",
        kind => !kind.IsVector && !kind.IsKey && kind.RawItem != typeof(bool) && kind.RawItem != typeof(TimeSpan)
            && CellText.Reads(kind.RawItem));
    private static readonly ColumnRule Feature = NumberReader.KnownSize("feature");

    private readonly IDataView _rows;
    private readonly SequenceGroupingOptions _options;
    private readonly DataViewSchema.Column _id;
    private readonly DataViewSchema.Column? _label;
    private readonly DataViewSchema.Column? _time;
    private readonly DataViewSchema.Column[] _features;
    private readonly DataViewSchema.Column[] _kept;

    private GroupedView(IDataView rows, SequenceGroupingOptions options)
    {
        (_rows, _options) = (rows, options);
        _id = Id.Find(rows.Schema, options.IdColumnName);
        _label = options.LabelColumnName is string label ? Label.Find(rows.Schema, label) : null;
        _time = options.TimeColumnName is string time ? Time.Find(rows.Schema, time) : null;
        _features = [.. options.FeatureColumnNames.Select(name => Feature.Find(rows.Schema, name))];
        HashSet<int> steps = [.. _features.Select(f => f.Index)];
        if (steps.Contains(_id.Index) || (_label is { } l && steps.Contains(l.Index)))
        {
            throw new ArgumentException(
                "The id and the label are of a sequence, not of a step: they cannot be features, too.", nameof(options));
        }
        _kept = [.. rows.Schema.Where(c => !c.IsHidden && !steps.Contains(c.Index))];
    }

    public static IDataView Make(IDataView rows, SequenceGroupingOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var view = new GroupedView(rows, options.CheckedCopy());
        int features = view._features.Sum(f => (f.Type as VectorDataViewType)?.Size ?? 1);
        return new SourceView(view.Schema(features), active => new SequenceGrouper(
            view.Open(active), features, view._kept.Length, active, view._options.Interleaved));
    }

    private static ColumnRule Scalar(string role) =>
        new(role, "a scalar: text, a key, a number, Boolean or DateTime", kind => !kind.IsVector && CellText.Reads(kind.RawItem));

    private DataViewSchema Schema(int features)
    {
        string series = _options.SeriesColumnName;
        if (_kept.Any(c => c.Name == series))
        {
            throw new ArgumentException(
                $"There is a column '{series}' already; give the series another name.", nameof(SequenceGroupingOptions.SeriesColumnName));
        }
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_kept);
        builder.AddColumn(series, SeriesBuffer.Type(0, features));
        return builder.ToSchema();
    }

    private ViewSteps Open(bool[] active)
    {
        bool[] needed = new bool[_rows.Schema.Count];
        needed[_id.Index] = true;
        foreach (DataViewSchema.Column column in _kept.Where((_, i) => active[i])
            .Concat(active[^1] ? _features : [])
            .Concat(new[] { _label, _time }.OfType<DataViewSchema.Column>()))
        {
            needed[column.Index] = true;
        }
        DataViewRowCursor cursor = _rows.GetRowCursor(_rows.Schema.Where(c => needed[c.Index]));
        try
        {
            ColumnBuffer?[] kept = [.. _kept.Select((c, i) => active[i] ? ColumnBuffer.Create(cursor, c, places: 1) : null)];
            return new ViewSteps(cursor, new ViewColumns(_id, _label, _time, active[^1] ? _features : []), kept);
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }
}
