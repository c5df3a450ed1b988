using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class TextFileTests
{
    private readonly MLContext _ml = new(1);
    private readonly string _path = Path.GetTempFileName();

    [TestCleanup]
    public void Delete() => File.Delete(_path);

    [TestMethod]
    public void MembersTakeTheirFields()
    {
        var data = Load("Name,A,B,C,Flag", "x,1,2.5,-3,true", "y,4,5,6,0");
        CollectionAssert.AreEqual(new[] { "x", "y" }, Cursor.Column<string>(data, "Name"));
        CollectionAssert.AreEqual(new float[] { 1, 2.5f, -3 }, Cursor.Column<float[]>(data, "Values")[0]);
        CollectionAssert.AreEqual(new[] { true, false }, Cursor.Column<bool>(data, "Flag"));
        CollectionAssert.AreEqual(new[] { 1, 4 }, Cursor.Column<int>(data, "First"));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), data.Schema["Values"].Type);
        Assert.IsNull(data.GetRowCount());
    }

    [TestMethod]
    public void ColumnsMayBeListed()
    {
        File.WriteAllLines(_path, ["a\t1\t2", "b\t3\t4"]);
        var data = _ml.Data.LoadFromTextFile(_path, [new("Text", DataKind.String, 0), new("V", DataKind.Single, 1, 2), new("Last", DataKind.Int64, 2)]);
        CollectionAssert.AreEqual(new[] { "a", "b" }, Cursor.Column<string>(data, "Text"));
        CollectionAssert.AreEqual(new float[] { 3, 4 }, Cursor.Column<float[]>(data, "V")[1]);
        CollectionAssert.AreEqual(new long[] { 2, 4 }, Cursor.Column<long>(data, "Last"));
        var picked = _ml.Data.LoadFromTextFile(_path, [new("V", DataKind.Single, [new TextLoader.Range(2), new TextLoader.Range(1)])]);
        CollectionAssert.AreEqual(new float[] { 2, 1 }, Cursor.Column<float[]>(picked, "V")[0]);
    }

    [TestMethod]
    public void QuotesHoldSeparatorsAndDoubledQuotes()
    {
        string[] lines = ["\"a,b\",1", "\"say \"\"hi\"\"\",2", "plain \"quote\",3", "\"open,4", "\"spoilt\"x,5", "\"\",6"];
        CollectionAssert.AreEqual(new[] { "a,b", "say \"hi\"", "plain \"quote\"", "", "", "" }, Texts(lines, allowQuoting: true));
        CollectionAssert.AreEqual(new[] { "\"a", "\"say \"\"hi\"\"\"" }, Texts(lines, allowQuoting: false)[..2]);
    }

    [TestMethod]
    public void SpacesBeforeAFieldDoNotCount()
        => CollectionAssert.AreEqual(new[] { "a", "b ", "c  d" }, Texts(["  a,1", " b ,2", "c  d,3"], allowQuoting: false));

    [TestMethod]
    public void EmptyNumbersAreZeroAndMissingOnesNaN()
    {
        var data = Load("h", "x,,?,NaN,1", "y,7");
        var rows = Cursor.Column<float[]>(data, "Values");
        CollectionAssert.AreEqual(new[] { 0, float.NaN, float.NaN }, rows[0]);
        CollectionAssert.AreEqual(new float[] { 7, 0, 0 }, rows[1]);
        CollectionAssert.AreEqual(new[] { true, false }, Cursor.Column<bool>(data, "Flag"));
        CollectionAssert.AreEqual(new[] { 0, 7 }, Cursor.Column<int>(data, "First"));
    }

    [TestMethod]
    public void ATextThatIsNoNumberIsNaNOrAnError()
    {
        var data = Load("h", "x,abc,1,1,1");
        Assert.AreEqual(float.NaN, Cursor.Column<float[]>(data, "Values")[0][0]);
        Assert.Throws<Exception>(() => Cursor.Column<int>(data, "First"));
    }

    [TestMethod]
    public void EmptyLinesAndCommentsDoNotCount()
        => CollectionAssert.AreEqual(new[] { "x", "y", "#z" },
            Cursor.Column<string>(Load("#comment", "", "// another", "header", "x,1,1,1,1", "", "//no", "y,1,1,1,1", "#z,1,1,1,1"), "Name"));

    [TestMethod]
    public void AKeyMemberCountsFromZero()
    {
        File.WriteAllLines(_path, ["0", "2", "3", "", "x"]);
        var data = _ml.Data.LoadFromTextFile<Keyed>(_path);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), data.Schema["Key"].Type);
        CollectionAssert.AreEqual(new uint[] { 1, 3, 0 }, Cursor.Column<uint>(_ml.Data.TakeRows(data, 3), "Key"));
    }

    [TestMethod]
    public void WhitespaceAtTheEndOfALineIsTrimmedOnRequest()
    {
        File.WriteAllLines(_path, ["1,a  "]);
        string Text(bool trim) => Cursor.Column<string>(_ml.Data.LoadFromTextFile(_path, [new("T", DataKind.String, 1)], ',', trimWhitespace: trim), "T").Single();
        Assert.AreEqual("a  ", Text(trim: false));
        Assert.AreEqual("a", Text(trim: true));
    }

    [TestMethod]
    public void AMissingFileOrAttributeIsRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromTextFile<Row>(_path + ".none"));
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.LoadFromTextFile<Keyless>(_path));
    }

    private IDataView Load(params string[] lines)
    {
        File.WriteAllLines(_path, lines);
        return _ml.Data.LoadFromTextFile<Row>(_path, ',', hasHeader: true);
    }

    private string[] Texts(string[] lines, bool allowQuoting)
    {
        File.WriteAllLines(_path, lines);
        return Cursor.Column<string>(_ml.Data.LoadFromTextFile(_path, [new("T", DataKind.String, 0)], ',', allowQuoting: allowQuoting), "T");
    }

    public sealed class Row
    {
        [LoadColumn(0)]
        public string Name { get; set; } = "";
        [LoadColumn(1, 3)]
        [VectorType(3)]
        public float[] Values { get; set; } = [];
        [LoadColumn(4)]
        public bool Flag { get; set; }
        [LoadColumn(1)]
        public int First { get; set; }
    }

    public sealed class Keyed
    {
        [LoadColumn(0)]
        [KeyType(3)]
        public uint Key { get; set; }
    }

    public sealed class Keyless
    {
        public float None { get; set; }
    }
}
