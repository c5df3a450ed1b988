using Microsoft.ML;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;
using Catalog = Microsoft.ML.AnomalyDetectionCatalog.AnomalyDetectionTrainers;

namespace MLNetSequence.Tests.Anomalies;

/// <summary>No option is silently ignored, and what counts outlives a model file.</summary>
[TestClass]
public class AnomalyOptionsTests
{
    private static readonly Catalog Trainers = new MLContext(1).AnomalyDetection.Trainers;

    /// <summary>An option each, and what else it takes to matter.</summary>
    private static IEnumerable<(string Name, Action<SequenceAnomalyTrainer.Options> Change)> Changes =>
    [
        .. Common.Select(c => (c.Name, (Action<SequenceAnomalyTrainer.Options>)(o => c.Change(o)))),
        ("InputColumnNames", o => o.InputColumnNames = ["Other"]),
        ("GroupColumnName", o => o.GroupColumnName = "Name"),
        ("WindowSize", o => o.WindowSize = 5),
        ("Stride", o => o.Stride = 3),
        ("Training", o => o.Training = Small.Training with { Epochs = 3 }),
    ];

    private static IEnumerable<(string Name, Action<AnomalyDetectionOptions> Change)> Common =>
    [
        ("OutputColumnName", o => o.OutputColumnName = "Strange"),
        ("ScoreColumnName", o => o.ScoreColumnName = null),
        ("PredictedLabelColumnName", o => o.PredictedLabelColumnName = "Alarm"),
        ("ContributionsColumnName", o => o.ContributionsColumnName = "Why"),
        ("ThresholdQuantile", o => o.ThresholdQuantile = 0.5),
        ("ExpectedRate", o => o.ExpectedRate = 0.3),
        ("CalibrationFraction", o => o.CalibrationFraction = 0),
        ("MinimumRows", o => o.MinimumRows = 1),
    ];

    private static IEnumerable<object[]> Names => Changes.Select(c => new object[] { c.Name });

    private static IEnumerable<object[]> CommonNames => Common.Select(c => new object[] { c.Name });

