using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ToText;

/// <summary>What text comes of which keys.</summary>
[TestClass]
public class SequenceToTextTests
{
    private static readonly string[] Words = ["[START]", "[END]", "the", "cat", "sat", "😀"];

    private static readonly TransformsCatalog.TextTransforms Catalog = new MLContext().Transforms.Text;

    [TestMethod]
    [DataRow(" ", "", "")]
    [DataRow(" ", "0 0 0", "")]
    [DataRow(" ", "3", "the")]
    [DataRow(" ", "3 4 5", "the cat sat")]
    [DataRow(" ", "0 0 3 0 4 5 0", "the cat sat")]
    [DataRow(" ", "1 3 3 6 2 4", "[START] the the 😀 [END] cat")]
    [DataRow("", "0 3 4 6", "thecat😀")]
    [DataRow(", ", "3 4 5", "the, cat, sat")]
    public void WordsAreJoinedAndMissingKeysLeftOut(string separator, string keys, string expected) =>
        Assert.AreEqual(expected, Of(o => o.Separator = separator, Words, Keys(keys)));

    [TestMethod]
    [DataRow("1 3 4 2 5 2", "the cat")]
    [DataRow("2 3 4", "")]
    [DataRow("1 1 3 0 5", "the sat")]
    [DataRow("1 0 2 2", "")]
    [DataRow("3 6 4", "the cat")]
    public void TokensAreSkippedAndEndTheText(string keys, string expected) => Assert.AreEqual(
        expected, Of(o => (o.SkippedTokens, o.StopAtToken) = (["[START]", "😀", "[START]"], "[END]"), Words, Keys(keys)));

    [TestMethod]
    public void ATokenThatIsSkippedAndStopsStops() =>
        Assert.AreEqual("the", Of(o => (o.SkippedTokens, o.StopAtToken) = (["[END]"], "[END]"), Words, [3, 2, 4]));

    /// <summary>MapValueToKey makes no such column, but other sources of keys may.</summary>
    [TestMethod]
    public void WordsMayBeEmptyOrThereTwice()
    {
        string[] words = ["a", "", "b", "a"];
        Assert.AreEqual("a--b-a", Of(o => o.Separator = "-", words, [1, 2, 3, 4]));
        Assert.AreEqual("-b", Of(o => (o.Separator, o.SkippedTokens) = ("-", ["a"]), words, [1, 2, 3, 4]));
        Assert.AreEqual("b", Of(o => (o.Separator, o.StopAtToken) = ("-", "a"), words, [3, 4, 1]));
        Assert.AreEqual("a", Of(o => (o.Separator, o.StopAtToken) = ("-", ""), words, [1, 2, 3]));
    }

    [TestMethod]
    public void KeysOfEveryTypeWorkDenseOrSparse()
    {
        Check<byte>();
        Check<ushort>();
        Check<uint>();
        Check<ulong>();

        static void Check<T>()
            where T : unmanaged, IBinaryInteger<T>
        {
            T Key(ulong key) => T.CreateTruncating(key);
            // The last row's keys lie past the vocabulary, against the rules.
            Table data = Sequences.Of(
                ["a", "b", "c"],
                new VBuffer<T>(3, [Key(3), Key(0), Key(1)]),
                new VBuffer<T>(100, 2, [Key(2), Key(3)], [7, 90]),
                new VBuffer<T>(5, 0, [], []),
                new VBuffer<T>(3, [Key(4), Key(2), Key(ulong.MaxValue)]));
            CollectionAssert.AreEqual(
                new[] { "c a", "b c", "", "b" }, Values.Of(Catalog.SequenceToText("Text", "Tokens").Fit(data).Transform(data), "Text"),
                typeof(T).Name);
        }
    }

    [TestMethod]
    public void ATextOnceReadStaysAsItWas()
    {
        Table data = Sequences.Of(Words, [3, 4], [5, 5, 5], []);
        IDataView text = Catalog.SequenceToText("Text", "Tokens").Fit(data).Transform(data);
        using DataViewRowCursor cursor = text.GetRowCursor([text.Schema["Text"]]);
        ValueGetter<ReadOnlyMemory<char>> get = cursor.GetGetter<ReadOnlyMemory<char>>(text.Schema["Text"]);
        var kept = new List<ReadOnlyMemory<char>>();
        while (cursor.MoveNext())
        {
            ReadOnlyMemory<char> value = default;
            get(ref value);
            kept.Add(value);
        }
        CollectionAssert.AreEqual(new[] { "the cat", "sat sat sat", "" }, kept.Select(k => k.ToString()).ToArray());
    }

    [TestMethod]
    public void ARowCostsItsTextAndNoMore()
    {
        uint[] keys = [.. Enumerable.Range(0, 200).Select(i => (uint)i % 6 + 1)];
        Table data = Sequences.Of(Words, keys);
        IRowToRowMapper mapper = Catalog.SequenceToText("Text", "Tokens").Fit(data).GetRowToRowMapper(data.Schema);
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        DataViewRow row = mapper.GetRow(cursor, [mapper.OutputSchema["Text"]]);
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(mapper.OutputSchema["Text"]);
        Assert.IsTrue(cursor.MoveNext());
        ReadOnlyMemory<char> text = default;
        get(ref text);
        get(ref text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        get(ref text);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        // A string has two bytes a character, and its header, terminator and padding.
        Assert.IsTrue(bytes <= text.Length * 2 + 32, $"{bytes} bytes for {text.Length} characters");
    }

    [TestMethod]
    public void APredictionEngineGivesText()
    {
        var context = new MLContext();
        ITransformer model = context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(context.Transforms.PadSequences("Tokens", null, length: 5))
            .Append(context.Transforms.Text.SequenceToText("Text", "Tokens"))
            .Fit(new Table().AddText("Text", "the cat sat"));
        PredictionEngine<Line, Line> engine = context.Model.CreatePredictionEngine<Line, Line>(model);
        Assert.AreEqual("sat the [UNK]", engine.Predict(new Line { Text = "Sat! The DOG" }).Text);
        Assert.AreEqual("", engine.Predict(new Line()).Text);
    }

    private static string Of(Action<SequenceToTextEstimator.Options> change, string[] words, uint[] keys)
    {
        var options = new SequenceToTextEstimator.Options { InputColumnName = "Tokens" };
        change(options);
        Table data = Sequences.Of(words, keys);
        return Values.Of(Catalog.SequenceToText(options).Fit(data).Transform(data), "Text").Single();
    }

    private static uint[] Keys(string keys) => [.. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(uint.Parse)];

    internal sealed class Line
    {
        public string Text { get; set; } = "";
    }
}
