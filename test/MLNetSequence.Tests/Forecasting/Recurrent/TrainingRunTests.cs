using Microsoft.Extensions.Logging;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Seeds, threads, cancellation, checkpoints, early stopping and reports of a forecaster's training.</summary>
[TestClass]
public class TrainingRunTests
{
    private static readonly ShopRow[] Rows = ShopRows.Make(24);

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static IEnumerable<object[]> Strategies => Enum.GetValues<ForecastingStrategy>().Select(s => new object[] { s });

    [TestCleanup]
    public void Delete() => File.Delete(_path);

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void TheSameSeedMakesTheSameModelOnAnyNumberOfThreads(ForecastingStrategy strategy)
    {
        string Fit(int? threads, long? seed, int context = 1) => Nets.Saved(Nets.Of(
            o =>
            {
                o.Strategy = strategy;
                ShopRows.UseAll(o, known: true);
                o.Training = Nets.Training() with { Threads = threads, Seed = seed, BatchSize = 40, ValidationFraction = 0.2 };
            },
            context: new MLContext(context)).Fit(ShopRows.Table(Rows)));
        string one = Fit(1, 5);
        Assert.AreEqual(one, Fit(1, 5, context: 2));
        Assert.AreEqual(one, Fit(3, 5));
        Assert.AreEqual(one, Fit(null, 5));
        Assert.AreNotEqual(one, Fit(1, 6));
        Assert.AreEqual(Fit(1, null, 7), Fit(1, null, 7));
        Assert.AreNotEqual(Fit(1, null, 7), Fit(1, null, 8));
    }

    [TestMethod]
    public void AForecasterFittedTwiceGivesOneModel()
    {
        SequenceForecaster forecaster = Nets.Of(o => o.Training = o.Training with { Seed = null });
        Assert.AreEqual(Nets.Saved(forecaster.Fit(Nets.One(30, i => i % 4))), Nets.Saved(forecaster.Fit(Nets.One(30, i => i % 4))));
    }

