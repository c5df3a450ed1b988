using FsCheck;
using FsCheck.Fluent;

namespace MLNetSequence.Tests.Text;

/// <summary>The fast tokenizer gives what the slow one gives, on any texts.</summary>
[TestClass]
public class SlowTokenizerTests
{
    // What words are made of and separated by, what lowering and mending change, and what needs more than a byte or a unit.
    private static readonly string[] Pieces =
    [
        "a", "B", "c", "'", " ", " ", ".", "\t", "\n", "\u00a0", "\u2003", "é", "É", "ß", "İ", "😀", "\ud83d", "\ude00", "\0", "𐐀", "עב",
        "e\u0301", "z9",
    ];

    private static readonly Gen<string> AnyText = Gen.Elements(Pieces).ArrayOf().Select(string.Concat);

    [TestMethod]
    public void AnyTextsGiveTheSameVocabularyAndTheSameKeys() =>
        Prop.ForAll(AnyText.NonEmptyListOf().ToArbitrary(), texts =>
        {
            string[] all = [.. texts, "a"];
            string[] expected = SlowTokenizer.Vocabulary(all);
            SequenceTokenizingTransformer tokenizer = Tokenize.Fit(all);
            return expected.SequenceEqual(tokenizer.Vocabulary)
                && all.All(text => Keys(text, expected).SequenceEqual(tokenizer.Keys(text)));
        }).QuickCheckThrowOnFailure();

    /// <summary>Every character, alone and inside a word, at every place of the groups that are looked at in one go.</summary>
    [TestMethod]
    public void EveryCharacterSeparatesOrDoesNotWhereverItStands()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o => o.LowerCase = false, "x");
        var text = new System.Text.StringBuilder();
        uint[] expected = new uint[0x10000 * 2];
        int count = 0;
        for (int c = 0; c <= 0xffff; c++)
        {
            bool separates = char.IsWhiteSpace((char)c) || WordSplitter.DefaultFilterCharacters.Contains((char)c);
            text.Append("x ").Append((char)c).Append("x ");
            expected[count++] = 2;
            expected[count++] = separates ? 2u : 1u;
        }
        CollectionAssert.AreEqual(expected, tokenizer.Keys(text.ToString()));
    }

    [TestMethod]
    public void WordsOfEveryLengthEndWhereverTheyMay()
    {
        for (int length = 1; length <= 140; length++)
        {
            string word = new('w', length);
            string text = word + "," + word + "é " + word;
            SequenceTokenizingTransformer tokenizer = Tokenize.Fit(text);
            tokenizer.HasWords("[UNK]", word, word + "é");
            tokenizer.Gives($" {text} {word}w", 2, 3, 2, 1);
        }
    }

    private static IEnumerable<uint> Keys(string text, string[] vocabulary) =>
        SlowTokenizer.Words(text).Select(word => (uint)Array.IndexOf(vocabulary, word) + 1);
}
