using Microsoft.ML;

namespace MLNetSequence.Tests.Loading;

/// <summary>What is wrong with an ARFF file is told with the line.</summary>
[TestClass]
public class ArffErrorTests
{
    private const string Plain = "@attribute a numeric|@attribute b numeric|@attribute c {x,y}|@data|1,2,x|";
    private const string Relational =
        "@attribute r relational|@attribute a numeric|@attribute b numeric|@end r|@attribute c {x}|@data|'1,2\\n3,4',x|";

    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    [DataRow("", 1, "without @data")]
    [DataRow("@relation x|@attribute a numeric", 2, "without @data")]
    [DataRow("@relation x|1,2,3", 2, "'1,2,3'")]
    [DataRow("@attribute a number", 1, "'number'")]
    [DataRow("@attribute", 1, "name")]
    [DataRow("@attribute a", 1, "''")]
    [DataRow("@attribute 'a numeric", 1, "not closed")]
    [DataRow("@attribute c {}", 1, "no values")]
    [DataRow("@attribute c {a,,b}", 1, "between them")]
    [DataRow("@attribute c {a,b", 1, "braces")]
    [DataRow("@attribute r relational|@attribute a numeric|@data", 3, "@end r")]
    [DataRow("@attribute r relational|@attribute a numeric|@end q", 3, "@end q")]
    [DataRow("@attribute a numeric|@end a", 2, "@end a")]
    [DataRow("@attribute r relational|@attribute q relational", 2, "'q'")]
    [DataRow("@attribute a numeric|@attribute c {x}|@attribute d {y}|@data", 3, "LabelAttribute")]
    [DataRow("@attribute a date|@attribute c {x}|@data", 1, "Date")]
    [DataRow("@attribute r relational|@attribute a string|@end r|@attribute c {x}|@data", 2, "Text")]
    [DataRow("@attribute r relational|@attribute a numeric|@end r|@attribute b numeric|@attribute c {x}|@data", 4, "'b'")]
    [DataRow("@attribute r relational|@attribute a numeric|@end r|@attribute c {x}|@data", 5, "no rows")]
    [DataRow("@attribute r relational|@attribute a numeric|@end r|@attribute c {x}|@data|1,x", 6, "quotes")]
    public void ABadHeaderIsToldAtOnce(string text, int line, string expected)
    {
        string path = _files.Write(text.Split('|'));
        StringAssert.Contains(DataFiles.Error(path, line, () => _files.Context.Data.LoadFromArffFile(path)), expected);
    }

    [TestMethod]
    [DataRow("@data")]
    [DataRow("@attribute c {x}|@data")]
    [DataRow("@attribute a date|@data")]
    public void AFileWithoutSeriesIsTold(string text)
    {
        string path = _files.Write(text.Split('|'));
        Exception error = Assert.ThrowsExactly<InvalidDataException>(() => _files.Context.Data.LoadFromArffFile(path));
        StringAssert.StartsWith(error.Message, path);
    }

    [TestMethod]
    [DataRow(Plain + "1,2", 6, "found 2")]
    [DataRow(Plain + "1,2,x,3", 6, "found 4")]
    [DataRow(Plain + "1,2,x,{5}", 6, "found 4", DisplayName = "a weight")]
    [DataRow(Plain + "1,2,z", 6, "'z'")]
    [DataRow(Plain + "% one||1,,x", 8, "'b'")]
    [DataRow(Plain + "1,two,x", 6, "'two'")]
    [DataRow(Plain + "1 2,3,x", 6, "'1 2'")]
    [DataRow(Plain + "1,2,'x", 6, "not closed")]
    [DataRow(Plain + "1,2,'x\\'", 6, "not closed")]
    [DataRow(Plain + "1,2,'x' y", 6, "'y'")]
    [DataRow(Plain + "{0 1, 3 2}", 6, "'3'")]
    [DataRow(Plain + "{-1 1}", 6, "'-1'")]
    [DataRow(Plain + "{0 1, 0 2}", 6, "at most once")]
    [DataRow(Plain + "{0 1", 6, "'}'")]
    [DataRow(Plain + "{0 1} 2", 6, "'2'")]
    [DataRow(Plain + "{0 one}", 6, "'one'")]
    [DataRow(Relational + "'1,2\\n3,4\\n5,6',x", 8, "found 3")]
    [DataRow(Relational + "'1,2\\n3',x", 8, "channel 2")]
    [DataRow(Relational + "'1,2,3\\n3,4,5',x", 8, "found 3")]
    [DataRow(Relational + "'',x", 8, "empty")]
    [DataRow(Relational + "?,x", 8, "quotes")]
    [DataRow(Relational + "'1,2\\n3,b',x", 8, "'b'")]
    [DataRow(Relational + "{1 x}", 8, "'r'")]
    public void ABadRowIsToldWhenItIsRead(string text, int line, string expected)
    {
        string path = _files.Write(text.Split('|'));
        IDataView data = _files.Context.Data.LoadFromArffFile(path);
        StringAssert.Contains(DataFiles.Error(path, line, () => DataFiles.ReadAll(data)), expected);
    }
}
