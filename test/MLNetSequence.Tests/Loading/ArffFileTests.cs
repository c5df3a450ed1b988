using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Loading;

[TestClass]
public class ArffFileTests
{
    private static readonly string[] Relational =
    [
        "@relation R", "@attribute bag relational", "  @attribute t1 numeric", "  @attribute t2 numeric", "  @attribute t3 numeric",
        "@end bag", "@attribute class {walk,run}", "@data",
    ];

    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    public void EachNumericAttributeIsAStep()
    {
        IDataView data = Load(
            "% A comment.", "@RELATION 'a name'", "", "@attribute att1 numeric % here, too",
            "@Attribute 'att 2' REAL", "@attribute \"att'3\" integer",
            "@attribute target {1, 'two words',\"th'ree\" , f\u00fcnf}", "@DATA", "1,2,3,1", "% between",
            " -1.5 , ?\t, 2e3, 'two words' % behind",
            "0,0,0,\"th'ree\"", "0,0,0,'th\\'ree'", "1,1,1,?", "1,1,1,f\u00fcnf");
        Assert.AreEqual("Series: Single(3); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 2 3", "-1.5 NaN 2000", "0 0 0", "0 0 0", "1 1 1", "1 1 1" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "1", "two words", "th'ree", "th'ree", "", "f\u00fcnf" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void ARelationalAttributeHoldsTheChannels()
    {
        IDataView data = Load([.. Relational, "'1,2,3\\n10,20,30',walk", "\"4,5,?\\n40,50,?\\n\",run"]);
        Assert.AreEqual("Series: Single(3, 2); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 10 2 20 3 30", "4 40 5 50 NaN NaN" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "walk", "run" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void StepsThatAreMissingAtTheEndMayBeCutOff()
    {
        string path = _files.Write([.. Relational, "'1,?,?\\n10,20,?',walk", "'?,?,?\\n?,?,?',run", "'?,?,3\\n?,?,?',run"]);
        IDataView data = _files.Context.Data.LoadFromArffFile(path, new ArffFileOptions { TrimMissingSteps = true });
        Assert.AreEqual("Series: Single(0, 2); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 10 NaN 20", "", "NaN NaN NaN NaN 3 NaN" }, DataFiles.Numbers(data));
        string plain = _files.Write("@attribute a numeric", "@attribute b numeric", "@attribute c {x}", "@data", "1,?,x", "?,2,x");
        data = _files.Context.Data.LoadFromArffFile(plain, new ArffFileOptions { TrimMissingSteps = true });
        Assert.AreEqual("Series: Single(0); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1", "NaN 2" }, DataFiles.Numbers(data));
    }

    [TestMethod]
    public void OneChannelInARelationalAttributeNeedsNoSecondDimension()
    {
        IDataView data = Load([.. Relational, "'1,2,3',walk"]);
        Assert.AreEqual("Series: Single(3); Label: String", DataFiles.Columns(data));
    }

    [TestMethod]
    public void RowsMayBeSparse()
    {
        IDataView data = Load(
            "@attribute a numeric", "@attribute b numeric", "@attribute c {x, y}", "@attribute d numeric", "@data",
            "{0 1.5, 2 y, 3 ?}", "{}", " { 1 2 } % no label: the first one", "3,4,y,5");
        CollectionAssert.AreEqual(new[] { "1.5 0 NaN", "0 0 0", "0 2 0", "3 4 5" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "y", "x", "x", "y" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    [DataRow("{C:\\x, y}", "C:\\x")]
    [DataRow("{'it\\'s \\\\', y}", "it's \\")]
    public void AClassThatASparseRowLeavesOutIsTheFirstAsItIs(string classes, string expected)
    {
        IDataView data = Load("@attribute a numeric", $"@attribute c {classes}", "@data", "{0 1}");
        CollectionAssert.AreEqual(new[] { expected }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void WithoutTextTheLastAttributeIsTheLabel()
    {
        string[] lines = ["@attribute a numeric", "@attribute b numeric", "@attribute c numeric", "@data", "1,2,3"];
        IDataView data = Load(lines);
        Assert.AreEqual("Series: Single(2); Label: Single", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { 3f }, data.GetColumn<float>("Label").ToArray());
        data = _files.Context.Data.LoadFromArffFile(_files.Write(lines), "a");
        CollectionAssert.AreEqual(new[] { "2 3" }, DataFiles.Numbers(data));
        data = _files.Context.Data.LoadFromArffFile(
            _files.Write(lines), new ArffFileOptions { HasLabel = false, SeriesColumnName = "Values" });
        Assert.AreEqual("Values: Single(3)", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 2 3" }, DataFiles.Numbers(data, "Values"));
    }

    [TestMethod]
    public void AStringMayBeTheLabel()
    {
        IDataView data = Load("@attribute a numeric", "@attribute c string", "@data", "1,'it\\'s\\n\\\\'", "2,plain");
        CollectionAssert.AreEqual(new[] { "it's\n\\", "plain" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void OptionsAreChecked()
    {
        string path = _files.Write("@attribute a numeric", "@attribute c {x}", "@data", "1,x");
        DataOperationsCatalog data = _files.Context.Data;
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => data.LoadFromArffFile(path, "b"));
        StringAssert.Contains(error.Message, "no attribute of this name");
        string twice = _files.Write("@attribute b numeric", "@attribute a numeric", "@attribute b numeric", "@data", "1,2,3");
        StringAssert.Contains(DataFiles.Error(twice, 3, () => data.LoadFromArffFile(twice, "b")), "two attributes 'b'");
        Assert.Throws<ArgumentException>(() => data.LoadFromArffFile(path, new ArffFileOptions { HasLabel = false, LabelAttribute = "c" }));
        Assert.Throws<ArgumentException>(() => data.LoadFromArffFile(path, new ArffFileOptions { LabelColumnName = "Series" }));
        Assert.Throws<ArgumentException>(() => data.LoadFromArffFile(path, new ArffFileOptions { SeriesColumnName = "" }));
        Assert.Throws<ArgumentNullException>(() => data.LoadFromArffFile(path, (ArffFileOptions)null!));
    }

    private IDataView Load(params string[] lines) => _files.Context.Data.LoadFromArffFile(_files.Write(lines));
}
