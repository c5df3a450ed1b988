using MLNetSequence.Mapping;

namespace MLNetSequence.Loading;

/// <summary>The columns of a long table that are read for each step.</summary>
internal sealed record ViewColumns(
    DataViewSchema.Column Id, DataViewSchema.Column? Label, DataViewSchema.Column? Time, DataViewSchema.Column[] Features);

/// <summary>A long table that is a data view.</summary>
internal sealed class ViewSteps : StepSource
{
    private readonly DataViewRowCursor _cursor;
    private readonly ViewColumns _columns;
    private readonly ColumnBuffer?[] _kept;
    private readonly CellText _id;
    private readonly CellText? _label;
    private readonly CellText? _time;
    private readonly List<string> _labels = [];
    private readonly NumberReader[] _features;
    private long _row;

    /// <param name="cursor">Over the rows.</param>
    /// <param name="columns">The columns that are read for each step.</param>
    /// <param name="kept">The columns of which a sequence has its first row's value; null where nobody asks for it.</param>
    public ViewSteps(DataViewRowCursor cursor, ViewColumns columns, ColumnBuffer?[] kept)
    {
        (_cursor, _columns, _kept) = (cursor, columns, kept);
        _id = CellText.Of(cursor, columns.Id);
        _label = columns.Label is { } label ? CellText.Of(cursor, label) : null;
        _time = columns.Time is { } time ? CellText.Of(cursor, time) : null;
        _features = [.. columns.Features.Select(f => new NumberReader(cursor, f))];
    }

    public override ReadOnlySpan<char> Id => _id.Read();

    public override Stamp? Time
    {
        get
        {
            if (_time is null)
            {
                return null;
            }
            ReadOnlySpan<char> text = _time.Read();
            return Stamp.TryParse(text, out Stamp stamp) ? stamp : throw Error(
                $"The time in column '{_columns.Time!.Value.Name}' must be {Stamp.Expected}, but is {DataFile.Show(text)}.");
        }
    }

    public override bool Read()
    {
        _row++;
        return _cursor.MoveNext();
    }

    public override void ReadFeatures(Span<float> features)
    {
        foreach (NumberReader feature in _features)
        {
            ReadOnlySpan<float> values = feature.Read();
            values.CopyTo(features);
            features = features[values.Length..];
        }
    }

    public override void Keep(int place, string id)
    {
        foreach (ColumnBuffer? values in _kept)
        {
            values?.Read(place);
        }
        if (_label is not null)
        {
            string label = _label.Read().ToString();
            if (place == _labels.Count)
            {
                _labels.Add(label);
            }
            _labels[place] = label;
        }
    }

    public override void CheckKept(int place)
    {
        if (_label is not null && !_label.Read().SequenceEqual(_labels[place]))
        {
            throw Error($"The label {DataFile.Show(_label.Read())} in column '{_columns.Label!.Value.Name}' is not that of the sequence's "
                + $"first row, {DataFile.Show(_labels[place])}; a sequence has one label.");
        }
    }

    public override Delegate KeptGetter(int column, Func<int> shown) => _kept[column]!.Getter(shown);

    public override Exception Error(string message) => new InvalidOperationException($"Row {_row}: {message}");

    public override void Dispose() => _cursor.Dispose();
}
