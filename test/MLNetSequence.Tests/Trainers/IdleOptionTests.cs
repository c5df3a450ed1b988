using Microsoft.Extensions.Logging;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>An option that cannot do anything with these columns is refused, or said to do nothing.</summary>
[TestClass]
public class IdleOptionTests
{
    [TestMethod]
    public void APaddingValueIsRefusedWithTokens()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.PaddingValue = 0).Fit(Toys.Classes(9)));
        StringAssert.Contains(error.Message, "PaddingValue");
        StringAssert.Contains(error.Message, "'Features'");
    }

    [TestMethod]
    public void TheLabelIsNoFeature()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Tagger(o => o.FeatureColumnNames = ["Features", "Label"]));
        StringAssert.Contains(error.Message, "FeatureColumnNames names 'Label'");
        error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Regression(o => o.StaticFeatureColumnName = "Label"));
        StringAssert.Contains(error.Message, "StaticFeatureColumnName names 'Label'");
    }

    [TestMethod]
    public void AnInitialModelMustHoldATrainedOneAndIsLookedAtBeforeAnyData()
    {
        ITransformer other = new MLContext(1).Transforms.CopyColumns("Copy", "Label").Fit(Toys.Classes(1));
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Toys.Classifier(o => o.InitialModel = other));
        StringAssert.Contains(error.Message, "InitialModel");
        StringAssert.Contains(error.Message, "no trained model");
    }

    [TestMethod]
    public void AnEmbeddingSizeIsSaidToDoNothingForSeries()
    {
        Table series = Toys.Classes(9).Without("Features").AddSeries("Features", 1, [.. Toys.Sequences(9).Select(s => s.Select(t => (float)t).ToArray())]);
        ListLogger Fit(Table data)
        {
            var logger = new ListLogger();
            Toys.Classifier(o => o.Logger = logger).Fit(data);
            return logger;
        }
        Assert.AreEqual(1, Fit(series).Lines.Count(l => l.Level == LogLevel.Warning && l.Line.Contains("EmbeddingSize does nothing")));
        Assert.IsFalse(Fit(Toys.Classes(9)).Lines.Any(l => l.Level == LogLevel.Warning));
    }
}
