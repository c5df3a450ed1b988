namespace MLNetSequence.Windowing;

/// <summary>Tells which series a row is of. Series are counted from 0 in the order in which they turn up.</summary>
internal abstract class GroupReader
{
    private readonly List<long> _counts = [];

    /// <summary>The series of the current row.</summary>
    public abstract int Read();

    /// <summary>Series seen so far.</summary>
    public int Series => _counts.Count;

    /// <summary>Rows seen of a series.</summary>
    public long Count(int series) => _counts[series];

    /// <summary>Counts one more row of a series, which may be the next new one.</summary>
    /// <returns>The row's place in its series.</returns>
    public long Add(int series)
    {
        if (series == _counts.Count)
        {
            _counts.Add(0);
        }
        return _counts[series]++;
    }

    /// <summary>A reader of the group column; without one, all rows are of one series.</summary>
    public static GroupReader Create(DataViewRow input, string? groupColumn)
    {
        if (groupColumn is null)
        {
            return new OneGroup();
        }
        DataViewSchema.Column column = HistoryColumns.Group.Find(input.Schema, groupColumn);
        return column.Type is TextDataViewType
            ? new TextGroups(input, column)
            : (GroupReader)Activator.CreateInstance(typeof(Groups<>).MakeGenericType(column.Type.RawType), input, column)!;
    }

    /// <summary>A row that is of no series.</summary>
    private static InvalidOperationException Missing(DataViewRow input, DataViewSchema.Column column, string what) => new(
        $"Row {input.Position + 1} is of no series: {what} in the group column '{column.Name}' is missing. " +
        "Remove such rows, or say which series they are of.");

    private sealed class OneGroup : GroupReader
    {
        public override int Read() => 0;
    }

    private sealed class Groups<T>(DataViewRow input, DataViewSchema.Column column) : GroupReader
        where T : notnull
    {
        private readonly ValueGetter<T> _get = input.GetGetter<T>(column);
        private readonly bool _isKey = column.Type is KeyDataViewType;
        private readonly Dictionary<T, int> _series = [];
        private T _value = default!;

        public override int Read()
        {
            _get(ref _value);
            if (_isKey && EqualityComparer<T>.Default.Equals(_value, default))
            {
                throw Missing(input, column, "the key");
            }
            if (!_series.TryGetValue(_value, out int series))
            {
                series = _series.Count;
                _series.Add(_value, series);
            }
            return series;
        }
    }

    // A string is made of a text only when its series is new.
    private sealed class TextGroups : GroupReader
    {
        private readonly DataViewRow _input;
        private readonly DataViewSchema.Column _column;
        private readonly ValueGetter<ReadOnlyMemory<char>> _get;
        private readonly Dictionary<string, int> _series = [];
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
        private ReadOnlyMemory<char> _value;

        public TextGroups(DataViewRow input, DataViewSchema.Column column)
        {
            (_input, _column) = (input, column);
            _get = input.GetGetter<ReadOnlyMemory<char>>(column);
            _lookup = _series.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public override int Read()
        {
            _get(ref _value);
            if (_value.IsEmpty)
            {
                throw Missing(_input, _column, "the text");
            }
            if (!_lookup.TryGetValue(_value.Span, out int series))
            {
                series = _series.Count;
                _series.Add(_value.ToString(), series);
            }
            return series;
        }
    }
}
