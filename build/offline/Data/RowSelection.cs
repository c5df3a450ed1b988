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

/// <summary>
/// Gives every row a number from 0 to 1; rows below the fraction are for testing. Without a sampling column the number is drawn by
/// the row's place, exactly as ML.NET draws it. With one, rows of the same value stay together: keys are spread in their order,
/// as ML.NET does, all else by a hash (not ML.NET's, so other rows fall into the test set).
/// </summary>
internal sealed class RowSplit(IDataView data, Column[] key, int seed, double fraction)
{
    public IDataView Rows(bool inTest) => new FilteredDataView(data, row => MakeTest(row, inTest), tested: key);

    private Func<bool> MakeTest(DataViewRow row, bool inTest)
    {
        var random = new TauswortheRandom((uint)seed);
        Func<double> number = key.Length == 0 ? () => random.NextSingle()
            : Generic.Call<Func<double>>(key[0].Type.RawType, Spread<int>, row);
        return () => (number() is var drawn && drawn >= 0 && drawn < fraction) == inTest;
    }

    private Func<double> Spread<T>(DataViewRow row)
    {
        var (getter, value) = (row.GetGetter<T>(key[0]), default(T)!);
        return () =>
        {
            getter(ref value);
            return key[0].Type is KeyDataViewType type ? (Convert.ToDouble(value) - 0.5) / type.Count
                : new TauswortheRandom((uint)$"{value}".Aggregate(seed, (hash, letter) => hash * 31 + letter)).NextDouble();
        };
    }
}
