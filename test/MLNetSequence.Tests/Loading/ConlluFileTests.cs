using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Loading;

[TestClass]
public class ConlluFileTests
{
    private const string Text = """
        # newdoc
        # sent_id = s-1
        # text = vámonos al mar
        # text_en = let's go to the sea
        1-2	vámonos	_	_	_	_	_	_	_	_
        1	vamos	ir	VERB	V	Mood=Imp|Number=Plur	0	root	_	_
        2	nos	nosotros	PRON	_	Case=Acc	1	obj	1:obj	x=y
        2.1	tal	_	_	_	_	_	_	0:root	_
        2.2	vez	_	_	_	_	_	_	2.1:dep	_
        3-4	al	_	_	_	_	_	_	_	_
        3	a	a	ADP	_	_	5	case	_	_
        4	el	el	DET	_	_	5	det	_	_
        5	mar	mar	NOUN	_	_	1	obl	_	SpaceAfter=No


        #text=ten words
        0.1	(yes)	_	_	_	_	_	_	_	_
        1	New York	New York	PROPN	_	_	_	_	_	_

        1	a b	#	_	_	_	0	root	_	_
        """;

    private readonly DataFiles _files = new();

    [TestCleanup]
    public void Delete() => _files.Dispose();

    [TestMethod]
    public void ASentenceIsARow()
    {
        IDataView data = _files.Context.Data.LoadFromConlluFile(_files.WriteText(Text));
        Assert.AreEqual(
            "SentenceId: String; Text: String; Form: String(0); Lemma: String(0); Upos: String(0)", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "s-1", "", "" }, DataFiles.Texts(data, "SentenceId"));
        CollectionAssert.AreEqual(new[] { "vámonos al mar", "ten words", "" }, DataFiles.Texts(data, "Text"));
        CollectionAssert.AreEqual(new[] { "vamos nos a el mar", "New York", "a b" }, DataFiles.Words(data, "Form"));
        CollectionAssert.AreEqual(new[] { "ir nosotros a el mar", "New York", "#" }, DataFiles.Words(data, "Lemma"));
        CollectionAssert.AreEqual(new[] { "VERB PRON ADP DET NOUN", "PROPN", "_" }, DataFiles.Words(data, "Upos"));
        CollectionAssert.AreEqual(new[] { 5, 1, 1 }, data.GetColumn<string[]>("Form").Select(words => words.Length).ToArray());
    }

    [TestMethod]
    public void EveryFieldMayBeAColumn()
    {
        IDataView data = _files.Context.Data.LoadFromConlluFile(_files.WriteText(Text), ConlluColumns.All);
        Assert.AreEqual(11, data.Schema.Count);
        CollectionAssert.AreEqual(new[] { "V _ _ _ _", "_", "_" }, DataFiles.Words(data, "Xpos"));
        CollectionAssert.AreEqual(new[] { "Mood=Imp|Number=Plur Case=Acc _ _ _", "_", "_" }, DataFiles.Words(data, "Feats"));
        CollectionAssert.AreEqual(new[] { "root obj case det obl", "_", "root" }, DataFiles.Words(data, "Deprel"));
        CollectionAssert.AreEqual(new[] { "_ 1:obj _ _ _", "_", "_" }, DataFiles.Words(data, "Deps"));
        CollectionAssert.AreEqual(new[] { "_ x=y _ _ SpaceAfter=No", "_", "_" }, DataFiles.Words(data, "Misc"));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Int32), data.Schema["Head"].Type);
        CollectionAssert.AreEqual(new[] { 0, 1, 5, 5, 1, -1, 0 }, data.GetColumn<int[]>("Head").SelectMany(row => row).ToArray());
    }

    [TestMethod]
    public void ColumnsAreThoseThatAreChosen()
    {
        string path = _files.WriteText(Text);
        IDataView data = _files.Context.Data.LoadFromConlluFile(path, ConlluColumns.Deprel | ConlluColumns.Form);
        Assert.AreEqual("SentenceId: String; Text: String; Form: String(0); Deprel: String(0)", DataFiles.Columns(data));
        CollectionAssert.AreEqual(new[] { "root obj case det obl", "_", "root" }, DataFiles.Words(data, "Deprel"));
        Assert.AreEqual(2, _files.Context.Data.LoadFromConlluFile(path, ConlluColumns.None).Schema.Count);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _files.Context.Data.LoadFromConlluFile(path, (ConlluColumns)512));
    }

    [TestMethod]
    [DataRow("", 1, "without a sentence")]
    [DataRow("# only\n\n# comments\n", 3, "without a sentence")]
    [DataRow("1\ta\ta\n", 1, "found 3")]
    [DataRow("1 a a NOUN _ _ 0 root _ _\n", 1, "found 1")]
    [DataRow("{S}\t_\n", 1, "found 11")]
    [DataRow("{S}\n\t\t\t\t\t\t\t\t\t\n", 2, "ID is empty")]
    [DataRow("1\ta\t\tNOUN\t_\t_\t0\troot\t_\t_\n", 1, "LEMMA is empty")]
    [DataRow("2\ta\ta\tNOUN\t_\t_\t0\troot\t_\t_\n", 1, "number, 1")]
    [DataRow("# sent_id = 7\n\n{S}\n", 2, "'7' has no words")]
    [DataRow("# text = x\n", 1, "'x' has no words")]
    public void AFileOfAnotherKindIsToldAtOnce(string text, int line, string expected)
    {
        string path = _files.WriteText(text.Replace("{S}", Line("1", "0")));
        StringAssert.Contains(DataFiles.Error(path, line, () => _files.Context.Data.LoadFromConlluFile(path)), expected);
    }

    [TestMethod]
    [DataRow("1,3", 2, "number, 2", DisplayName = "a word is left out")]
    [DataRow("1,1", 2, "number, 2", DisplayName = "a word is there twice")]
    [DataRow("1,x", 2, "'x'", DisplayName = "no number")]
    [DataRow("1,3-4", 2, "'3-4'", DisplayName = "a range begins too late")]
    [DataRow("1,2-1", 2, "'2-1'", DisplayName = "a range ends before it begins")]
    [DataRow("1-3,1,2-3", 3, "'2-3'", DisplayName = "ranges overlap")]
    [DataRow("1-3,1,2", 4, "within a range", DisplayName = "a range is not filled")]
    [DataRow("1,2.1", 2, "'2.1'", DisplayName = "an empty node before its word")]
    [DataRow("1,1.2", 2, "'1.2'", DisplayName = "an empty node is left out")]
    [DataRow("1,1.1,1.1", 3, "'1.1'", DisplayName = "an empty node is there twice")]
    [DataRow("0.1", 2, "no words", DisplayName = "nothing but an empty node")]
    [DataRow("1,# no", 2, "not in it", DisplayName = "a comment in a sentence")]
    public void IdsGoOnByOne(string ids, int line, string expected)
    {
        string text = string.Join('\n', ids.Split(',').Select(id => id[0] == '#' ? id : Line(id, "0"))) + "\n\n";
        string path = _files.WriteText($"{Line("1", "0")}\n\n{text}");
        IDataView data = _files.Context.Data.LoadFromConlluFile(path, ConlluColumns.None);
        StringAssert.Contains(DataFiles.Error(path, line + 2, () => DataFiles.ReadAll(data)), expected);
    }

    [TestMethod]
    [DataRow("4", 2, "HEAD is 4, but the sentence has 3 words")]
    [DataRow("-1", 2, "'-1'")]
    [DataRow("root", 2, "'root'")]
    public void AHeadIsAWordOfTheSentence(string head, int line, string expected)
    {
        string path = _files.WriteText($"{Line("1", "0")}\n{Line("2", head)}\n{Line("3", "1")}\n");
        IDataView data = _files.Context.Data.LoadFromConlluFile(path, ConlluColumns.Head);
        StringAssert.Contains(DataFiles.Error(path, line, () => DataFiles.ReadAll(data)), expected);
    }

    private static string Line(string id, string head) => $"{id}\tw\tw\tNOUN\t_\t_\t{head}\tdep\t_\t_";
}
