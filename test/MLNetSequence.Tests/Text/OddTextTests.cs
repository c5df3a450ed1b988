using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Texts that are empty, long, or not English.</summary>
[TestClass]
public class OddTextTests
{
    [TestMethod]
    [DataRow("")]
    [DataRow(" \t\r\n ")]
    [DataRow("... !?! ---")]
    public void ATextWithoutWordsIsAnEmptySequence(string text)
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("a", text, "b");
        tokenizer.HasWords("[UNK]", "a", "b");
        tokenizer.Gives(text);
    }

    [TestMethod]
    public void ATextThatIsNullIsEmpty()
    {
        var context = new MLContext();
        IDataView data = context.Data.LoadFromEnumerable([new Review { Text = null! }, new Review { Text = "a" }]);
        IDataView tokens = context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text").Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "[]", "[2]" }, Values.Of(tokens, "Tokens"));
    }

    [TestMethod]
    public void AccentsAreKeptAndLowered()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("Crème BRÛLÉE, crème; ΣΊΣΥΦΟΣ Ёлка");
        tokenizer.HasWords("[UNK]", "crème", "brûlée", "σίσυφοσ", "ёлка");
        tokenizer.Gives("CRÈME creme", 2, 1);
    }

    [TestMethod]
    public void CharactersOutsideTheBasicPlaneStayWhole()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("😀 😀,good 👨‍👩‍👧");
        tokenizer.HasWords("[UNK]", "😀", "good", "👨‍👩‍👧");
        tokenizer.Gives("👨‍👩‍👧!😀 😁", 4, 2, 1);
    }

    /// <summary>A model file is UTF-8 and cannot hold half a character: it becomes U+FFFD, before and after alike.</summary>
    [TestMethod]
    public void HalfACharacterIsReplacedAndTheModelStillLoads()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("a\ud83d b \ude00 \ud800x \ud801x 😀");
        tokenizer.HasWords("[UNK]", "\ufffdx", "a\ufffd", "b", "\ufffd", "😀");
        tokenizer.Gives("\ud805 \udc05 😀 a\ud801", 5, 5, 6, 3);
        var loaded = (SequenceTokenizingTransformer)ModelFile.Reload(tokenizer, Tokenize.Texts().Schema);
        CollectionAssert.AreEqual(tokenizer.Vocabulary.ToArray(), loaded.Vocabulary.ToArray());
    }

    [TestMethod]
    public void EveryKindOfWhiteSpaceSeparates() =>
        Tokenize.Fit("a\u00a0b\u3000c\u2028d\r\ne\u0085f").HasWords("[UNK]", "a", "b", "c", "d", "e", "f");

    [TestMethod]
    public void TheCultureOfTheThreadDoesNotMatter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // Turkish lowers I to a dotless ı; a model trained there must read the same words elsewhere.
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Tokenize.Fit("TITLE I").HasWords("[UNK]", "title", "i");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void LinesMayBeVeryLong()
    {
        const int words = 200_000;
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("a b");
        uint[] keys = tokenizer.Keys(string.Join(' ', Enumerable.Range(0, words).Select(i => i % 2 == 0 ? "b" : "a")));
        Assert.AreEqual(words, keys.Length);
        Assert.IsTrue(keys.Select((key, i) => key == (i % 2 == 0 ? 3u : 2u)).All(right => right));
        string word = new('x', 1_000_000);
        Tokenize.Fit(word).HasWords("[UNK]", word);
    }

    [TestMethod]
    public void AShortTextAfterALongOneIsReadToItsOwnEnd()
    {
        IDataView data = Tokenize.Texts(new string('x', 5000) + " b", "b", "a b", "");
        IDataView tokens = Tokenize.Fit("a b").Transform(data);
        CollectionAssert.AreEqual(new[] { "[1 3]", "[3]", "[2 3]", "[]" }, Values.Of(tokens, "Tokens"));
    }

    [TestMethod]
    public void ReadingMakesNoStrings()
    {
        const int rows = 2000;
        string text = string.Join(' ', Enumerable.Repeat("the film was good", 10));
        IDataView tokens = Tokenize.Fit(text).Transform(Tokenize.Texts([.. Enumerable.Repeat(text, rows)]));
        using DataViewRowCursor cursor = tokens.GetRowCursor(tokens.Schema);
        ValueGetter<VBuffer<uint>> get = cursor.GetGetter<VBuffer<uint>>(tokens.Schema["Tokens"]);
        VBuffer<uint> keys = default;
        cursor.MoveNext();
        get(ref keys);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (cursor.MoveNext())
        {
            get(ref keys);
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // Forty tokens a row, as strings, would take two megabytes and more; what is left here is the test's own table's.
        Assert.IsTrue(allocated < 500_000, $"{allocated} bytes were allocated for {rows} rows.");
    }
}
