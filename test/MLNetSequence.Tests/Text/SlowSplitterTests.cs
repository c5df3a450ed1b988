using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace MLNetSequence.Tests.Text;

/// <summary>Every way to split gives what a few lines of strings and lists give, on texts that are made to be awkward.</summary>
[TestClass]
public class SlowSplitterTests
{
    private const string Filter = "!.,X\u00e9\u2026\0\uffff";

    // Letters whose lower case is special, halves, marks, right-to-left, white space, filter characters, and tokens of 15 to 17.
    private static readonly string[] Pieces =
    [
        "a", "b", "A", "X", "x", "'", " ", " ", ".", ",", "\u2026", "\u00e9", "\u00c9", "\u00df", "\u1e9e", "\u0130", "\u0131", "\u212a",
        "\u03a3", "\u03c2", "\ud83d", "\ude00", "\ud83d\ude00", "\U00010400", "\0", "\uffff", "\ufffe", "\ufffd", "e\u0301", "\u05e2\u05d1",
        "\u200f", "\u00a0", "\u2028", "\u0085", "\u007f", "\u0080", "abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnopq",
        "abcdefghijklmn\u00e9", "ABCDEFGHIJKLMNO\0",
    ];

    private static readonly Gen<string[]> Texts = Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ArrayOf();

    [TestMethod]
    public void WordsAreWhatTheSlowWayGives() => Check(
        new WordSplitter { FilterCharacters = Filter }, text => Words(text, Filter));

    [TestMethod]
    public void WordsBetweenWhiteSpaceAreWhatTheSlowWayGives() => Check(new WhitespaceSplitter(), text => Words(text, ""));

    [TestMethod]
    public void CharactersAreWhatTheSlowWayGives()
    {
        Check(new CharacterSplitter(), text => Runs(Characters(text), 1, 1, ""));
        Check(new CharacterNGramSplitter { Minimum = 2, Maximum = 20 }, text => Runs(Characters(text), 2, 20, ""));
    }

    [TestMethod]
    public void RunsOfWordsAreWhatTheSlowWayGives() => Check(
        new WordNGramSplitter { Minimum = 1, Maximum = 3, FilterCharacters = Filter }, text => Runs(Words(text, Filter), 1, 3, " "));

    [TestMethod]
    public void MatchesAreWhatTheSlowWayGives()
    {
        const string pattern = "[ab]+|\\s";
        Check(new PatternSplitter(pattern), text => [.. Regex.Matches(text, pattern).Select(match => match.Value)]);
        Check(new CustomSplitter("slow", text => Words(text, "a")), text => Words(text, "a"));
    }

    private static void Check(SequenceSplitter splitter, Func<string, List<string>> slow)
    {
        foreach (bool lower in (bool[])[true, false])
        {
            foreach (string removed in (string[])["", "b,\u00c9\u2026\0"])
            {
                Prop.ForAll(Texts.ToArbitrary(), texts =>
                {
                    string[] all = [.. texts, "abxy ab", "aX ab ab"];
                    SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(
                        o => (o.Splitter, o.LowerCase, o.RemovedCharacters) = (splitter, lower, removed), all[..^1]);
                    List<string>[] tokens = [.. all.Select(text => slow(Normal(text, lower, removed)))];
                    string[] vocabulary = ["[UNK]", .. tokens[..^1].SelectMany(t => t).GroupBy(t => t, StringComparer.Ordinal)
                        .OrderByDescending(g => g.Count()).Select(g => g.Key)];
                    return vocabulary.SequenceEqual(tokenizer.Vocabulary) && all.Zip(tokens).All(pair => pair.Second
                        .Select(word => (uint)Math.Max(1, Array.IndexOf(vocabulary, word) + 1)).SequenceEqual(tokenizer.Keys(pair.First)));
                }).QuickCheckThrowOnFailure();
            }
        }
    }

    private static string Normal(string text, bool lower, string removed)
    {
        string whole = string.Concat(text.EnumerateRunes());
        return string.Concat((lower ? whole.ToLowerInvariant() : whole).Where(c => !removed.Contains(c)));
    }

    private static List<string> Words(string text, string filter)
    {
        char[] blanks = [.. text.Select(c => filter.Contains(c) || char.IsWhiteSpace(c) ? ' ' : c)];
        return [.. new string(blanks).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static List<string> Characters(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    private static List<string> Runs(List<string> parts, int minimum, int maximum, string between) =>
    [
        .. Enumerable.Range(minimum, maximum - minimum + 1).SelectMany(width => Enumerable.Range(0, Math.Max(0, parts.Count - width + 1))
            .Select(start => string.Join(between, parts.GetRange(start, width)))),
    ];
}
