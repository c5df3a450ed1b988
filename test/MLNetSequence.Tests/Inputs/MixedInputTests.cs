using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Inputs.ReadInputs;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Inputs;

/// <summary>What a network gets of tokens, series and static numbers together.</summary>
[TestClass]
public class MixedInputTests
{
    private static readonly string[] Words = ["a", "b", "c"];

    [TestMethod]
    public void TokensComeFirstWhateverTheOrderOfTheColumns()
    {
        Table data = new Table().AddSeries("S", 0, [5, 6]).AddTokens("T", Words, [1, 2])
            .AddSeries("R", 0, [7, 8]).AddTokens("U", Words, [3, 3]);
        CollectionAssert.AreEqual(new[] { "2: 1 2/3 3|5 7 6 8|" }, Lines(data, ["S", "T", "R", "U"]));
        CollectionAssert.AreEqual(new[] { "2: 3 3/1 2|7 5 8 6|" }, Lines(data, ["U", "R", "T", "S"]));
    }

    /// <summary>Where there are tokens, they alone say what is padding, whatever the numbers beside them.</summary>
    [TestMethod]
    public void TokensDecideWhatIsPadding()
    {
        Table data = new Table().AddTokens("T", Words, [0, 1, 0, 2]).AddSeries("S", 2, [1, 2, 3, 4, NaN, float.PositiveInfinity, 7, 8]);
        CollectionAssert.AreEqual(new[] { "2: 1 2|3 4 7 8|" }, Lines(data, ["T", "S"]));
    }

    [TestMethod]
    public void ANumberThatIsNoneBesideATokenIsNamedByItsStepInTheRow()
    {
        Table data = new Table().AddTokens("T", Words, [0, 0, 1]).AddSeries("R", 0, [1, 2, 3]).AddSeries("S", 2, [1, 2, 3, 4, 5, NaN]);
        IsRefused(data, ["T", "R", "S"], ["Row 1", "NaN", "'S'", "step 3", "feature 2"]);
    }

    [TestMethod]
    public void TokensAndSeriesThatDifferInTheirStepsAreNamed()
    {
        Table data = new Table().AddSeries("S", 2, [1, 2], [1, 2]).AddTokens("T", Words, [1], [1, 2]);
        IsRefused(data, ["S", "T"], ["Row 2", "2 steps in column 'T'", "1 in column 'S'"]);
    }

    [TestMethod]
    public void ARowWithoutStepsHasItsStaticNumbersAllTheSame()
    {
        Table data = new Table().AddTokens("T", Words, [], [1]).AddKnown("N", [3], [1, 2, 3], [4, 5, 6]);
        CollectionAssert.AreEqual(new[] { "0: ||1 2 3", "1: 1||4 5 6" }, Lines(data, ["T"], "N"));
    }

    [TestMethod]
    public void AStaticNumberMayBeASingleOne()
    {
        Table data = new Table().AddSeries("S", 0, [1], [2]).AddNumbers("N", 7, 8);
        CollectionAssert.AreEqual(new[] { "1: |1|7", "1: |2|8" }, Lines(data, ["S"], "N"));
    }

    [TestMethod]
    [DataRow(float.NaN, "NaN")]
    [DataRow(float.NegativeInfinity, "-Infinity")]
    public void AStaticNumberThatIsNoneIsRefused(float value, string text)
    {
        Table data = new Table().AddSeries("S", 0, [1], [2]).AddKnown("N", [2], [1, 2], [3, value]);
        IsRefused(data, ["S"], ["Row 2", $"has {text}", "'N'", "slot 2"], "N");
    }

    [TestMethod]
    public void AColumnOfStepsMayGiveTheStaticNumbersToo()
    {
        Table data = new Table().AddKnown("S", [2], [1, 2]);
        CollectionAssert.AreEqual(new[] { "2: |1 2|1 2" }, Lines(data, ["S"], "S"));
    }

    [TestMethod]
    public void AColumnNamedTwiceIsRefused()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Small.Multiclass(o => o.FeatureColumnNames = ["A", "B", "A"]));
        StringAssert.Contains(error.Message, "FeatureColumnNames holds 'A' more than once");
    }
}
