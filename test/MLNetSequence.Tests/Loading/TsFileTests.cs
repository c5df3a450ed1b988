using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Loading;

[TestClass]
public class TsFileTests
{
    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    public void ChannelsBecomeStepsOfSeveralFeatures()
    {
        IDataView data = Load(
            "# Two channels.", "", "@problemName Two", "@timeStamps false", "@univariate false", "@dimensions 2",
            "@equalLength false", "@classLabel true a b", "@data",
            "1,2,3:10,20,30:a", "# between", "", " 4 , 5 : 40,50 : b ");
        Assert.AreEqual("Series: Single(0, 2); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 10 2 20 3 30", "4 40 5 50" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "a", "b" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void OneChannelNeedsNoSecondDimension()
    {
        IDataView data = Load("@univariate true", "@classLabel true x", "@data", "1,2:x", "3:x");
        Assert.AreEqual("Series: Single(0); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 2", "3" }, DataFiles.Numbers(data));
    }

    [TestMethod]
    [DataRow("@dimensions 2;@equalLength true;@seriesLength 2", "Single(2, 2)", DisplayName = "as the header says")]
    [DataRow("@equalLength true", "Single(2, 2)", DisplayName = "as the first series has")]
    [DataRow("@dimension 2;@seriesLength 2", "Single(2, 2)", DisplayName = "sktime's other spelling")]
    [DataRow("@DIMENSIONS 2;@EqualLength FALSE;@seriesLength 2", "Single(0, 2)", DisplayName = "a length that does not hold")]
    [DataRow("@univariate false", "Single(0, 2)", DisplayName = "channels as the first series has")]
    public void TheHeaderOrTheFirstSeriesSaysTheType(string header, string expected)
    {
        IDataView data = Load([.. header.Split(';'), "@classLabel false", "@data", "1,2:3,4", "5,6:7,8"]);
        Assert.AreEqual($"Series: {expected}", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1 3 2 4", "5 7 6 8" }, DataFiles.Numbers(data));
    }

    [TestMethod]
    public void WhatIsMissingIsNaN()
    {
        IDataView data = Load("@univariate true", "@missing true", "@classLabel true a", "@data", "?,1,NaN, nan ,-2.5e-3:?");
        CollectionAssert.AreEqual(new[] { "NaN 1 NaN NaN -0.0025" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { "" }, DataFiles.Texts(data, "Label"), "A missing label is empty text.");
    }

    [TestMethod]
    public void ATargetIsANumber()
    {
        IDataView data = Load("@univariate true", "@targetLabel true", "@data", "1,2:0.5", "3,4:?");
        Assert.AreEqual("Series: Single(0); Label: Single", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { 0.5f, float.NaN }, data.GetColumn<float>("Label").ToArray());
    }

    [TestMethod]
    public void ClassesThatNobodyListsAreTakenAsTheyCome()
    {
        IDataView data = Load("@univariate true", "@classLabel true", "@data", "1:red", "2:?", "3:dark red");
        CollectionAssert.AreEqual(new[] { "red", "", "dark red" }, DataFiles.Texts(data, "Label"));
    }

    [TestMethod]
    public void DatesBecomeAColumn()
    {
        IDataView data = Load(
            "@timestamps true", "@univariate false", "@targetlabel true", "@data",
            "(2004-08-10 18:00:00,1130.0),(2004-08-10 19:00:00,?):(2004-08-10 18:00:00,2),(2004-08-10 19:00:00,3):3.2",
            "(2004-08-11,7):(2004-08-11,8):1");
        Assert.AreEqual("Series: Single(0, 2); Timestamps: DateTime(0); Label: Single", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1130 2 NaN 3", "7 8" }, DataFiles.Numbers(data));
        DateTime[][] stamps = [.. data.GetColumn<DateTime[]>("Timestamps")];
        CollectionAssert.AreEqual(new[] { new DateTime(2004, 8, 10, 18, 0, 0), new DateTime(2004, 8, 10, 19, 0, 0) }, stamps[0]);
        Assert.AreEqual(DateTimeKind.Utc, stamps[0][0].Kind);
        CollectionAssert.AreEqual(new[] { new DateTime(2004, 8, 11) }, stamps[1]);
    }

    [TestMethod]
    public void NumbersMayBeStamps()
    {
        IDataView data = Load(
            "@timestamps true", "@univariate true", "@equallength true", "@classlabel true a", "@data",
            "(0,1.5), (0.5,2) :a", "(1,3),(2,4):a");
        Assert.AreEqual("Series: Single(2); Timestamps: Double(2); Label: String", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "1.5 2", "3 4" }, DataFiles.Numbers(data));
        CollectionAssert.AreEqual(new[] { 0, 0.5, 1, 2 }, data.GetColumn<double[]>("Timestamps").SelectMany(row => row).ToArray());
    }

    [TestMethod]
    public void AFileWithoutSeriesHasNoRows()
    {
        IDataView data = Load("@univariate true", "@equalLength true", "@classLabel true a", "@data");
        Assert.AreEqual("Series: Single(0); Label: String", DataFiles.Columns(data));
        Assert.AreEqual(0, DataFiles.Numbers(data).Length);
    }

    [TestMethod]
    public void ColumnsAreNamedAsAsked()
    {
        string path = _files.Write("@timestamps true", "@univariate true", "@classlabel true a", "@data", "(1,2):a");
        IDataView data = _files.Context.Data.LoadFromTsFile(path, "Values", "Class", "When");
        Assert.AreEqual("Values: Single(0); When: Double(0); Class: String", DataFiles.Columns(data));
        Assert.Throws<ArgumentException>(() => _files.Context.Data.LoadFromTsFile(path, "X", "X"));
        Assert.Throws<ArgumentException>(() => _files.Context.Data.LoadFromTsFile(path, ""));
        Assert.Throws<ArgumentException>(() => _files.Context.Data.LoadFromTsFile(""));
    }

    private IDataView Load(params string[] lines) => _files.Context.Data.LoadFromTsFile(_files.Write(lines));
}
