using System.Text.RegularExpressions;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Tokens by a regular expression, and what it may not do.</summary>
[TestClass]
public class PatternSplitterTests
{
    // Backtracks 2ⁿ times over n letters without a final digit; the look-ahead keeps it from running without backtracking.
    private const string Explosive = "(?=x|a)(a+)+[0-9]";

    [TestMethod]
    public void MatchesAreTokensOrSeparate()
    {
        Tokenize.FitSplit(new PatternSplitter(@"\w+|[^\w\s]"), "Ships: 3!").HasWords("[UNK]", "ships", ":", "3", "!");
        Tokenize.FitSplit(new PatternSplitter(", *") { MatchesSeparate = true }, "a b,,c,  d,").HasWords("[UNK]", "a b", "c", "d");
        Tokenize.FitSplit(new PatternSplitter("x*"), "axxb x").HasWords("[UNK]", "xx", "x");
        // Before every capital: the pattern needs to look ahead, so it backtracks.
        Tokenize.FitWith(
            o => (o.Splitter, o.LowerCase) = (new PatternSplitter("(?=[A-Z])") { MatchesSeparate = true }, false), "camelCaseWords")
            .HasWords("[UNK]", "camel", "Case", "Words");
        Tokenize.FitWith(
            o => (o.Splitter, o.LowerCase) = (new PatternSplitter("[a-c]+") { IgnoreCase = true }, false), "xABCxabcx")
            .HasWords("[UNK]", "ABC", "abc");
    }

    [TestMethod]
    public void TheCultureOfTheThreadDoesNotMatter()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Tokenize.FitWith(
                o => (o.Splitter, o.LowerCase) = (new PatternSplitter("title") { IgnoreCase = true }, false), "a TITLE")
                .HasWords("[UNK]", "TITLE");
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>Half a character is no token: whoever matches the first half gets both.</summary>
    [TestMethod]
    public void AMatchDoesNotCutACharacter()
    {
        Tokenize.FitSplit(new PatternSplitter("."), "a😀b").HasWords("[UNK]", "a", "😀", "b");
        Tokenize.FitSplit(new PatternSplitter(".") { MatchesSeparate = true }, "\n😀\n").HasWords("[UNK]", "\n");
        Tokenize.FitSplit(new PatternSplitter("(?<=\\ud83d)") { MatchesSeparate = true }, "a😀b").HasWords("[UNK]", "a😀", "b");
    }

    [TestMethod]
    public void ATextThatTakesTooLongIsNamedInFitAndTransform()
    {
        var splitter = new PatternSplitter(Explosive) { TimeLimit = TimeSpan.FromMilliseconds(500) };
        string hard = new('a', 60);
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Tokenize.FitSplit(splitter, "aa1", "a2", hard, "a3"));
        AssertNames(error, "Row 3, column 'Text'");
        SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(splitter, "aa1", "a2");
        IDataView data = tokenizer.Transform(Tokenize.Texts("a2", hard));
        AssertNames(Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(data, "Tokens")), "Row 2, column 'Text'");
    }

    [TestMethod]
    public void WithoutLookAroundAHostileTextTakesNoTime() =>
        Tokenize.FitSplit(new PatternSplitter("(a+)+[0-9]"), "aa1", new string('a', 5000)).HasWords("[UNK]", "aa1");

    /// <summary>Each match is quick, but there are many: the limit is one for the text.</summary>
    [TestMethod]
    public void TheLimitIsForAllMatchesOfAText()
    {
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o =>
        {
            o.Splitter = new PatternSplitter("a") { TimeLimit = TimeSpan.FromMilliseconds(1) };
            o.Vocabulary = SequenceVocabulary.FromWords(["a"]);
        });
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => tokenizer.Keys(new string('a', 5_000_000)));
        StringAssert.Contains(error.Message, "0.001 s");
    }

    /// <summary>A few matches that each take long, none of them as long as the limit, are too long together.</summary>
    [TestMethod]
    public void TheLimitIsForAFewSlowMatchesToo()
    {
        // Each run of letters is tried in 2ⁿ ways before the other half of the pattern takes it.
        SequenceTokenizingTransformer tokenizer = Tokenize.FitWith(o =>
        {
            o.Splitter = new PatternSplitter("(?=x|a)(?:(a+)+[0-9]|a+)") { TimeLimit = TimeSpan.FromSeconds(1) };
            o.Vocabulary = SequenceVocabulary.FromWords(["a"]);
        });
        string slow = new('a', 22);
        while (Seconds(() => tokenizer.Keys(slow)) < 0.05)
        {
            slow += "a";
        }
        string hard = string.Join(' ', Enumerable.Repeat(slow, 60));
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => tokenizer.Keys(hard));
        Assert.IsNull(error.InnerException, "No match alone takes that long.");
    }

    [TestMethod]
    public void SettingsOutsideTheirRangeAreRefused()
    {
        AssertRefused<ArgumentException>("Pattern", new PatternSplitter("("));
        AssertRefused<ArgumentException>("Pattern", new PatternSplitter(""));
        AssertRefused<ArgumentNullException>("Pattern", new PatternSplitter(null!));
        AssertRefused<ArgumentException>("Pattern", new PatternSplitter("\ud83d"));
        AssertRefused<ArgumentOutOfRangeException>("TimeLimit", new PatternSplitter("a") { TimeLimit = TimeSpan.Zero });
        AssertRefused<ArgumentOutOfRangeException>("TimeLimit", new PatternSplitter("a") { TimeLimit = TimeSpan.FromDays(30) });
        Tokenize.FitSplit(new PatternSplitter("a") { TimeLimit = Timeout.InfiniteTimeSpan }, "a").HasWords("[UNK]", "a");
    }

    [TestMethod]
    public void ThePatternAndTheLimitSurviveSaving()
    {
        var splitter = new PatternSplitter(Explosive) { TimeLimit = TimeSpan.FromMilliseconds(500) };
        SequenceTokenizingTransformer tokenizer = Tokenize.FitSplit(splitter, "aa1");
        var loaded = (SequenceTokenizingTransformer)ModelFile.Reload(tokenizer, Tokenize.Texts().Schema);
        loaded.Gives("xaa1", 2);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => loaded.Keys(new string('a', 60))).Message, "0.5 s");
    }

    private static double Seconds(Action work)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }

    private static void AssertNames(InvalidOperationException error, string place)
    {
        foreach (string part in (string[])[place, Explosive, "0.5 s", "60 characters", "TimeLimit"])
        {
            StringAssert.Contains(error.Message, part);
        }
        Assert.IsInstanceOfType<RegexMatchTimeoutException>(error.InnerException);
    }

    private static void AssertRefused<T>(string name, SequenceSplitter splitter)
        where T : ArgumentException
    {
        TransformsCatalog.TextTransforms catalog = new MLContext().Transforms.Text;
        Assert.AreEqual(name, Assert.ThrowsExactly<T>(() => catalog.TokenizeIntoSequence("Tokens", "Text", splitter)).ParamName);
    }
}
