namespace Microsoft.ML.Data;

/// <summary>
/// Some of the rows of another view: those that pass a test, and of them no more than a limit. The test may read columns that
/// nobody else asked for; it is made for each cursor, so it may count.
/// </summary>
internal sealed class FilteredDataView(IDataView source, Func<DataViewRow, Func<bool>> makeTest, long limit = long.MaxValue,
    params Column[] tested) : DataViewBase(source.Schema)
{
    public override DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null)
    {
        var wanted = Cursors.Wanted(columnsNeeded.Concat(tested));
        var cursor = source.GetRowCursor(Schema.Where(column => wanted(column.Index)));
        return new Cursor(cursor, makeTest(cursor), limit);
    }

    private sealed class Cursor(DataViewRowCursor input, Func<bool> test, long limit) : LinkedCursor(input)
    {
        private long _position = -1;

        public override long Position => _position;

        public override bool MoveNext()
        {
            while (_position + 1 < limit && base.MoveNext())
            {
                if (test()) return ++_position >= 0;
            }
            Dispose();
            return false;
        }

        protected override void Dispose(bool disposing) { (_position, limit) = (-1, 0); base.Dispose(disposing); }
    }
}
