namespace Microsoft.ML.Data;

internal static class Cursors
{
    public static Func<int, bool> Wanted(IEnumerable<Column> columns)
        => columns.Select(column => column.Index).ToHashSet().Contains;
    public static Delegate Getter(DataViewRow row, Column column)
        => Generic.Call<Delegate>(column.Type.RawType, row.GetGetter<int>, column);

    public static ValueGetter<T> Typed<T>(Delegate? getter, Column column)
    {
        CheckParam(getter is not null, nameof(column), "requested column not active");
        Check(getter is ValueGetter<T>, $"Invalid TValue in GetGetter: '{typeof(T)}' for column '{column}'.");
        return (ValueGetter<T>)getter;
    }

    /// <summary>A getter that always yields the items the array then holds.</summary>
    public static ValueGetter<VBuffer<T>> Items<T>(T[] items) => (ref VBuffer<T> value) => new VBuffer<T>(items.Length, items).CopyTo(ref value);

    /// <summary>A getter of what a function makes of a value, or of every slot of a vector of a size that holds.</summary>
    public static Delegate Map<TFrom, TTo>(DataViewRow row, Column column, Func<TFrom, TTo> map)
    {
        if (column.Type is not VectorDataViewType { Size: var size })
        {
            var (getOne, one) = (row.GetGetter<TFrom>(column), default(TFrom)!);
            return (ValueGetter<TTo>)((ref TTo value) =>
            {
                getOne(ref one);
                value = map(one);
            });
        }
        var (getAll, all) = (row.GetGetter<VBuffer<TFrom>>(column), default(VBuffer<TFrom>));
        return (ValueGetter<VBuffer<TTo>>)((ref VBuffer<TTo> value) =>
        {
            getAll(ref all);
            Check(size == 0 || size == all.Length, $"Column '{column.Name}': expected {size} slots, but got {all.Length}");
            var editor = VBufferEditor.Create(ref value, all.Length);
            foreach (var (slot, item) in all.Items(all: true))
                editor.Values[slot] = map(item);
            value = editor.Commit();
        });
    }
}

/// <summary>What most views have in common: they do not shuffle or know their length, and are read by one cursor.</summary>
internal abstract class DataViewBase(DataViewSchema schema) : IDataView
{
    public DataViewSchema Schema { get; } = schema;
    public virtual bool CanShuffle => false;
    public virtual long? GetRowCount() => null;
    public abstract DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null);

    public virtual DataViewRowCursor[] GetRowCursorSet(IEnumerable<Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}

/// <summary>A cursor at the root of others: a getter for each active column, and a way to advance.</summary>
internal sealed class RootCursor(DataViewSchema schema, Delegate?[] getters, Func<bool> advance, IDisposable? source) : DataViewRowCursor
{
    private long _position = -1;
    private bool _ended;

    public override DataViewSchema Schema => schema;
    public override long Position => _position;
    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (!_ended && advance()) return ++_position >= 0;
        Dispose();
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)_position, 0);
    public override bool IsColumnActive(Column column) => getters[column.Index] is not null;
    public override ValueGetter<TValue> GetGetter<TValue>(Column column) => Cursors.Typed<TValue>(getters[column.Index], column);
    protected override void Dispose(bool disposing) { (_ended, _position) = (true, -1); source?.Dispose(); }
}

/// <summary>A row or cursor over another one; a derived class changes which rows or which columns are seen.</summary>
internal abstract class LinkedCursor(DataViewRow input) : DataViewRowCursor
{
    public override DataViewSchema Schema => input.Schema;
    public override long Position => input.Position;
    public override long Batch => input.Batch;
    public override bool MoveNext() => ((DataViewRowCursor)input).MoveNext();
    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();
    public override bool IsColumnActive(Column column) => input.IsColumnActive(column);
    public override ValueGetter<TValue> GetGetter<TValue>(Column column) => input.GetGetter<TValue>(column);
    protected override void Dispose(bool disposing) => input.Dispose();
}
