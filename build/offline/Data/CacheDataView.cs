using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

/// <summary>Keeps in memory every column that was ever asked for; each is read from the source once, after a cursor has moved.</summary>
internal sealed class CacheDataView(IDataView source) : DataViewBase(source.Schema)
{
    private readonly ConcurrentDictionary<int, Lazy<IList>> _columns = new();

    public override bool CanShuffle => true;
    public override long? GetRowCount() => source.GetRowCount();

    public override DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null)
    {
        var (order, at, active) = (default(int[]), -1, Cursors.Wanted(columnsNeeded));
        var getters = Schema.Select(column => active(column.Index)
            ? Generic.Call<Delegate>(column.Type.RawType, MakeGetter<int>, column.Index, () => order![at]) : null);
        int first = columnsNeeded.Select(column => column.Index).FirstOrDefault(-1);
        return new RootCursor(Schema, [.. getters], () => ++at < (order ??= Order()).Length, null);

        int[] Order()
        {
            int[] rows = [.. Enumerable.Range(0, Values(first).Count)];
            rand?.Shuffle(rows);
            return rows;
        }
    }

    private ValueGetter<T> MakeGetter<T>(int column, Func<int> row)
    {
        List<T>? values = null;
        return (ref T value) =>
        {
            var kept = (values ??= (List<T>)Values(column))[row()];
            if (kept is ICopied<T> vector)
                vector.CopyTo(ref value); // A cursor's arrays are the reader's to write into.
            else
                value = kept;
        };
    }

    // Column -1 is the row ids: they are counted where nobody asks for a column.
    private IList Values(int column) => _columns.GetOrAdd(column, _ => new(() => column < 0 ? Load([], row => row.GetIdGetter())
        : Generic.Call<IList>(Schema[column].Type.RawType, LoadColumn<int>, Schema[column]))).Value;
    private List<T> LoadColumn<T>(Column column) => Load([column], row => row.GetGetter<T>(column));

    private List<T> Load<T>(IEnumerable<Column> columns, Func<DataViewRow, ValueGetter<T>> makeGetter)
    {
        using var cursor = source.GetRowCursor(columns);
        var (values, getter) = (new List<T>(), makeGetter(cursor));
        while (cursor.MoveNext())
        {
            T value = default!; // A buffer of its own for every row.
            getter(ref value);
            values.Add(value);
        }
        return values;
    }
}