    [TestMethod]
    public void WhatIsChangedLaterChangesNothing()
    {
        SequenceForecaster.Options options = Nets.Options();
        string[] names = ["Value"];
        options.TargetColumnNames = names;
        SequenceForecaster forecaster = new MLContext(1).Forecasting.ForecastByGru(new() { HiddenSize = 4 }, options);
        string before = Nets.Saved(forecaster.Fit(Nets.One(30, i => i % 4)));
        (options.Horizon, options.WindowSize, names[0]) = (1, 2, "Gone");
        Assert.AreEqual(before, Nets.Saved(forecaster.Fit(Nets.One(30, i => i % 4))));
    }

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void ItGoesOnFromItsCheckpointBitByBit(ForecastingStrategy strategy)
    {
        ForecastingTransformer Fit(bool kept, (int, int)? cancel = null) => Nets.Fit(ShopRows.Table(Rows), o =>
        {
            o.Strategy = strategy;
            ShopRows.UseAll(o, known: true);
            using var source = new CancellationTokenSource();
            o.Training = Nets.Training(4) with
            {
                Checkpoints = kept ? new() { Path = _path, EverySteps = 2 } : null,
                ProgressInterval = TimeSpan.Zero,
                ValidationFraction = 0.2,
            };
            CancelAt(o, cancel);
        });
        string expected = Nets.Weights(Fit(false));
        ForecastingTransformer broken = Fit(true, (2, 3));
        Assert.AreEqual(TrainingOutcome.Cancelled, broken.Report!.Outcome);
        Assert.AreNotEqual(expected, Nets.Weights(broken));
        ForecastingTransformer resumed = Fit(true);
        Assert.AreEqual(expected, Nets.Weights(resumed));
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, resumed.History!.Select(e => e.Epoch).ToArray());
    }

    [TestMethod]
    public void ACheckpointOfOtherDataIsRefused()
    {
        void Fit(double more) => Nets.Fit(
            Nets.One(40, i => i % 5 + more * i), o => o.Training = o.Training with { Seed = null, Checkpoints = new() { Path = _path } });
        Fit(0);
        Fit(0);
        Exception error = Assert.ThrowsExactly<InvalidDataException>(() => Fit(0.1));
        StringAssert.Contains(error.Message, "of another training");
    }

    [TestMethod]
    public void CancelledWhileRowsAreReadThereIsNoModel()
    {
        using var source = new CancellationTokenSource();
        SequenceForecaster forecaster = Nets.Of(o => o.CancellationToken = source.Token);
        source.Cancel();
        Table data = Nets.One(2000, i => i % 5);
        Assert.ThrowsExactly<OperationCanceledException>(() => forecaster.Fit(data));
        Assert.IsTrue(data.RowsRead < 2000, "It does not read on.");
    }

    [TestMethod]
    public void CancelledMidwayThereIsAModelThatSaysSo()
    {
        var logger = new ListLogger();
        ForecastingTransformer model = Nets.Fit(Nets.One(60, i => i % 5), o =>
        {
            o.Training = Nets.Training(4) with { ProgressInterval = TimeSpan.Zero };
            o.Logger = logger;
            CancelAt(o, (2, 2));
        });
        Assert.AreEqual(TrainingOutcome.Cancelled, model.Report!.Outcome);
        StringAssert.Contains(model.Report.Message!, "cancelled in epoch 2 of 4");
        Assert.AreEqual(model.Report.Message, logger.Lines.Single(l => l.Level == LogLevel.Warning).Line);
        Assert.AreEqual(model.Report.Message, Nets.Reload(model, Nets.One(1).Schema).Report!.Message);
        Assert.IsTrue(model.Forecast()[0].Values().All(float.IsFinite));
    }

    [TestMethod]
    public void WithWindowsToMeasureOnTheBestEpochComesBack()
    {
        // What is held out falls, and what is learned from rises: the longer it learns, the worse.
        float[] values = Nets.Numbers(60, i => i < 45 ? i : 90 - i);
        ForecastingTransformer Fit(int epochs, (int, int)? cancel) => Nets.Fit(Nets.One(values), o =>
        {
            (o.LinearStart, o.LinearSteps) = (false, 0);
            o.Training = Nets.Training(epochs, 0.05) with
            {
                ValidationFraction = 0.25,
                ProgressInterval = TimeSpan.Zero,
                Schedule = new ConstantSchedule(),
            };
            CancelAt(o, cancel);
        });
        ForecastingTransformer model = Fit(30, (12, 1));
        int best = model.History!.Best!.Epoch;
        Assert.IsTrue(best < 11, $"{best}");
        StringAssert.Contains(model.Report!.Message!, $"best epoch, {best}");
        Assert.AreEqual(Nets.Weights(Fit(best, null)), Nets.Weights(model));
    }

    [TestMethod]
    public void ItStopsEarlyWhereTheLastWindowsGetWorse()
    {
        float[] values = Nets.Numbers(60, i => i < 45 ? i : 90 - i);
        ForecastingTransformer model = Nets.Fit(Nets.One(values), o =>
        {
            (o.LinearStart, o.LinearSteps) = (false, 0);
            o.Training = Nets.Training(60, 0.05) with { ValidationFraction = 0.25, EarlyStopping = new() { Patience = 2 } };
        });
        Assert.AreEqual(TrainingOutcome.StoppedEarly, model.Report!.Outcome);
        Assert.IsTrue(model.History!.Count < 60);
        Assert.IsTrue(model.History.All(e => e.ValidationLoss is not null));
    }

    [TestMethod]
    public void ProgressAndLoggerAreToldOfEveryEpoch()
    {
        var told = new List<TrainingProgress>();
        var logger = new ListLogger();
        ForecastingTransformer model = Nets.Fit(Nets.One(40, i => i % 5), o =>
        {
            o.Training = o.Training with { ValidationFraction = 0.2 };
            (o.Progress, o.Logger) = (new DirectProgress<TrainingProgress>(told.Add), logger);
        });
        CollectionAssert.AreEqual(model.History!.ToArray(), told.Where(t => t.IsEpochEnd).ToArray());
        // 34 windows, 7 held out, and 2 between the parts.
        StringAssert.StartsWith(logger.Lines[0].Line, "training on 25 sequences, 7 held out, ");
        Assert.AreEqual(1 + model.History!.Count, logger.Lines.Count);
    }

    [TestMethod]
    public void SeriesThatAreTooShortAreSaid()
    {
        var logger = new ListLogger();
        Table data = Nets.One(1, 2, 3, 4, 5, 6, 1, 1, 2).AddText("Name", "a", "a", "a", "a", "a", "a", "b", "c", "c");
        ForecastingTransformer model = Nets.Fit(data, o => (o.GroupColumnName, o.Logger) = ("Name", logger));
        Assert.AreEqual("2 series of fewer than 4 rows are not learned from", logger.Lines.Single(l => l.Level == LogLevel.Warning).Line);
        CollectionAssert.AreEqual(new[] { "a", "b", "c" }, model.Forecast().Select(f => f.Series).ToArray(), "They are forecast all the same.");
    }

    private static void CancelAt(SequenceForecaster.Options options, (int Epoch, int Batch)? at)
    {
        if (at is null)
        {
            return;
        }
        var source = new CancellationTokenSource();
        options.CancellationToken = source.Token;
        options.Progress = new DirectProgress<TrainingProgress>(p =>
        {
            if ((p.Epoch, p.Batch) == at)
            {
                source.Cancel();
            }
        });
    }
}
