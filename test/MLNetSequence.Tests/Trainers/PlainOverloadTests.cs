using Microsoft.ML;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Support.TableColumns;

namespace MLNetSequence.Tests.Trainers;

/// <summary>The overload of a few plain arguments is the one of options with as many set, for every task and cell.</summary>
[TestClass]
public class PlainOverloadTests
{
    private static readonly RecurrentLayers Told = new() { HiddenSize = 5, Layers = 2, Bidirectional = true };

    private static readonly Table Data = new Table()
        .AddKeys("K", ["x", "y"], Each(8, i => (uint)i % 2 + 1))
        .AddFlags("B", Each(8, i => i % 2 == 0))
        .AddNumbers("N", Each(8, i => (float)i))
        .AddSeries("F", 2, Each(8, i => new float[] { i, 1 }));

    [TestMethod]
    public void OfClasses()
    {
        MulticlassClassificationCatalog.MulticlassClassificationTrainers Catalog() => new MLContext(1).MulticlassClassification.Trainers;
        SequenceMulticlassTrainer.Options options = Options<SequenceMulticlassTrainer.Options>("K");
        AreTheSame(Catalog().SimpleRnn("K", "F", 5, 2, true, 3).Fit(Data), Catalog().SimpleRnn(Told, options).Fit(Data));
        AreTheSame(Catalog().Lstm("K", "F", 5, 2, true, 3).Fit(Data), Catalog().Lstm(Told, options).Fit(Data));
        AreTheSame(Catalog().Gru("K", "F", 5, 2, true, 3).Fit(Data), Catalog().Gru(Told, options).Fit(Data));
    }

    [TestMethod]
    public void OfYesAndNo()
    {
        BinaryClassificationCatalog.BinaryClassificationTrainers Catalog() => new MLContext(1).BinaryClassification.Trainers;
        SequenceBinaryTrainer.Options options = Options<SequenceBinaryTrainer.Options>("B");
        AreTheSame(Catalog().SimpleRnn("B", "F", 5, 2, true, 3).Fit(Data), Catalog().SimpleRnn(Told, options).Fit(Data));
        AreTheSame(Catalog().Lstm("B", "F", 5, 2, true, 3).Fit(Data), Catalog().Lstm(Told, options).Fit(Data));
        AreTheSame(Catalog().Gru("B", "F", 5, 2, true, 3).Fit(Data), Catalog().Gru(Told, options).Fit(Data));
    }

    [TestMethod]
    public void OfNumbers()
    {
        RegressionCatalog.RegressionTrainers Catalog() => new MLContext(1).Regression.Trainers;
        SequenceRegressionTrainer.Options options = Options<SequenceRegressionTrainer.Options>("N");
        AreTheSame(Catalog().SimpleRnn("N", "F", 5, 2, true, 3).Fit(Data), Catalog().SimpleRnn(Told, options).Fit(Data));
        AreTheSame(Catalog().Lstm("N", "F", 5, 2, true, 3).Fit(Data), Catalog().Lstm(Told, options).Fit(Data));
        AreTheSame(Catalog().Gru("N", "F", 5, 2, true, 3).Fit(Data), Catalog().Gru(Told, options).Fit(Data));
    }

    private static T Options<T>(string label)
        where T : SequenceTrainerOptions, new() => new()
        {
            LabelColumnName = label,
            FeatureColumnNames = ["F"],
            Training = new() { Epochs = 3 },
        };

    // The seed comes from the context, which is the same.
    private static void AreTheSame(SequencePredictionTransformer expected, SequencePredictionTransformer found)
    {
        Assert.AreEqual(expected.Network.Summary(), found.Network.Summary());
        Assert.AreEqual(3, found.History.Count);
        Assert.AreEqual(Quick.Bits(expected), Quick.Bits(found));
    }
}
