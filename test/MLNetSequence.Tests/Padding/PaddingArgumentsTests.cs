using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>What PadSequences refuses, and what it fills in.</summary>
[TestClass]
public class PaddingArgumentsTests
{
    private static readonly TransformsCatalog Catalog = new MLContext().Transforms;

    [TestMethod]
    public void ArgumentsOutsideTheirRangeAreRefusedByName()
    {
        AssertRefused<ArgumentOutOfRangeException>("length", () => Catalog.PadSequences("Out", "In", 0));
        AssertRefused<ArgumentOutOfRangeException>("length", () => Catalog.PadSequences("Out", "In", -1));
        AssertRefused<ArgumentOutOfRangeException>("padding", () => Catalog.PadSequences("Out", "In", 1, (SequenceEnd)2));
        AssertRefused<ArgumentOutOfRangeException>(
            "truncating", () => Catalog.PadSequences("Out", "In", 1, default, (SequenceEnd)(-1)));
        AssertRefused<ArgumentException>("outputColumnName", () => Catalog.PadSequences("", "In", 1));
        AssertRefused<ArgumentException>("outputColumnName", () => Catalog.PadSequences("", null, 1));
        AssertRefused<ArgumentNullException>("outputColumnName", () => Catalog.PadSequences(null!, "In", 1));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).PadSequences("Out", "In", 1));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void WithoutAnInputNameTheOutputTakesTheInputsPlace(string? input)
    {
        Table data = new Table().AddTokens("Tokens", ["a", "b"], [1, 2], [1]);
        IDataView padded = Catalog.PadSequences("Tokens", input, length: 3).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "[0 1 2]", "[0 0 1]" }, Values.Of(padded, "Tokens"));
        Assert.IsTrue(padded.Schema[0].IsHidden);
    }

    private static void AssertRefused<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);
}
