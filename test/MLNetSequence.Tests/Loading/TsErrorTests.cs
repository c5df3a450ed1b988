using Microsoft.ML;

namespace MLNetSequence.Tests.Loading;

/// <summary>What is wrong with a .ts file is told with the line.</summary>
[TestClass]
public class TsErrorTests
{
    private const string Class = "@univariate true;@classLabel true a b;@data;1,2:a;";
    private const string Stamps = "@timestamps true;@univariate false;@classLabel false;@data;(1,2):(1,3);";

    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    [DataRow("", 1, "@data")]
    [DataRow("@univariate true;# no more", 2, "without @data")]
    [DataRow("1,2:a", 1, "'1,2:a'")]
    [DataRow("@univariate maybe", 1, "'maybe'")]
    [DataRow("# x;@missing", 2, "true or false after @missing")]
    [DataRow("@dimensions 0", 1, "'0'")]
    [DataRow("@seriesLength -5", 1, "'-5'")]
    [DataRow("@dimensions 99999999999", 1, "'99999999999'")]
    [DataRow("@classLabel yes", 1, "'yes'")]
    [DataRow("@classLabel", 1, "the classes")]
    [DataRow("@classLabel false a", 1, "'false a'")]
    [DataRow("@dimensions 2;@dimension 3", 2, "second time")]
    [DataRow("@univariate true;@data", 2, "@classLabel or @targetLabel")]
    [DataRow("@classLabel true a;@targetLabel true;@data", 3, "both")]
    [DataRow("@univariate true;@dimensions 2;@classLabel false;@data", 4, "@dimensions 2")]
    [DataRow("@dimensions 2000000000;@seriesLength 2000000000;@classLabel false;@data", 4, "do not fit into memory")]
    [DataRow("@univariate false;@classLabel false;@data", 3, "no series")]
    [DataRow("@univariate false;@classLabel true a;@data;1,2", 4, "found 1 field")]
    [DataRow("@equalLength true;@classLabel false;@data;1,x", 4, "'x'")]
    public void ABadHeaderIsToldAtOnce(string text, int line, string expected)
    {
        string path = _files.Write(text.Split(';'));
        StringAssert.Contains(DataFiles.Error(path, line, () => _files.Context.Data.LoadFromTsFile(path)), expected);
    }

    [TestMethod]
    [DataRow(Class + "1,2:c", 5, "'c'", DisplayName = "not listed")]
    [DataRow(Class + "1,2:A", 5, "'A'", DisplayName = "other case")]
    [DataRow(Class + "1,2:", 5, "''", DisplayName = "no label")]
    [DataRow(Class + "1,2", 5, "found 1 field", DisplayName = "a channel too few")]
    [DataRow(Class + "1,2:3,4:a", 5, "found 3 fields", DisplayName = "a channel too many")]
    [DataRow(Class + ";#;1,,2:a", 7, "Channel 1, step 2", DisplayName = "an empty value")]
    [DataRow(Class + "1,2,:a", 5, "step 3", DisplayName = "a comma at the end")]
    [DataRow(Class + ":a", 5, "step 1", DisplayName = "no values")]
    [DataRow(Class + "1,0x2:a", 5, "'0x2'", DisplayName = "no number")]
    [DataRow(Class + "1,1e39:a", 5, "'1e39'", DisplayName = "too large for a Single")]
    [DataRow(Class + "1,Infinity:a", 5, "'Infinity'", DisplayName = "not finite")]
    [DataRow("@dimensions 2;@classLabel false;@data;1,2:3,4;1,2:3", 5, "Channel 2 has 1 step,", DisplayName = "unequal channels")]
    [DataRow("@dimensions 1;@seriesLength 2;@classLabel false;@data;1,2;1,2,3", 6, "has 3 steps", DisplayName = "not of the length")]
    [DataRow("@univariate true;@equalLength true;@classLabel false;@data;1,2;1", 6, "has 1 step,", DisplayName = "not of one length")]
    [DataRow("@univariate true;@targetLabel true;@data;1,2:x", 4, "'x'", DisplayName = "a target that is no number")]
    [DataRow(Stamps + "1,2:3,4", 6, "'(stamp,value)'", DisplayName = "no tuple")]
    [DataRow(Stamps + "(1,2:(1,3)", 6, "found 1 field", DisplayName = "a tuple that is not closed")]
    [DataRow(Stamps + "(1 2):(1,3)", 6, "'(stamp,value)'", DisplayName = "half a tuple")]
    [DataRow(Stamps + "(1,2)(2,3):(1,3)(2,3)", 6, "','", DisplayName = "no comma between tuples")]
    [DataRow(Stamps + "(1,2),:(1,3)", 6, "step 2", DisplayName = "no tuple behind a comma")]
    [DataRow(Stamps + "(1,2):(2,3)", 6, "another time stamp", DisplayName = "channels at other times")]
    [DataRow(Stamps + "(1,2):(1,3),(2,4)", 6, "Channel 2 has 2 steps", DisplayName = "a channel that is longer")]
    [DataRow(Stamps + "(noon,2):(noon,3)", 6, "'noon'", DisplayName = "no stamp")]
    [DataRow(Stamps + "(03/04/2024,2):(03/04/2024,3)", 6, "'03/04/2024'", DisplayName = "an ambiguous date")]
    [DataRow(Stamps + "(2024-01-01,2):(2024-01-01,3)", 6, "dates", DisplayName = "dates among numbers")]
    public void ABadRowIsToldWhenItIsRead(string text, int line, string expected)
    {
        string path = _files.Write(text.Split(';'));
        IDataView data = _files.Context.Data.LoadFromTsFile(path);
        expected = expected == "dates" ? "a date" : expected;
        StringAssert.Contains(DataFiles.Error(path, line, () => DataFiles.ReadAll(data)), expected);
    }

    [TestMethod]
    public void EndlessNamesAreNotRepeated()
    {
        string name = new('x', 100_000);
        string path = _files.Write("@univariate true", $"@{name}", $"@{name}", "@classLabel false", "@data");
        DataFiles.Error(path, 3, () => _files.Context.Data.LoadFromTsFile(path));
        path = _files.Write("@univariate true", $"@classLabel true a {name} b", "@data", "1:c");
        IDataView data = _files.Context.Data.LoadFromTsFile(path);
        StringAssert.Contains(DataFiles.Error(path, 4, () => DataFiles.ReadAll(data)), "lists: a, …");
        path = _files.Write($"{name},{string.Join(',', Enumerable.Range(0, 10_000))}", "1,2");
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _files.Context.Data.LoadSequencesFromTable(path, "Id", ["2"]));
        Assert.IsTrue(error.Message.Length < path.Length + 400, error.Message);
    }

    [TestMethod]
    public void AnEndlessLineIsNotRepeated()
    {
        string path = _files.Write("@univariate true", "@classLabel true a", "@data", "1:a", new string('x', 10_000_000) + ":a");
        IDataView data = _files.Context.Data.LoadFromTsFile(path);
        StringAssert.Contains(DataFiles.Error(path, 5, () => DataFiles.ReadAll(data)), "(10000000 characters)");
    }
}
