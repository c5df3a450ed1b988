using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Loading;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Docs;

/// <summary>
/// The examples of docs/training.md up to a fitted model, as they stand there: what each task reads and appends, inputs, networks, how a
/// training is told, watched and stopped. What comes after is in <see cref="TrainedGuideTests"/>.
/// </summary>
[TestClass]
public class TrainingGuideTests
{
    private readonly MLContext mlContext = new(seed: 1);

    [TestMethod]
    public void WhatEachTaskAppends()
    {
        static string Appended(IDataView data, IEstimator<ITransformer> trainer) => string.Join(
            "; ", trainer.Fit(data).Transform(data).Schema.Skip(data.Schema.Count).Select(c => $"{c.Name}: {c.Type}"));
        Table classes = Toys.Classes(20);
        Assert.AreEqual(
            "PredictedLabel: Key<UInt32, 0-2>; Score: Vector<Single, 3>",
            Appended(classes, mlContext.MulticlassClassification.Trainers.Lstm(hiddenSize: 4, bidirectional: true, epochs: 1)));
        Table flags = classes.Without("Label").AddFlags("Label", TableColumns.Each(20, i => i % 2 == 0));
        Assert.AreEqual(
            "PredictedLabel: Boolean; Score: Single; Probability: Single",
            Appended(flags, mlContext.BinaryClassification.Trainers.Gru(hiddenSize: 4, epochs: 1)));
        Table number = Toys.Numbers(20);
        Assert.AreEqual("Score: Single", Appended(number, mlContext.Regression.Trainers.SimpleRnn(hiddenSize: 4, epochs: 1)));
        Table several = number.Without("Label").AddKnown("Label", [2], TableColumns.Each(20, i => new float[] { i, -i }));
        Assert.AreEqual("Score: Vector<Single, 2>", Appended(several, mlContext.Regression.Trainers.Lstm(hiddenSize: 4, epochs: 1)));
        Table tags = Toys.Tagged(20);
        Assert.AreEqual(
            "PredictedLabel: Vector<Key<UInt32, 0-2>>; Score: Vector<Single, *, 3>",
            Appended(tags, mlContext.MulticlassClassification.Trainers.SequenceTagger(hiddenSize: 4, epochs: 1)));
    }

    [TestMethod]
    public void TheLongForm()
    {
        SequenceMulticlassTrainer trainer = mlContext.MulticlassClassification.Trainers.Lstm(
            new RecurrentLayers { HiddenSize = 64, Layers = 2, Bidirectional = true, Dropout = 0.4 },
            new SequenceMulticlassTrainer.Options
            {
                LabelColumnName = "Label",
                FeatureColumnNames = ["Features"],
                LabelSmoothing = 0.1,
                Training = new() { Epochs = 20, BatchSize = 64, ValidationFraction = 0.1, EarlyStopping = new() { Patience = 3 } },
            });
        SequenceMulticlassPredictionTransformer model = trainer.Fit(Toys.Classes(30));
        Assert.AreEqual(2, Small.LayersOf(model).Count(l => l.StartsWith("LSTM", StringComparison.Ordinal)));
        Assert.IsNotNull(model.History[0].ValidationLoss);
    }

    [TestMethod]
    public void SeveralColumns()
    {
        using var files = new DataFiles();
        Table data = Mixed(12);
        var vectors = WordVectors.Load(files.Write("a 1 2 3", "b -1 -2 -3"), data.Schema["Words"]);
        SequenceMulticlassPredictionTransformer model = mlContext.MulticlassClassification.Trainers.Gru(
            Toys.Layers,
            new SequenceMulticlassTrainer.Options
            {
                FeatureColumnNames = ["Words", "Tags", "Pitch"],
                EmbeddingSize = 64,
                Embeddings = new Dictionary<string, TokenEmbedding>
                {
                    ["Words"] = new() { Vectors = vectors.Matrix, Trainable = false },
                    ["Tags"] = TokenEmbedding.OneHot,
                },
                StaticFeatureColumnName = "Patient",
                ExampleWeightColumnName = "Weight",
                Training = Toys.Training(),
            }).Fit(data);
        // Three numbers of a word's vector, one for each of three tags and for none, the pitch; those of a patient join 8 units.
        StringAssert.Contains(model.Network.Summary(), "(T, 8)");
        StringAssert.Contains(model.Network.Summary(), "(11)");
        Assert.AreEqual(12, Values.Of(model.Transform(data), "PredictedLabel").Length);
    }

