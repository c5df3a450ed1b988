using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>Texts in memory as a data view that costs nothing to read: one column, one cursor.</summary>
internal sealed class TextTable : IDataView
{
    public const string Column = "Text";

    public TextTable(string[] rows, double megabytes)
    {
        (Rows, Megabytes) = (rows, megabytes);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(Column, TextDataViewType.Instance);
        Schema = builder.ToSchema();
    }

    public string[] Rows { get; }

    /// <summary>Size of all texts in UTF-8, in millions of bytes.</summary>
    public double Megabytes { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => Rows.Length;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded.Any());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(TextTable table, bool active) : DataViewRowCursor
    {
        private int _row = -1;

        public override DataViewSchema Schema => table.Schema;

        public override long Position => _row;

        public override long Batch => 0;

        public override bool MoveNext()
        {
            _row = _row + 1 < table.Rows.Length ? _row + 1 : -1;
            return _row >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active;

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            ValueGetter<ReadOnlyMemory<char>> get = (ref ReadOnlyMemory<char> text) => text = table.Rows[_row].AsMemory();
            return (ValueGetter<TValue>)(Delegate)get;
        }
    }
}
