using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class CursorTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void NothingIsReadBeforeTheCursorMoves()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Pair.Rows(3), () => read++));
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.AreEqual(0, read);
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(1, read);
        Assert.AreEqual(0, cursor.Position);
    }

    [TestMethod]
    public void OnlyColumnsAskedForAreActive()
    {
        var data = _ml.Data.LoadFromEnumerable(Pair.Rows(1));
        using var cursor = data.GetRowCursor([data.Schema["A"]]);
        Assert.IsTrue(cursor.IsColumnActive(data.Schema["A"]));
        Assert.IsFalse(cursor.IsColumnActive(data.Schema["B"]));
        Assert.Throws<Exception>(() => cursor.GetGetter<string>(data.Schema["B"]));
    }

    [TestMethod]
    public void AGetterOfAnotherTypeIsRefused()
    {
        var data = _ml.Data.LoadFromEnumerable(Pair.Rows(1));
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<double>(data.Schema["A"]));
    }

    [TestMethod]
    public void AfterTheEndThereIsNothing()
    {
        var data = _ml.Data.LoadFromEnumerable(Pair.Rows(2));
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.IsTrue(cursor.MoveNext());
        Assert.IsTrue(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
    }

    [TestMethod]
    public void EachCursorReadsAnew()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Pair.Rows(3), () => read++));
        Assert.AreEqual(3, Cursor.Column<float>(data, "A").Length);
        Assert.AreEqual(3, Cursor.Column<float>(data, "A").Length);
        Assert.AreEqual(6, read);
    }

    [TestMethod]
    public void RowsHaveIdsOfTheirOwn()
    {
        var data = _ml.Data.LoadFromEnumerable(Pair.Rows(3));
        using var cursor = data.GetRowCursor(data.Schema);
        var getter = cursor.GetIdGetter();
        var ids = new HashSet<DataViewRowId>();
        var id = default(DataViewRowId);
        while (cursor.MoveNext())
        {
            getter(ref id);
            ids.Add(id);
        }
        Assert.AreEqual(3, ids.Count);
    }

    [TestMethod]
    public void ARowCountIsKnownOrNull()
    {
        Assert.AreEqual(4, _ml.Data.LoadFromEnumerable(Pair.Rows(4).ToList()).GetRowCount());
        Assert.IsNull(_ml.Data.LoadFromEnumerable(Pair.Rows(4)).GetRowCount());
    }

    [TestMethod]
    public void TransformingReadsNothing()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Pair.Rows(3), () => read++));
        var copied = _ml.Transforms.CopyColumns("C", "A").Fit(data).Transform(data);
        Assert.AreEqual(0, read);
        using var cursor = copied.GetRowCursor([copied.Schema["C"]]);
        Assert.IsTrue(cursor.IsColumnActive(copied.Schema["C"]));
        Assert.IsFalse(cursor.IsColumnActive(copied.Schema["B"]));
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(0f, Cursor.Value<float>(cursor, copied.Schema["C"]));
        Assert.Throws<Exception>(() => cursor.GetGetter<string>(copied.Schema["B"]));
    }

    [TestMethod]
    public void ASetOfCursorsReadsEveryRowOnce()
    {
        var data = _ml.Data.LoadFromEnumerable(Pair.Rows(5).ToList());
        var values = new List<float>();
        foreach (var cursor in data.GetRowCursorSet(data.Schema, 2))
        {
            while (cursor.MoveNext())
                values.Add(Cursor.Value<float>(cursor, data.Schema["A"]));
        }
        CollectionAssert.AreEquivalent(new float[] { 0, 1, 2, 3, 4 }, values);
    }

    [TestMethod]
    public void AColumnIsReadAsItsTypeAsTextOrAsAnArray()
    {
        var data = _ml.Data.LoadFromEnumerable(Pair.Rows(2));
        CollectionAssert.AreEqual(new float[] { 0, 1 }, data.GetColumn<float>("A").ToArray());
        CollectionAssert.AreEqual(new[] { "b0", "b1" }, data.GetColumn<string>(data.Schema["B"]).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => data.GetColumn<double>("A"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => data.GetColumn<float[]>("A"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => data.GetColumn<float>("None"));
    }

    public sealed class Pair
    {
        public float A { get; set; }
        public string B { get; set; } = "";

        public static IEnumerable<Pair> Rows(int count) => Enumerable.Range(0, count).Select(i => new Pair { A = i, B = $"b{i}" });
    }
}
