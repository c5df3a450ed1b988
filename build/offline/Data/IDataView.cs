namespace Microsoft.ML.Data
{
    /// <summary>Names a row whatever the order of reading.</summary>
    public readonly struct DataViewRowId(ulong low, ulong high) : IEquatable<DataViewRowId>
    {
        public readonly ulong Low = low, High = high;

        public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

        public override bool Equals(object? obj) => obj is DataViewRowId other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(Low, High);
    }
}

namespace Microsoft.ML
{
    public delegate void ValueGetter<TValue>(ref TValue value);

    /// <summary>Rows under a schema. Nothing is read or computed before a cursor moves, and only for the columns asked for.</summary>
    public interface IDataView
    {
        bool CanShuffle { get; }
        DataViewSchema Schema { get; }
        long? GetRowCount();
        DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null);
        DataViewRowCursor[] GetRowCursorSet(IEnumerable<Column> columnsNeeded, int n, Random? rand = null);
    }

    public abstract class DataViewRow : IDisposable
    {
        public abstract long Position { get; }
        public abstract long Batch { get; }
        public abstract DataViewSchema Schema { get; }
        public abstract ValueGetter<DataViewRowId> GetIdGetter();
        public abstract bool IsColumnActive(Column column);
        public abstract ValueGetter<TValue> GetGetter<TValue>(Column column);
        public void Dispose() { Dispose(true); GC.SuppressFinalize(this); }
        protected virtual void Dispose(bool disposing) { }
    }

    public abstract class DataViewRowCursor : DataViewRow { public abstract bool MoveNext(); }
}
