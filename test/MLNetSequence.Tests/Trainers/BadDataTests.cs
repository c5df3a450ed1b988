using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Rows that nothing can be learned from are named, never dropped.</summary>
[TestClass]
public class BadDataTests
{
    private static readonly uint[] One = [1];

    [TestMethod]
    public void NoRows() => AssertRefused(Data([]), "no rows");

    [TestMethod]
    public void OneClassOnly() => AssertRefused(Data([2, 2, 2]), "3 rows", "'Label'", "two classes");

    [TestMethod]
    public void ALabelTypeOfOneClass() => AssertRefused(
        new Table().AddKeys("Label", ["only"], 1, 1).AddTokens("Features", ["a"], One, One), "two classes");

    [TestMethod]
    public void AMissingLabel() => AssertRefused(Data([1, 2, 0, 1]), "Row 3", "'Label'", "missing");

    [TestMethod]
    public void ALabelPastTheLastKeyCountsAsMissing() => AssertRefused(Data([1, 2, 1, 3]), "Row 4", "'Label'");

    [TestMethod]
    public void ALabelThatMapValueToKeyDoesNotKnow()
    {
        var context = new MLContext();
        IDataView known = context.Data.LoadFromEnumerable([new Review { Label = "a" }, new Review { Label = "b" }]);
        IDataView rows = context.Data.LoadFromEnumerable(
            new[] { "a", "b", "c" }.Select(label => new Review { Label = label, Text = "word" }));
        ITransformer keys = context.Transforms.Conversion.MapValueToKey("Label").Fit(known);
        ITransformer tokens = context.Transforms.Text.TokenizeIntoSequence("Features", "Text").Fit(rows);
        AssertRefused(tokens.Transform(keys.Transform(rows)), "Row 3", "'Label'");
    }

    [TestMethod]
    public void ATokenPastTheVocabularyCountsAsMissing()
    {
        // As everywhere in ML.NET: a raw key above the count is no key.
        Table odd = Data([1, 2]).Without("Features").AddTokens("Features", ["a", "b"], [1, 3, 2], [uint.MaxValue, 2]);
        Table same = Data([1, 2]).Without("Features").AddTokens("Features", ["a", "b"], [1, 2], [2]);
        Assert.AreEqual(Quick.Bits(Quick.Trainer().Fit(same)), Quick.Bits(Quick.Trainer().Fit(odd)));
    }

    [TestMethod]
    public void ALearningRateThatIsFarTooHighIsSaidToBeTheCause()
    {
        NotFiniteNumberException error = Assert.ThrowsExactly<NotFiniteNumberException>(
            () => Quick.Trainer(o => o.LearningRate = 1e38).Fit(Quick.Tokens()));
        StringAssert.Contains(error.Message, "epoch 1");
        StringAssert.Contains(error.Message, "learning rate");
    }

    private static Table Data(uint[] labels) => new Table()
        .AddKeys("Label", ["x", "y"], labels)
        .AddTokens("Features", ["a", "b"], [.. labels.Select(_ => One)]);

    private static void AssertRefused(IDataView data, params string[] parts)
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Quick.Trainer().Fit(data));
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }
}
