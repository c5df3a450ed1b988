using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Support;

/// <summary>
/// A data view written out by hand: columns of any type, several of one name, any annotation. It notes how it is read, and its
/// row ids are such that nobody can guess them.
/// </summary>
internal sealed class Table : IDataView
{
    private readonly List<DataViewSchema.DetachedColumn> _columns = [];
    private readonly List<Func<Func<int>, Delegate>> _getters = [];
    private DataViewSchema? _schema;
    private int _rows;

    public bool CanShuffle => false;

    public DataViewSchema Schema => _schema ??= MakeSchema();

    /// <summary>Cursors opened so far.</summary>
    public int Opened { get; private set; }

    /// <summary>Rows that cursors have moved to so far.</summary>
    public int RowsRead { get; private set; }

    /// <summary>Names of the columns that the latest cursor was opened for.</summary>
    public string[] Asked { get; private set; } = [];

    public static DataViewRowId IdOf(int row) => new((ulong)row * 7 + 1000, 3);

    public static long BatchOf(int row) => 5 + row * 2;

    public Table Add<T>(string name, DataViewType type, params T[] values) =>
        AddAnnotated(name, type, null, values);

    public Table AddAnnotated<T>(string name, DataViewType type, DataViewSchema.Annotations? annotations, T[] values) =>
        Add(name, type, annotations, values.Length, row => (ValueGetter<T>)((ref T value) => value = values[row()]));

    /// <summary>A column of vectors. Each is copied out, since whoever reads it owns what it gets.</summary>
    public Table AddVectors<T>(
        string name, DataViewType type, DataViewSchema.Annotations? annotations, params VBuffer<T>[] values) =>
        Add(name, type, annotations, values.Length, row =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[row()].CopyTo(ref value)));

    public Table AddText(string name, params string[] values) =>
        Add(name, TextDataViewType.Instance, [.. values.Select(v => v.AsMemory())]);

    /// <summary>A column of raw keys, 0 for missing, whose values are given.</summary>
    public Table AddKeys(string name, string[] keyValues, params uint[] keys) =>
        Add(name, new KeyDataViewType(typeof(uint), keyValues.Length), KeyValues(keyValues), keys.Length, row =>
            (ValueGetter<uint>)((ref uint value) => value = keys[row()]));

    /// <summary>A column of sequences of raw keys, of any length each.</summary>
    public Table AddTokens(string name, string[] words, params uint[][] rows) => AddVectors(
        name, new VectorDataViewType(new KeyDataViewType(typeof(uint), words.Length)), KeyValues(words),
        [.. rows.Select(r => new VBuffer<uint>(r.Length, r))]);

    /// <summary>The same rows, with a column of Booleans in front that a later column of its name hides.</summary>
    public Table Behind(string name)
    {
        Table table = new Table().Add(name, BooleanDataViewType.Instance, [.. Enumerable.Repeat(true, _rows)]);
        table._columns.AddRange(_columns);
        table._getters.AddRange(_getters);
        return table;
    }

    /// <summary>The same rows without the columns of a name.</summary>
    public Table Without(string name)
    {
        var table = new Table { _rows = _rows };
        foreach (int i in Enumerable.Range(0, _columns.Count).Where(i => _columns[i].Name != name))
        {
            table._columns.Add(_columns[i]);
            table._getters.Add(_getters[i]);
        }
        return table;
    }

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        Open(columnsNeeded, first: 0, step: 1);

    /// <summary>Deals the rows to exactly as many cursors as are asked for.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [.. Enumerable.Range(0, n).Select(i => Open(columnsNeeded, i, n))];

    private Table Add(
        string name, DataViewType type, DataViewSchema.Annotations? annotations, int rows, Func<Func<int>, Delegate> getter)
    {
        Assert.IsTrue(_columns.Count == 0 || rows == _rows, $"Column {name} has {rows} rows, the table has {_rows}.");
        _rows = rows;
        _columns.Add(new DataViewSchema.DetachedColumn(name, type, annotations));
        _getters.Add(getter);
        return this;
    }

    private static DataViewSchema.Annotations KeyValues(string[] values)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        var buffer = new VBuffer<ReadOnlyMemory<char>>(values.Length, [.. values.Select(v => v.AsMemory())]);
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> to) => buffer.CopyTo(ref to);
        builder.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, values.Length), getter);
        return builder.ToAnnotations();
    }

    private DataViewSchema MakeSchema()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(_columns);
        return builder.ToSchema();
    }

    private Cursor Open(IEnumerable<DataViewSchema.Column> columns, int first, int step)
    {
        DataViewSchema.Column[] asked = [.. columns];
        Opened++;
        Asked = [.. asked.Select(c => c.IsHidden ? $"hidden {c.Name}" : c.Name).Distinct().Order(StringComparer.Ordinal)];
        return new Cursor(this, [.. asked.Select(c => c.Index)], first, step);
    }

    private sealed class Cursor(Table table, HashSet<int> active, int first, int step) : DataViewRowCursor
    {
        private long _position = -1;
        private bool _ended;

        public override DataViewSchema Schema => table.Schema;

        public override long Position => _position;

        // ML.NET puts the rows of a set of cursors back in order by it, so no two cursors of a set may share one.
        public override long Batch => _position < 0 ? 0 : BatchOf(Row());

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = IdOf(Row());

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Assert.IsTrue(IsColumnActive(column), $"Column {column.Name} is read but was not asked for.");
            return table._getters[column.Index](Row) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is not of {typeof(TValue)}.");
        }

        public override bool MoveNext()
        {
            _ended = _ended || first + (_position + 1) * step >= table._rows;
            _position = _ended ? -1 : _position + 1;
            table.RowsRead += _ended ? 0 : 1;
            return !_ended;
        }

        private int Row()
        {
            Assert.IsTrue(_position >= 0, "A value is read where the cursor shows no row.");
            return (int)(first + _position * step);
        }
    }
}
