using System.Text;
using Microsoft.ML;

namespace MLNetSequence.Tests.Loading;

/// <summary>What is no UTF-8 is told, and not read as something else: two words in Latin-1 may differ by such bytes only.</summary>
[TestClass]
public class EncodingTests
{
    private const string Ts = "@univariate true\n@classLabel true é è\n@data\n1,2:é\n3:è\n";
    private const string Arff = "@attribute a numeric\n@attribute c string\n@data\n1,é\n2,è\n";
    private const string Conllu = "1\tun\t_\t_\t_\t_\t0\t_\t_\t_\n\n# text = é\n1\tété\t_\t_\t_\t_\t0\t_\t_\t_\n\n";
    private const string Table = "Id,X,L\né,1,x\nè,2,x\n";

    private readonly DataFiles _files = new();

    private static IEnumerable<object[]> Formats => [["ts", Ts, 2], ["arff", Arff, 4], ["conllu", Conllu, 3], ["csv", Table, 2]];

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void BytesThatAreNoUtf8AreTold(string format, string text, int line) =>
        StringAssert.Contains(Error(format, Encoding.Latin1.GetBytes(text), line), "UTF-8");

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void AMarkDoesNotMakeThemBetter(string format, string text, int line) =>
        StringAssert.Contains(Error(format, [.. Encoding.UTF8.Preamble, .. Encoding.Latin1.GetBytes(text)], line), "UTF-8");

    [TestMethod]
    [DynamicData(nameof(Formats))]
    public void OtherEncodingsNeedAMark(string format, string text, int line)
    {
        Assert.IsGreaterThan(1, line);
        byte[] bytes = Encoding.Unicode.GetBytes(text);
        string marked = _files.WriteBytes([.. Encoding.Unicode.Preamble, .. bytes]);
        DataFiles.ReadAll(Load(format, marked));
        string path = _files.WriteBytes(bytes);
        Exception error = Assert.Throws<Exception>(() => DataFiles.ReadAll(Load(format, path)));
        StringAssert.Contains(error.Message, format == "csv" ? "no id field 'Id'" : "line 1: There is a NUL character");
    }

    [TestMethod]
    [DataRow("ts", "@univariate true\n@targetLabel true\n@data\n1,2:3\n1,2:3\0\0\0", 5)]
    [DataRow("arff", "@attribute a numeric\n@attribute c numeric\n@data\n1,2\n1,2\0\0\0", 5)]
    [DataRow("conllu", "1\ta\t_\t_\t_\t_\t0\0\t_\t_\t_\n\n", 1)]
    [DataRow("csv", "Id,X\na,1\na,2\0\0\0", 3)]
    public void ZerosAtTheEndOfAFileAreNoPartOfANumber(string format, string text, int line) =>
        StringAssert.Contains(Error(format, Encoding.UTF8.GetBytes(text), line), "NUL");

    [TestMethod]
    public void ACharacterThatIsCutOffIsTold()
    {
        byte[] text = Encoding.UTF8.GetBytes("@univariate true\n@classLabel true\n@data\n1,2:é");
        StringAssert.Contains(Error("ts", text[..^1], 4), "UTF-8");
    }

    [TestMethod]
    public void CommentsMayBeInAnyEncoding()
    {
        string ts = _files.WriteBytes(Encoding.Latin1.GetBytes("# José\n@univariate true\n@classLabel true a\n@data\n# é\n1,2:a\n"));
        CollectionAssert.AreEqual(new[] { "1 2" }, DataFiles.Numbers(Load("ts", ts)));
        string arff = _files.WriteBytes(Encoding.Latin1.GetBytes("% José\n@attribute a numeric\n@attribute c {x}\n@data\n% é\n1,x\n"));
        CollectionAssert.AreEqual(new[] { "1" }, DataFiles.Numbers(Load("arff", arff)));
    }

    [TestMethod]
    public void CharactersThatStandForUnknownOnesAreText()
    {
        string path = _files.Write("@univariate true", "@classLabel true", "@data", "1:\uFFFD", "2:\uFFFF", "3:\U0010FFFF");
        CollectionAssert.AreEqual(new[] { "\uFFFD", "\uFFFF", "\U0010FFFF" }, DataFiles.Texts(Load("ts", path), "Label"));
    }

    private string Error(string format, byte[] bytes, int line)
    {
        string path = _files.WriteBytes(bytes);
        return DataFiles.Error(path, line, () => DataFiles.ReadAll(Load(format, path)));
    }

    private IDataView Load(string format, string path) => format switch
    {
        "ts" => _files.Context.Data.LoadFromTsFile(path),
        "arff" => _files.Context.Data.LoadFromArffFile(path),
        "conllu" => _files.Context.Data.LoadFromConlluFile(path, ConlluColumns.All),
        _ => _files.Context.Data.LoadSequencesFromTable(path, "Id", ["X"]),
    };
}