    [TestMethod]
    public void EveryOptionThatCanBeSetHasACase()
    {
        // These are tested below; the others are in the tables.
        string[] run = ["TimeColumnName", "Progress", "Logger", "CancellationToken"];
        CollectionAssert.AreEquivalent(Settable<SequenceAnomalyTrainer.Options>(), Changes.Select(c => c.Name).Concat(run).ToArray());
        CollectionAssert.AreEquivalent(
            Settable<ForecastResidualTrainer.Options>(), Common.Select(c => c.Name).Append("CancellationToken").ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void ItChangesTheModelAndOutlivesAModelFile(string name) => Differ(
        Told().Fit(Data()), Told(Changes.Single(c => c.Name == name).Change).Fit(Data()));

    [TestMethod]
    [DynamicData(nameof(CommonNames))]
    public void SoWithAForecaster(string name) => Differ(
        Naive().Fit(Data()), Naive(Common.Single(c => c.Name == name).Change).Fit(Data()));

    [TestMethod]
    public void OptionsOfTheRun()
    {
        var told = new List<TrainingProgress>();
        var logger = new ListLogger();
        SequenceAnomalyTransformer model =
            Told(o => (o.Progress, o.Logger) = (new DirectProgress<TrainingProgress>(told.Add), logger)).Fit(Data());
        CollectionAssert.AreEqual(model.History!.ToArray(), told.Where(t => t.IsEpochEnd).ToArray());
        Assert.AreEqual(1 + model.History!.Count, logger.Lines.Count);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Told(o => o.CancellationToken = source.Token).Fit(Data()));
        Assert.Throws<OperationCanceledException>(() => Naive(o => o.CancellationToken = source.Token).Fit(Data()));
    }

    [TestMethod]
    public void ATrainingThatIsCancelledIsScoredAsFarAsItCame()
    {
        using var source = new CancellationTokenSource();
        var progress = new DirectProgress<TrainingProgress>(at =>
        {
            if (at.IsEpochEnd)
            {
                source.Cancel();
            }
        });
        SequenceAnomalyTransformer model = Told(o =>
            (o.Progress, o.CancellationToken, o.Training) = (progress, source.Token, Small.Training with { Epochs = 50 })).Fit(Data());
        Assert.AreEqual(TrainingOutcome.Cancelled, model.Report!.Outcome);
        Assert.IsTrue(Verdicts.Of(model, Data()).Scores.Any(float.IsFinite));
    }

    [TestMethod]
    public void ValidationIsBeforeTheRowsThatScoresAreMeasuredOn()
    {
        SequenceAnomalyTransformer model = Told(o => o.Training = Small.Training with { ValidationFraction = 0.25 }).Fit(Data());
        Assert.IsTrue(model.History![^1].ValidationLoss > 0);
    }

    [TestMethod]
    public void ChangingOptionsLaterChangesNothing()
    {
        var names = new List<string> { "Value" };
        SequenceAnomalyTrainer.Options options = Detectors.Options(o => (o.Training, o.InputColumnNames) = (Small.Training, names));
        SequenceAnomalyTrainer trainer = Trainers.LstmAutoencoder(Small.Layers, options);
        string before = Text(trainer.Fit(Data()));
        names[0] = "Other";
        (options.WindowSize, options.OutputColumnName, options.ExpectedRate) = (2, "X", 0.4);
        Assert.AreEqual(before, Text(trainer.Fit(Data())));
    }

    [TestMethod]
    public void TheShortOverloadsAgreeWithTheOptions()
    {
        var options = new SequenceAnomalyTrainer.Options { WindowSize = 6, GroupColumnName = "Name", ThresholdQuantile = 0.9 };
        options.Training = options.Training with { Epochs = 1 };
        var layers = new RecurrentLayers { HiddenSize = 3, Dropout = 0 };
        (SequenceAnomalyTrainer Short, SequenceAnomalyTrainer Long)[] pairs =
        [
            (Fresh().LstmAutoencoder("Prediction", "Value", 6, "Name", 3, 1, 0.9), Fresh().LstmAutoencoder(layers, options)),
            (Fresh().GruAutoencoder("Prediction", "Value", 6, "Name", 3, 1, 0.9), Fresh().GruAutoencoder(layers, options)),
        ];
        foreach ((SequenceAnomalyTrainer plain, SequenceAnomalyTrainer full) in pairs)
        {
            Assert.AreEqual(Text(full.Fit(Data())), Text(plain.Fit(Data())));
        }
        Assert.AreNotEqual(Text(pairs[0].Short.Fit(Data())), Text(pairs[1].Short.Fit(Data())));
    }

    [TestMethod]
    public void BadOptionsAreRefusedByName()
    {
        Refused<ArgumentException>("OutputColumnName", o => o.OutputColumnName = "");
        Refused<ArgumentException>("ScoreColumnName", o => o.ScoreColumnName = "");
        Refused<ArgumentException>("PredictedLabelColumnName", o => o.PredictedLabelColumnName = "");
        Refused<ArgumentException>("ContributionsColumnName", o => o.ContributionsColumnName = "");
        Refused<ArgumentException>(null, o => o.ScoreColumnName = "Prediction");
        foreach (double bad in (double[])[0, 1, -1, double.NaN])
        {
            Refused<ArgumentOutOfRangeException>("ThresholdQuantile", o => o.ThresholdQuantile = bad);
            Refused<ArgumentOutOfRangeException>("ExpectedRate", o => o.ExpectedRate = bad);
        }
        Refused<ArgumentException>(null, o => (o.ExpectedRate, o.ThresholdQuantile) = (0.1, 0.9));
        Refused<ArgumentOutOfRangeException>("CalibrationFraction", o => o.CalibrationFraction = 1);
        Refused<ArgumentOutOfRangeException>("MinimumRows", o => o.MinimumRows = 0);
        Refused<ArgumentOutOfRangeException>("MinimumRows", o => o.MinimumRows = 13);
        Refused<ArgumentException>("InputColumnNames", o => o.InputColumnNames = []);
        Refused<ArgumentException>("InputColumnNames", o => o.InputColumnNames = ["A", "A"]);
        Refused<ArgumentException>("GroupColumnName", o => o.GroupColumnName = "");
        Refused<ArgumentException>("TimeColumnName", o => o.TimeColumnName = "");
        Refused<ArgumentOutOfRangeException>("WindowSize", o => o.WindowSize = 0);
        Refused<ArgumentOutOfRangeException>("Stride", o => o.Stride = 0);
        Refused<ArgumentNullException>("Training", o => o.Training = null!);
        Refused<ArgumentOutOfRangeException>("Epochs", o => o.Training = new() { Epochs = 0 });
        Assert.ThrowsExactly<ArgumentNullException>(() => Trainers.LstmAutoencoder(Small.Layers, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Trainers.LstmAutoencoder(null!, new()));
        Assert.ThrowsExactly<ArgumentNullException>(() => SequenceAnomalyCatalog.LstmAutoencoder(null!, Small.Layers, new()));
        Assert.ThrowsExactly<ArgumentNullException>(() => Trainers.ForecastResiduals(null!));
    }

    private static void Refused<T>(string? name, Action<SequenceAnomalyTrainer.Options> change)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(() => Told(change)).ParamName);

    private static string[] Settable<T>() =>
        [.. typeof(T).GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name)];

    private static Catalog Fresh() => new MLContext(7).AnomalyDetection.Trainers;

    private static SequenceAnomalyTrainer Told(Action<SequenceAnomalyTrainer.Options>? change = null) =>
        Fresh().LstmAutoencoder(Small.Layers, Detectors.Options(o =>
        {
            (o.Training, o.ContributionsColumnName) = (Small.Training, null);
            change?.Invoke(o);
        }));

    private static ForecastResidualTrainer Naive(Action<ForecastResidualTrainer.Options>? change = null)
    {
        var options = new ForecastResidualTrainer.Options();
        change?.Invoke(options);
        return Fresh().ForecastResiduals(
            new MLContext(1).Forecasting.ForecastBySeasonalNaive("Forecast", "Value", seasonLength: 12, horizon: 1), options);
    }

    private static Table Data()
    {
        Planted planted = Planted.Sine(120, 1);
        return planted.Table().AddNumbers("Other", Planted.Sine(120, 9)["Value"])
            .AddText("Name", TableColumns.Each(120, i => i < 70 ? "a" : "b"));
    }

    private static void Differ(SequenceAnomalyTransformer usual, SequenceAnomalyTransformer changed)
    {
        Assert.AreNotEqual(Text(usual), Text(changed));
        var loaded = (SequenceAnomalyTransformer)ModelFile.Reload(changed, Data().Schema);
        Assert.AreEqual(Text(changed), Text(loaded));
        Assert.AreEqual(changed.Threshold, loaded.Threshold);
        CollectionAssert.AreEqual(
            changed.Transform(Data()).Schema.Select(c => c.Name).ToArray(), loaded.Transform(Data()).Schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(changed.History?.ToArray(), loaded.History?.ToArray());
    }

    // All that it is and says, but for how long training took.
    private static string Text(SequenceAnomalyTransformer model) => string.Join(
        '\n', [Convert.ToHexString(ModelJson.Write(model.Model)), .. Values.OfAll(model.Transform(Data()))]);
}
