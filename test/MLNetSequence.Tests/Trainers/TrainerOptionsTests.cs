using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Options are checked one by one, copied, and the same from both overloads.</summary>
[TestClass]
public class TrainerOptionsTests
{
    private static MulticlassClassificationCatalog.MulticlassClassificationTrainers Catalog =>
        new MLContext(1).MulticlassClassification.Trainers;

    [TestMethod]
    [DataRow("HiddenSize", 0)]
    [DataRow("HiddenSize", -1)]
    [DataRow("Layers", 0)]
    [DataRow("Layers", int.MinValue)]
    [DataRow("EmbeddingSize", 0)]
    [DataRow("EmbeddingSize", -7)]
    [DataRow("Epochs", 0)]
    [DataRow("Epochs", -1)]
    [DataRow("BatchSize", 0)]
    [DataRow("BatchSize", -1)]
    [DataRow("Threads", 0)]
    [DataRow("Threads", -1)]
    [DataRow("Dropout", -0.1)]
    [DataRow("Dropout", 1.0)]
    [DataRow("Dropout", double.NaN)]
    [DataRow("Dropout", double.PositiveInfinity)]
    [DataRow("ValidationFraction", -0.1)]
    [DataRow("ValidationFraction", 1.0)]
    [DataRow("ValidationFraction", double.NaN)]
    [DataRow("LearningRate", -1.0)]
    [DataRow("LearningRate", double.NaN)]
    [DataRow("LearningRate", double.PositiveInfinity)]
    [DataRow("ClipNorm", 0.0)]
    [DataRow("ClipNorm", -1.0)]
    [DataRow("ClipNorm", double.NaN)]
    [DataRow("ClipNorm", double.NegativeInfinity)]
    public void AnOptionOutsideItsRangeIsRefusedByName(string name, object value)
    {
        var options = new QuickOptions();
        typeof(QuickOptions).GetProperty(name)!.SetValue(options, value);
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Catalog.Lstm(options));
        Assert.AreEqual(name == "ClipNorm" ? "GlobalClipNorm" : name, error.ParamName);
        Assert.AreEqual(value, error.ActualValue);
    }

    [TestMethod]
    public void EmptyNamesAndNullsAreRefused()
    {
        AssertNames<ArgumentException>("LabelColumnName", () => Catalog.Lstm(labelColumnName: ""));
        AssertNames<ArgumentNullException>("LabelColumnName", () => Catalog.Lstm(labelColumnName: null!));
        AssertNames<ArgumentException>("FeatureColumnNames", () => Catalog.Lstm(featureColumnName: ""));
        AssertNames<ArgumentNullException>("options", () => Catalog.Lstm(new RecurrentLayers(), null!));
        AssertNames<ArgumentNullException>("layers", () => Catalog.Lstm(null!, new SequenceMulticlassTrainer.Options()));
        AssertNames<ArgumentNullException>(
            "catalog", () => ((MulticlassClassificationCatalog.MulticlassClassificationTrainers)null!).Lstm());
        AssertNames<ArgumentOutOfRangeException>("HiddenSize", () => Catalog.Lstm(hiddenSize: 0));
    }

    [TestMethod]
    public void LimitsThatAreInRangeAreTaken()
    {
        SequenceMulticlassTrainer trainer = Quick.Trainer(o =>
        {
            (o.HiddenSize, o.EmbeddingSize, o.Epochs, o.BatchSize) = (1, 1, 1, 1);
            (o.Dropout, o.ValidationFraction, o.ClipNorm) = (0, 0.9, double.PositiveInfinity);
        });
        Assert.AreEqual(1, trainer.Fit(Quick.Tokens()).History.Count);
    }

    /// <summary>Found when the trainer is made, and not after all data was read.</summary>
    [TestMethod]
    public void ANetworkThatIsTooLargeIsRefusedAtOnce()
    {
        foreach (Action<QuickOptions> change in (Action<QuickOptions>[])
            [o => o.Layers = 5000, o => o.HiddenSize = 100_000, o => o.EmbeddingSize = int.MaxValue])
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Catalog.Lstm(Quick.Options(change)));
            StringAssert.Contains(error.Message, "too large");
        }
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        QuickOptions options = Quick.Options();
        SequenceMulticlassTrainer trainer = Catalog.Lstm(options);
        options.LabelColumnName = options.FeatureColumnName = "None";
        (options.HiddenSize, options.Layers, options.Epochs, options.Seed) = (9, 9, 9, 9);
        (options.Dropout, options.LearningRate, options.Bidirectional) = (0.9, 0.9, true);
        options.Progress = new DirectProgress<TrainingProgress>(_ => Assert.Fail("The copy has no progress."));
        options.CancellationToken = new CancellationToken(canceled: true);
        Assert.AreEqual(Quick.Bits(Quick.Trainer().Fit(Quick.Tokens())), Quick.Bits(trainer.Fit(Quick.Tokens())));
    }

    [TestMethod]
    public void BothOverloadsHaveTheSameDefaults() => CollectionAssert.AreEqual(
        Saved.Options(Catalog.Lstm().Fit(Quick.Tokens())),
        Saved.Options(Catalog.Lstm(new RecurrentLayers(), new SequenceMulticlassTrainer.Options()).Fit(Quick.Tokens())));

    [TestMethod]
    public void ThePlainOverloadPassesEveryArgumentOn()
    {
        Table data = new Table()
            .AddKeys("Class", ["x", "y"], [.. Enumerable.Range(0, 8).Select(i => (uint)i % 2 + 1)])
            .AddTokens("Words", ["a", "b"], [.. Enumerable.Range(0, 8).Select(i => new[] { (uint)i % 2 + 1 })]);
        string[] saved = Saved.Options(
            Catalog.Lstm("Class", "Words", hiddenSize: 5, layers: 2, bidirectional: true, epochs: 3).Fit(data));
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "options.labelColumnName: \"Class\"", "options.featureColumnNames: [\"Words\"]", "options.training.epochs: 3",
                "layers.layers.hiddenSize: 5", "layers.layers.layers: 2", "layers.layers.bidirectional: true",
            },
            saved);
    }

    private static void AssertNames<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);
}
