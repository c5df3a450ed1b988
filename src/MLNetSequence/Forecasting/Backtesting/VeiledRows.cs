using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>
/// Rows of which some columns are not there from an origin on, though the rows are: whoever works out what is known ahead can make nothing
/// of what is to be forecast.
/// </summary>
internal sealed class VeiledRows : IDataView
{
    private readonly IDataView _data;
    private readonly string? _group;
    private readonly GroupLookup? _groups;
    private readonly int[] _known;
    private readonly bool[] _veiled;

    /// <param name="data">The rows.</param>
    /// <param name="group">What tells series apart; null where there is one.</param>
    /// <param name="groups">The series, all that there are.</param>
    /// <param name="known">Rows of each that come before the origin.</param>
    /// <param name="columns">
    /// Names of columns that are not there from then on: NaN, or the type's default where it has no NaN. Those that the data lacks do not
    /// matter.
    /// </param>
    public VeiledRows(IDataView data, string? group, GroupLookup? groups, int[] known, IEnumerable<string> columns)
    {
        (_data, _group, _groups, _known, _veiled) = (data, group, groups, known, new bool[data.Schema.Count]);
        foreach (string name in columns)
        {
            if (data.Schema.GetColumnOrNull(name) is { } column)
            {
                _veiled[column.Index] = true;
            }
        }
    }

    public DataViewSchema Schema => _data.Schema;

    public bool CanShuffle => false;

    public long? GetRowCount() => _data.GetRowCount();

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
            return new Cursor(cursor, active, _groups?.Open(cursor, _group!), _known, _veiled);
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

    private sealed class Cursor(DataViewRowCursor input, bool[] active, GroupReader? groups, int[] known, bool[] veiled) : DataViewRowCursor
    {
        private readonly int[] _seen = new int[known.Length];
        private bool _isAhead;

        public override DataViewSchema Schema => input.Schema;

        public override long Position => input.Position;

        public override long Batch => input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(active, column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            MappedSchema.CheckActive(active, column);
            ValueGetter<TValue> get = input.GetGetter<TValue>(column);
            return !veiled[column.Index] ? get
                : get is ValueGetter<float> number ? MappedSchema.Cast<TValue>(Veiled(number), column)
                : get is ValueGetter<VBuffer<float>> numbers ? MappedSchema.Cast<TValue>(Veiled(numbers), column)
                : (ref TValue value) =>
                {
                    get(ref value);
                    value = _isAhead ? default! : value;
                };
        }

        public override bool MoveNext()
        {
            if (!input.MoveNext())
            {
                return false;
            }
            int series = groups?.Find() ?? 0;
            _isAhead = _seen[series]++ >= known[series];
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Dispose();
            }
            base.Dispose(disposing);
        }

        private ValueGetter<float> Veiled(ValueGetter<float> get) => (ref float value) =>
        {
            get(ref value);
            value = _isAhead ? float.NaN : value;
        };

        private ValueGetter<VBuffer<float>> Veiled(ValueGetter<VBuffer<float>> get) => (ref VBuffer<float> value) =>
        {
            get(ref value);
            if (_isAhead)
            {
                VBufferEditor<float> editor = VBufferEditor.Create(ref value, value.Length);
                editor.Values.Fill(float.NaN);
                value = editor.Commit();
            }
        };
    }
}
