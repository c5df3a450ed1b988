using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class RowSelectionTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void RowsAreTaken()
    {
        var data = Rows(10);
        CollectionAssert.AreEqual(new float[] { 0, 1, 2 }, Cursor.Column<float>(_ml.Data.TakeRows(data, 3), "X"));
        Assert.AreEqual(10, Cursor.Column<float>(_ml.Data.TakeRows(data, 99), "X").Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(data, 0));
    }

    [TestMethod]
    public void TakingReadsNoFurther()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Enumerable.Range(0, 9).Select(i => new Row { X = i }), () => read++));
        Assert.AreEqual(2, Cursor.Column<float>(_ml.Data.TakeRows(data, 2), "X").Length);
        Assert.AreEqual(2, read);
    }

    [TestMethod]
    public void ASplitPutsEveryRowOnOneSide()
    {
        var split = _ml.Data.TrainTestSplit(Rows(200), testFraction: 0.25, seed: 3);
        var (train, test) = (Cursor.Column<float>(split.TrainSet, "X"), Cursor.Column<float>(split.TestSet, "X"));
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).Select(i => (float)i).ToArray(), train.Concat(test).Order().ToArray());
        Assert.IsTrue(test.Length is > 25 and < 80, $"{test.Length} rows for testing");
        CollectionAssert.AreEqual(train.Order().ToArray(), train, "Rows stay in order.");
        CollectionAssert.AreEqual(new[] { "X", "Group", "Place" }, split.TestSet.Schema.Select(column => column.Name).ToArray());
    }

    [TestMethod]
    public void TheSeedDecidesTheSplit()
    {
        float[] Test(MLContext ml, int? seed) => Cursor.Column<float>(ml.Data.TrainTestSplit(Rows(40), 0.2, seed: seed).TestSet, "X");
        CollectionAssert.AreEqual(Test(_ml, 5), Test(new MLContext(2), 5));
        CollectionAssert.AreNotEqual(Test(_ml, 5), Test(_ml, 6));
        CollectionAssert.AreEqual(Test(new MLContext(7), null), Test(_ml, 7));
        CollectionAssert.AreEqual(Test(new MLContext(), null), Test(_ml, 42), "Without any seed it is 42.");
        Assert.AreEqual("2 12 13 28 33 34 35 37", string.Join(" ", Test(_ml, 1)));
    }

    [TestMethod]
    public void RowsOfOneKeyStayTogether()
    {
        var split = _ml.Data.TrainTestSplit(Rows(300), 0.3, samplingKeyColumnName: "Group", seed: 1);
        var (train, test) = (Cursor.Column<string>(split.TrainSet, "Group"), Cursor.Column<string>(split.TestSet, "Group"));
        Assert.IsFalse(train.Intersect(test).Any());
        Assert.AreEqual(300, train.Length + test.Length);
    }

    [TestMethod]
    public void KeysAreSplitInTheirOrder()
    {
        var test = Cursor.Column<uint>(_ml.Data.TrainTestSplit(Rows(20), 0.5, samplingKeyColumnName: "Place").TestSet, "Place");
        CollectionAssert.AreEquivalent(new uint[] { 1, 2, 3, 4, 5 }, test.Distinct().ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(Rows(1), 0.5, samplingKeyColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(Rows(1), 1));
    }

    [TestMethod]
    public void ACacheReadsItsSourceOnce()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Enumerable.Range(0, 3).Select(i => new Row { X = i, Group = $"{i}" }), () => read++));
        var cache = _ml.Data.Cache(data);
        Assert.AreEqual(0, read);
        for (int i = 0; i < 3; i++)
            CollectionAssert.AreEqual(new float[] { 0, 1, 2 }, Cursor.Column<float>(cache, "X"));
        Assert.AreEqual(3, read);
        CollectionAssert.AreEqual(new[] { "0", "1", "2" }, Cursor.Column<string>(cache, "Group"));
        Assert.IsTrue(cache.CanShuffle);
    }

    [TestMethod]
    public void ACacheShufflesRowsWhole()
    {
        var cache = _ml.Data.Cache(Rows(30));
        var shuffled = new List<float>();
        using (var cursor = cache.GetRowCursor(cache.Schema, new Random(3)))
        {
            while (cursor.MoveNext())
            {
                shuffled.Add(Cursor.Value<float>(cursor, cache.Schema["X"]));
                Assert.AreEqual($"{(int)shuffled[^1] / 10}", Cursor.Value<ReadOnlyMemory<char>>(cursor, cache.Schema["Group"]).ToString());
            }
        }
        CollectionAssert.AreEquivalent(Cursor.Column<float>(cache, "X"), shuffled);
        CollectionAssert.AreNotEqual(Cursor.Column<float>(cache, "X"), shuffled);
    }

    private IDataView Rows(int count)
        => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row { X = i, Group = $"{i / 10}", Place = (uint)i % 10 }).ToList());

    public sealed class Row
    {
        public float X { get; set; }
        public string Group { get; set; } = "";
        [KeyType(10)]
        public uint Place { get; set; }
    }
}