    [TestMethod]
    public void PaddingOfSeries()
    {
        Table data = new Table().AddNumbers("Label", 1, 2, 3, 4).AddSeries("Series", 1, [1, 2], [3], [4, 5, 6], [7]);
        IDataView padded = mlContext.Transforms.PadSequences("Series", length: 5, value: float.NaN).Fit(data).Transform(data);
        string[] Scores(IDataView rows) => Values.Of(
            Toys.Regression(o => o.FeatureColumnNames = ["Series"]).Fit(rows).Transform(rows), "Score");
        CollectionAssert.AreEqual(Scores(data), Scores(padded));
        Table missing = new Table().AddNumbers("Label", 1, 2).AddSeries("Series", 2, [1, 2], [3, 4, 5, float.NaN]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Toys.Regression(o => o.FeatureColumnNames = ["Series"]).Fit(missing));
        StringAssert.Contains(error.Message, "Row 2");
        StringAssert.Contains(error.Message, "step 2");
        StringAssert.Contains(error.Message, "'Series'");
    }

    [TestMethod]
    public void Networks()
    {
        Table data = Mixed(12);
        Table yesNo = data.Without("Label").AddFlags("Label", TableColumns.Each(12, i => i % 2 == 0));
        SequenceBinaryPredictionTransformer own = mlContext.BinaryClassification.Trainers.RecurrentNetwork(
            x => x.Conv1D(64, kernelSize: 5)
                .Residual(r => r.LayerNorm().Gru(64, returnSequences: true))
                .AttentionPooling(64)
                .JoinStatics(3)
                .Dense(32, Activation.Relu),
            new() { FeatureColumnNames = ["Words"], StaticFeatureColumnName = "Patient", Training = Toys.Training() }).Fit(yesNo);
        StringAssert.Contains(own.Network.Summary(), "(67)");

        Table vowels = new Table()
            .AddKeys("Label", ["1", "2", "3", "4", "5", "6", "7", "8", "9"], [.. Enumerable.Range(1, 18).Select(i => (uint)(i % 9) + 1)])
            .AddSeries("Features", 12, TableColumns.Each(18, i => new float[12 * (i % 3 + 1)]));
        SequenceMulticlassTrainer whole = mlContext.MulticlassClassification.Trainers.RecurrentNetwork(
            new SequenceNetwork(features: 12).Gru(64, bidirectional: true, returnSequences: true).MeanPooling().Dense(9));
        Assert.AreEqual(9, whole.Fit(vowels).Transform(vowels).GetColumn<float[]>("Score").First().Length);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => whole.Fit(Toys.Classes(9))).Message, "network");
    }

    [TestMethod]
    public void HowItLearns()
    {
        using var files = new DataFiles();
        string path = files.At("reviews.checkpoint");
        SequenceMulticlassPredictionTransformer model = mlContext.MulticlassClassification.Trainers.Lstm(
            Toys.Layers,
            new SequenceMulticlassTrainer.Options
            {
                Training = new()
                {
                    Epochs = 30,
                    BatchSize = 64,
                    Optimizer = new AdamW { WeightDecay = 0.01 },
                    Schedule = new OneCycleSchedule { MaximumRate = 3e-3 },
                    EarlyStopping = new() { Patience = 4 },
                    Checkpoints = new() { Path = path },
                },
                ValidationColumnName = "IsValidation",
                BalanceClasses = true,
            }).Fit(Toys.Classes(40).AddFlags("IsValidation", TableColumns.Each(40, i => i % 4 == 0)));
        Assert.IsTrue(File.Exists(path));
        Assert.IsNotNull(model.History[0].ValidationLoss);
        var weighted = new SequenceMulticlassTrainer.Options { ClassWeights = new Dictionary<string, double> { ["rare"] = 5 } };
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => mlContext.MulticlassClassification.Trainers.Lstm(Toys.Layers, weighted).Fit(Toys.Classes(9)));
        StringAssert.Contains(error.Message, "The labels are: X, Y, Z");
        Assert.AreEqual(1.0, new TrainingOptions().GlobalClipNorm);
    }

    [TestMethod]
    public void WhichRate()
    {
        using var files = new DataFiles();
        var trainer = mlContext.MulticlassClassification.Trainers.Lstm(hiddenSize: 8);
        LearningRateRange range = trainer.FindLearningRate(Toys.Classes(40));
        Assert.AreEqual(100, range.Points.Count, "A hundred batches.");
        Assert.IsTrue(range.Suggested is >= 1e-6 and <= 1);
        range.SaveSvg(files.At("learning-rate.svg"));
        StringAssert.Contains(File.ReadAllText(files.At("learning-rate.svg")), "<svg");
    }

    [TestMethod]
    public void WatchingAndStopping()
    {
        using var files = new DataFiles();
        using var stop = new CancellationTokenSource();
        var logger = new ListLogger();
        var options = new SequenceMulticlassTrainer.Options
        {
            Training = Toys.Training(epochs: 30) with { ValidationFraction = 0.2 },
            Progress = new DirectProgress<TrainingProgress>(p =>
            {
                if (p.Epoch == 3)
                {
                    stop.Cancel();
                }
            }),
            Logger = logger,
            CancellationToken = stop.Token,
        };
        ITransformer model = mlContext.MulticlassClassification.Trainers.Lstm(Toys.Layers, options).Fit(Toys.Classes(40));
        SequencePredictionTransformer trained = ModelFile.Reload(model, Toys.Classes(1).Schema).GetSequenceModel();
        Assert.AreEqual(TrainingOutcome.Cancelled, trained.Report.Outcome);
        StringAssert.Contains(trained.Report.ToString(), "best epoch");
        Assert.IsTrue(logger.Lines.Any(l => l.Line == trained.Report.Message), "A warning in the log.");
        Assert.IsTrue(logger.Lines.Any(l => l.Line.Contains("epoch 1/30")), "A line an epoch.");
        trained.History.SaveCsv(files.At("history.csv"));
        trained.History.SaveSvg(files.At("learning-curve.svg"));
        Assert.AreEqual(trained.History.Count + 1, File.ReadAllLines(files.At("history.csv")).Length);
        StringAssert.Contains(File.ReadAllText(files.At("learning-curve.svg")), "<svg");
        StringAssert.Contains(trained.Network.Summary(), "LSTM(8)");
        Assert.AreEqual(30, trained.TrainerOptions.Training.Epochs);
        // The token is cancelled already.
        Assert.ThrowsExactly<OperationCanceledException>(
            () => mlContext.MulticlassClassification.Trainers.Lstm(Toys.Layers, options).Fit(Toys.Classes(40)));
    }

    // Sequences of one to three steps: a word, a tag and a pitch each; three numbers of the patient.
    private static Table Mixed(int rows) => new Table()
        .AddKeys("Label", ["X", "Y"], TableColumns.Each(rows, i => (uint)(i % 2) + 1))
        .AddTokens("Words", ["a", "b"], TableColumns.Each(rows, i => Enumerable.Repeat((uint)(i % 2) + 1, i % 3 + 1).ToArray()))
        .AddTokens("Tags", Toys.Tags, TableColumns.Each(rows, i => Enumerable.Repeat((uint)(i % 3) + 1, i % 3 + 1).ToArray()))
        .AddSeries("Pitch", 0, TableColumns.Each(rows, i => Enumerable.Repeat(i / 10f, i % 3 + 1).ToArray()))
        .AddKnown("Patient", [3], TableColumns.Each(rows, i => new[] { i / 12f, 0, 1 }))
        .AddNumbers("Weight", TableColumns.Each(rows, i => 1f + i % 2));
}
