using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Rows stream: nothing is read before it must be, nothing is kept longer than it is needed.</summary>
[TestClass]
public class StreamTests
{
    private const int Rows = 300_000;

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    public void OnceWarmNoRowAllocates(int series)
    {
        var stream = new EndlessSeries(Rows, series);
        IEstimator<ITransformer> all = Show.Transforms.Lags("Lags", "Value", [1, 7], "Series")
            .Append(Show.Transforms.Difference("Change", "Value", lag: 7, order: 2, groupColumnName: "Series"))
            .Append(Show.Transforms.Integrate("Again", "Change", "Value", lag: 7, order: 2, groupColumnName: "Series"))
            .Append(Show.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
            {
                InputColumnNames = ["Value", "Change"],
                Window = 28,
                Horizon = 7,
                GroupColumnName = "Series",
                IncompleteTargets = IncompleteRows.FillWithNaN,
            }));
        IDataView view = all.Fit(stream).Transform(stream);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Action read = Readers(cursor, view.Schema, "Lags", "Change", "Again", "Window", "Target", "Value", "Series");
        for (int i = 0; i < 2000; i++)
        {
            Assert.IsTrue(cursor.MoveNext());
            read();
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        int rows = 2000;
        for (; rows < Rows - (series * 60); rows++)
        {
            cursor.MoveNext();
            read();
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.AreEqual(0, allocated, $"Bytes for {rows} rows.");
        while (cursor.MoveNext())
        {
            read();
            rows++;
        }
        Assert.AreEqual(Rows - (series * 27), rows);
    }

    [TestMethod]
    public void MemoryGrowsWithSeriesAndWindowNotWithRows()
    {
        // What lives was allocated, and this thread's own count is not disturbed by other tests.
        long Allocated(int rows, int series, int window)
        {
            var stream = new EndlessSeries(rows, series);
            IDataView view = Show.Transforms.SlidingWindow("Window", "Value", window, horizon: 20, groupColumnName: "Series")
                .Fit(stream).Transform(stream);
            using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int found = 0;
            for (; cursor.MoveNext(); found++)
            {
            }
            Assert.AreEqual(rows - (series * (window + 19)), found);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        _ = Allocated(20_000, 50, 100);
        long some = Allocated(20_000, 50, 100);
        long many = Allocated(Rows, 50, 100);
        Assert.AreEqual(some, many, 16_384, "Fifteen times the rows; the runtime may allocate a little for itself.");
        // 120 numbers of 4 bytes; 20 rows that wait, with an id (16), a position (8), a number (4) and a text (16) each. What grows by
        // doubling was allocated twice over, and may be twice as long as it must be.
        Assert.IsTrue(many < 4 * 50 * ((120 * 4) + (20 * 44)), $"{many} bytes");
        long wide = Allocated(Rows, 50, 200);
        Assert.IsTrue(wide - many < 2 * 50 * 100 * 4 * 2, $"{wide - many} bytes more for windows twice as long.");
    }

    [TestMethod]
    public void NothingIsReadAheadOfTheTarget()
    {
        Table data = Show.Count(20);
        IDataView view = Show.Transforms.SlidingWindow("Window", "Count", window: 3, horizon: 4).Fit(data).Transform(data);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema, new Random(1));
        Assert.AreEqual(0, data.RowsRead);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(7, data.RowsRead);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(8, data.RowsRead);
        Assert.IsFalse(view.CanShuffle);
        Assert.AreEqual(1, view.GetRowCursorSet(view.Schema, 5).Length);
    }

    [TestMethod]
    public void WhatIsReadWhereNoRowIsShownIsAnError()
    {
        Table data = Show.Count(6);
        IDataView view = Show.Transforms.SlidingWindow("Window", "Count", window: 3, horizon: 1).Fit(data).Transform(data);
        DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Func<string>[] readers = [.. view.Schema.Select(column => Values.Reader(cursor, column))];
        ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
        DataViewRowId id = default;
        CheckAll();
        while (cursor.MoveNext())
        {
        }
        CheckAll();
        Assert.AreEqual(-1, cursor.Position);
        cursor.Dispose();
        CheckAll();
        Assert.IsFalse(cursor.MoveNext());

        void CheckAll()
        {
            foreach (Func<string> reader in readers)
            {
                Assert.ThrowsExactly<InvalidOperationException>(() => reader());
            }
            Assert.ThrowsExactly<InvalidOperationException>(() => getId(ref id));
        }
    }

    [TestMethod]
    public void AfterAFailureOfTheInputNoWindowWithAGapComes()
    {
        var broken = new BreakingView(Show.Count(10), brokenRow: 5);
        IDataView view = Show.Transforms.SlidingWindow("Window", "Count", window: 2).Fit(broken).Transform(broken);
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        for (int i = 0; i < 4; i++)
        {
            Assert.IsTrue(cursor.MoveNext());
        }
        Assert.ThrowsExactly<IOException>(() => cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void AVectorOfAnotherSizeThanItsColumnsIsAnError()
    {
        Table data = new Table().AddVectors(
            "Pair", new VectorDataViewType(NumberDataViewType.Single, 2), null,
            new VBuffer<float>(2, [1, 2]), new VBuffer<float>(3, [1, 2, 3]));
        IDataView view = Show.Transforms.SlidingWindow("Window", "Pair", window: 1).Fit(data).Transform(data);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Show.Of(view, "Window"));
        StringAssert.Contains(error.Message, "Row 2 has 3 values in column 'Pair', whose size is 2");
    }

    private static Action Readers(DataViewRow row, DataViewSchema schema, params string[] names)
    {
        Action[] readers = [.. names.Select(name => schema[name]).Select(column => column.Type switch
        {
            VectorDataViewType => Reader<VBuffer<float>>(row, column),
            NumberDataViewType => Reader<float>(row, column),
            _ => Reader<ReadOnlyMemory<char>>(row, column),
        })];
        return () =>
        {
            foreach (Action read in readers)
            {
                read();
            }
        };
    }

    private static Action Reader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () => getter(ref value);
    }

    /// <summary>So many rows of so many series in turn, made as they are read, without an allocation.</summary>
    private sealed class EndlessSeries(int rows, int series) : IDataView
    {
        private static readonly DataViewSchema OnlySchema = MakeSchema();

        public bool CanShuffle => false;

        public DataViewSchema Schema => OnlySchema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            new Cursor(rows, [.. Enumerable.Range(0, series).Select(s => $"series {s}".AsMemory())]);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];

        private static DataViewSchema MakeSchema()
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumn("Value", NumberDataViewType.Single);
            builder.AddColumn("Series", TextDataViewType.Instance);
            return builder.ToSchema();
        }

        private sealed class Cursor(int rows, ReadOnlyMemory<char>[] names) : DataViewRowCursor
        {
            private long _position = -1;

            public override DataViewSchema Schema => OnlySchema;

            public override long Position => _position;

            public override long Batch => 0;

            public override ValueGetter<DataViewRowId> GetIdGetter() =>
                (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

            public override bool IsColumnActive(DataViewSchema.Column column) => true;

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => (ValueGetter<TValue>)(Delegate)(
                column.Index == 0
                    ? (ValueGetter<float>)((ref float value) => value = _position % 1000)
                    : (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = names[_position % names.Length]));

            public override bool MoveNext()
            {
                _position = _position + 1 < rows ? _position + 1 : -1;
                return _position >= 0;
            }
        }
    }
}
