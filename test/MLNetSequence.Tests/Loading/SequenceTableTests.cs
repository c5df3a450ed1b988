using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Loading;

[TestClass]
public class SequenceTableTests
{
    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    public void RowsOfAnIdBecomeASequence()
    {
        string path = _files.Write(
            "Id,Day,X,Y,Class", "a,1,1,10,red", "a,2,2,20,red", "b,1,3,,blue", " a b ,7,?,NaN,red", "a b,8,4,40,red");
        IDataView data = _files.Context.Data.LoadSequencesFromTable(path, "Id", ["Y", "X"], "Class", "Day");
        Assert.AreEqual("Id: String; Series: Single(0, 2); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "a", "b", "a b" }, DataFiles.Texts(data, "Id"));
        CollectionAssert.AreEqual(new[] { "10 1 20 2", "NaN 3", "NaN NaN 40 4" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "red", "blue", "red" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void OneFeatureNeedsNoSecondDimensionAndNoLabelNoColumn()
    {
        IDataView data = _files.Context.Data.LoadSequencesFromTable(_files.Write("k\tv", "1\t5", "1\t6", "2\t7"), "k", ["v"]);
        Assert.AreEqual("Id: String; Series: Single(0)", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "5 6", "7" }, DataFiles.Numbers(data));
    }

    [TestMethod]
    [DataRow(',')]
    [DataRow(';')]
    [DataRow('\t')]
    [DataRow('|')]
    [DataRow(' ')]
    public void TheSeparatorIsFoundOutOrGiven(char separator)
    {
        string path = _files.Write([.. new[] { "Id,X,Y", "\"a,;|\tb\",1,2", "c,3,4" }.Select((line, i) => i == 1
            ? $"\"a,;|\tb\"{separator}1{separator}2"
            : line.Replace(',', separator))]);
        foreach (char? given in separator == ' ' ? [separator] : new char?[] { null, separator })
        {
            IDataView data = _files.Context.Data.LoadSequencesFromTable(path, Options(o => o.Separator = given, "X", "Y"));
            CollectionAssert.AreEqual(new[] { "1 2", "3 4" }, DataFiles.Numbers(data));
            CollectionAssert.AreEqual(new[] { "a,;|\tb", "c" }, DataFiles.Texts(data, "Id"));
        }
    }

    [TestMethod]
    public void MixedRowsAreSortedOutWhereTheyMayBe()
    {
        string path = _files.Write("Id,X,T,L", "b,1,1,1.5", "a,2,9,?", "b,3,2,1.50", "c,4,1,0", "a,5,10,");
        IDataView data = _files.Context.Data.LoadSequencesFromTable(path, Options(
            o => (o.Interleaved, o.TimeField, o.LabelField, o.NumericLabel) = (true, "T", "L", true), "X"));
        Assert.AreEqual("Id: String; Series: Single(0); Label: Single", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "b", "a", "c" }, DataFiles.Texts(data, "Id"));
        CollectionAssert.AreEqual(new[] { "1 3", "2 5", "4" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { 1.5f, float.NaN, 0 }, data.GetColumn<float>("Label").ToArray());
        IDataView together = _files.Context.Data.LoadSequencesFromTable(path, Options(null, "X"));
        StringAssert.Contains(DataFiles.Error(path, 4, () => DataFiles.ReadAll(together)), "Interleaved");
    }

    [TestMethod]
    public void QuotesMayHoldLineEndsAndLinesAreStillCounted()
    {
        string path = _files.WriteText("Id,X\r\n\"a\r\nb\",\"1\"\r\n\r\n\"a\r\nb\",2\r\nc,x\r\n");
        IDataView data = _files.Context.Data.LoadSequencesFromTable(path, "Id", ["X"]);
        IDataView first = _files.Context.Data.TakeRows(data, 1);
        CollectionAssert.AreEqual(new[] { "a\r\nb" }, DataFiles.Texts(data, "Id")[..1]);
        CollectionAssert.AreEqual(new[] { "c" }, DataFiles.Texts(data, "Id")[1..], "What is not asked for is not parsed.");
        StringAssert.Contains(DataFiles.Error(path, 7, () => DataFiles.Numbers(data)), "'x'");
        CollectionAssert.AreEqual(new[] { "1 2" }, DataFiles.Numbers(first));
    }

    [TestMethod]
    [DataRow("a,1,1,x;a,2,2,y", 3, "'y'", DisplayName = "another label")]
    [DataRow("a,1,1,x;a,1,2,x", 3, "later", DisplayName = "no later time")]
    [DataRow("a,2024-02-01,1,x;a,2024-01-31 23:59,2,x", 3, "2024-02-01", DisplayName = "an earlier date")]
    [DataRow("a,1,1,x;a,2024-01-31,2,x", 3, "later", DisplayName = "a date behind a number")]
    [DataRow("a,10,1,x;a,9,2,x", 3, "10", DisplayName = "numbers, not text")]
    [DataRow("a,soon,1,x", 2, "'soon'", DisplayName = "no time")]
    [DataRow("a,,1,x", 2, "'T'", DisplayName = "an empty time")]
    [DataRow("a,1,1,x;;b,1,one,x", 4, "'X'", DisplayName = "no number")]
    [DataRow("a,1,\"1,5\",x", 2, "'1,5'", DisplayName = "another culture's number")]
    [DataRow("a,1,1e99,x", 2, "'1e99'", DisplayName = "too large a number")]
    [DataRow(" ,1,1,x", 2, "no id", DisplayName = "no id")]
    [DataRow("a,1,1,x;b,1,1,x;a,2,1,x", 4, "'a'", DisplayName = "an id that comes back")]
    [DataRow("a,1,1", 2, "", DisplayName = "too few cells")]
    [DataRow("a,1,1,x;a,2,1,x,5", 3, "", DisplayName = "too many cells")]
    [DataRow("a,1,1,x;\"a,2,1,x;a,3,1,x", 3, "", DisplayName = "a quote that is not closed")]
    [DataRow("a,1,1,\"x\"y", 2, "", DisplayName = "text behind a quote")]
    public void ABadRowIsTold(string rows, int line, string expected)
    {
        string path = _files.Write(["Id,T,X,L", .. rows.Split(';')]);
        foreach (bool interleaved in (bool[])[false, true])
        {
            IDataView data = _files.Context.Data.LoadSequencesFromTable(
                path, Options(o => (o.TimeField, o.LabelField, o.Interleaved) = ("T", "L", interleaved), "X"));
            if (interleaved && expected == "'a'")
            {
                Assert.AreEqual(2, DataFiles.Numbers(data).Length);
                continue;
            }
            StringAssert.Contains(DataFiles.Error(path, line, () => DataFiles.Numbers(data)), expected);
        }
    }

    [TestMethod]
    public void AStepAllocatesNothing()
    {
        string[] rows = [.. Enumerable.Range(0, 20_000).Select(i => $"a,{i},{i}.5,x")];
        string path = _files.Write(["Id,T,X,L", .. rows, "b,0,0,x", .. rows.Select(row => $"c{row[1..]}")]);
        IDataView data = _files.Context.Data.LoadSequencesFromTable(path, "Id", ["X"], "L", "T");
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        ValueGetter<VBuffer<float>> get = cursor.GetGetter<VBuffer<float>>(data.Schema["Series"]);
        VBuffer<float> series = default;
        for (int row = 0; row < 2; row++)
        {
            Assert.IsTrue(cursor.MoveNext());
            get(ref series);
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsTrue(cursor.MoveNext());
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsLessThan(rows.Length, allocated, "The sequence's id and label, and no byte for each of its steps.");
        get(ref series);
        Assert.AreEqual(rows.Length, series.Length);
    }

    [TestMethod]
    public void AnErrorWritesNumbersAsTheFileDoes()
    {
        string path = _files.Write("Id,X,L", "a,1,1.5", "a,2,2.5");
        IDataView data = _files.Context.Data.LoadSequencesFromTable(
            path, Options(o => (o.LabelField, o.NumericLabel) = ("L", true), "X"));
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            StringAssert.Contains(DataFiles.Error(path, 3, () => DataFiles.ReadAll(data)), "'1.5'");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void DatesOfAllPrecisionsAreOrdered()
    {
        string path = _files.Write(
            "Id,T,X", "a,2024-01,1", "a,2024-01-02,1", "a,2024-01-02 10:30,1", "a,2024-01-02T10:30:05,1", "a,2024-01-02 10:30:05.25,1",
            "a,2024-01-02T12:30:05+02:00,1", "a,2024-01-02T10:30:06Z,1");
        IDataView data = _files.Context.Data.LoadSequencesFromTable(path, "Id", ["X"], null, "T");
        StringAssert.Contains(DataFiles.Error(path, 7, () => DataFiles.ReadAll(data)), "2024-01-02 10:30:05.25");
    }

    [TestMethod]
    public void TheHeaderIsReadAtOnce()
    {
        DataOperationsCatalog load = _files.Context.Data;
        string empty = _files.WriteText("");
        DataFiles.Error(empty, 1, () => load.LoadSequencesFromTable(empty, "Id", ["X"]));
        string path = _files.Write("Id,X,X,Y");
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => load.LoadSequencesFromTable(path, "id", ["Y"]));
        StringAssert.Contains(error.Message, "Id, X, X, Y");
        error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => load.LoadSequencesFromTable(path, "Id", ["X"]));
        StringAssert.Contains(error.Message, "2 fields 'X'");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => load.LoadSequencesFromTable(path, "Id", ["Y"], "Class"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => load.LoadSequencesFromTable(path, "Id", ["Y"], null, "Day"));
        Assert.AreEqual(0, DataFiles.Numbers(load.LoadSequencesFromTable(path, "Id", ["Y"])).Length, "A header alone is an empty table.");
    }

    [TestMethod]
    public void OptionsAreCheckedAndCopied()
    {
        string path = _files.Write("Id,X,Y", "a,1,2");
        SequenceTableOptions options = Options(null, "X");
        IDataView data = _files.Context.Data.LoadSequencesFromTable(path, options);
        options.FeatureFields[0] = "Y";
        CollectionAssert.AreEqual(new[] { "1" }, DataFiles.Numbers(data));
        foreach (Action<SequenceTableOptions> change in (Action<SequenceTableOptions>[])[
            o => o.FeatureFields = [], o => o.FeatureFields = ["X", "X"], o => o.FeatureFields = [""], o => o.FeatureFields = null!,
            o => o.IdField = "", o => o.NumericLabel = true, o => o.Separator = '\u00e9', o => o.Separator = '"', o => o.Separator = '\n',
            o => o.SeriesColumnName = "", o => o.SeriesColumnName = "Id", o => o.LabelColumnName = ""])
        {
            Assert.Throws<ArgumentException>(() => _files.Context.Data.LoadSequencesFromTable(path, Options(change, "X")));
        }
    }

    private static SequenceTableOptions Options(Action<SequenceTableOptions>? change, params string[] features)
    {
        var options = new SequenceTableOptions { FeatureFields = features };
        change?.Invoke(options);
        return options;
    }
}
