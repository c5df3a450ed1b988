using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Where a cursor cannot be made, the input's cursor is not left open.</summary>
[TestClass]
public class HistoryDisposalTests
{
    [TestMethod]
    public void TheInputsCursorIsDisposedWhereNoGetterCanBeMade()
    {
        Table data = Show.Count(9).AddText("Store", [.. Enumerable.Repeat("a", 9)]);
        IEstimator<ITransformer>[] estimators =
        [
            Show.Transforms.Difference("Change", "Count"),
            Show.Transforms.Lags("Lags", "Count", [1]),
            Show.Transforms.Integrate("Sum", "Count", "Count"),
            Show.Transforms.SlidingWindow("Window", "Count", window: 2, horizon: 1, groupColumnName: "Store"),
        ];
        foreach (IEstimator<ITransformer> estimator in estimators)
        {
            foreach (string column in (string[])["Count", .. estimator is SlidingWindowEstimator ? ["Store"] : Array.Empty<string>()])
            {
                var view = new GetterlessView(data, column);
                IDataView transformed = estimator.Fit(data).Transform(view);
                Assert.ThrowsExactly<IOException>(() => transformed.GetRowCursor([transformed.Schema[^1]]));
                Assert.AreEqual((1, 1), (view.Opened, view.Disposed), $"{estimator}, {column}");
            }
        }
    }

    /// <summary>Data of which one column cannot be read.</summary>
    private sealed class GetterlessView(IDataView inner, string broken) : IDataView
    {
        public int Opened { get; private set; }

        public int Disposed { get; private set; }

        public bool CanShuffle => false;

        public DataViewSchema Schema => inner.Schema;

        public long? GetRowCount() => null;

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
        {
            Opened++;
            return new Cursor(this, inner.GetRowCursor(columnsNeeded), broken);
        }

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];

        private sealed class Cursor(GetterlessView view, DataViewRowCursor inner, string broken) : DataViewRowCursor
        {
            public override DataViewSchema Schema => inner.Schema;

            public override long Position => inner.Position;

            public override long Batch => inner.Batch;

            public override ValueGetter<DataViewRowId> GetIdGetter() => inner.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => inner.IsColumnActive(column);

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
                column.Name == broken ? throw new IOException("The disk is gone.") : inner.GetGetter<TValue>(column);

            public override bool MoveNext() => inner.MoveNext();

            protected override void Dispose(bool disposing)
            {
                view.Disposed += disposing ? 1 : 0;
                inner.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
