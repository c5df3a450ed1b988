using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>
/// The rows of a view that come before an origin, and no others: a run of rows of each series. A cursor moves no further than the last
/// of them, so nobody can read what lies behind.
/// </summary>
internal sealed class RowsBefore : IDataView
{
    private readonly IDataView _data;
    private readonly string? _group;
    private readonly GroupLookup? _groups;
    private readonly RowSpan[] _spans;

    /// <param name="data">All rows. They must come in the same order each time they are read.</param>
    /// <param name="group">What tells series apart; null where there is one.</param>
    /// <param name="groups">The series, all that there are.</param>
    /// <param name="spans">The rows of each that are shown.</param>
    public RowsBefore(IDataView data, string? group, GroupLookup? groups, RowSpan[] spans) =>
        (_data, _group, _groups, _spans) = (data, group, groups, spans);

    public DataViewSchema Schema => _data.Schema;

    public bool CanShuffle => false;

    /// <summary>Not known: whoever asks would have to learn how many rows there are in all.</summary>
    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = MappedSchema.Active(Schema, columnsNeeded);
        bool[] needed = [.. active];
        if (_group is not null)
        {
            needed[Schema[_group].Index] = true;
        }
        DataViewRowCursor cursor = _data.GetRowCursor(Schema.Where(c => needed[c.Index]));
        try
        {
            return new Cursor(cursor, active, _groups?.Open(cursor, _group!), _spans);
        }
        catch
        {
            // Nobody else knows of the cursor.
            cursor.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor input, bool[] active, GroupReader? groups, RowSpan[] spans) : DataViewRowCursor
    {
        private readonly int[] _seen = new int[spans.Length];
        private long _left = spans.Sum(s => (long)s.Count);
        private long _position = -1;
        private long _shown;

        public override DataViewSchema Schema => input.Schema;

        public override long Position => _position;

        public override long Batch => 0;

        public override ValueGetter<DataViewRowId> GetIdGetter() => Shown(input.GetIdGetter());

        public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(active, column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            MappedSchema.CheckActive(active, column);
            return Shown(input.GetGetter<TValue>(column));
        }

        public override bool MoveNext()
        {
            // While the input stands on a row that is not to be seen, so does nobody here.
            _position = -1;
            while (_left > 0 && input.MoveNext())
            {
                int series = groups?.Find() ?? 0;
                if (series == GroupReader.Unknown)
                {
                    throw Changed();
                }
                if (spans[series].Contains(_seen[series]++))
                {
                    _left--;
                    _position = _shown++;
                    return true;
                }
            }
            return _left == 0 ? false : throw Changed();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                (_left, _position) = (0, -1);
                input.Dispose();
            }
            base.Dispose(disposing);
        }

        private InvalidOperationException Changed()
        {
            _left = 0;
            return new InvalidOperationException(
                "The data is not what it was when it was read first: rows before an origin are others now.");
        }

        private ValueGetter<T> Shown<T>(ValueGetter<T> get) => (ref T value) =>
        {
            if (_position < 0)
            {
                throw new InvalidOperationException("The cursor is at no row: MoveNext has not been called, or has returned false.");
            }
            get(ref value);
        };
    }
}

/// <summary>A run of rows of a series.</summary>
/// <param name="First">The first of them.</param>
/// <param name="End">The one behind the last.</param>
internal readonly record struct RowSpan(int First, int End)
{
    public int Count => End - First;

    public bool Contains(int row) => row >= First && row < End;
}
