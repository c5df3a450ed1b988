using Microsoft.ML;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class BacktestOptionsTests
{
    private static readonly ToyOptions Plain = new() { TargetColumnNames = ["Y"], Horizon = 2 };

    [TestMethod]
    [DataRow("StartRow")]
    [DataRow("StartFraction")]
    [DataRow("Horizon")]
    [DataRow("Stride")]
    [DataRow("TrainingRows")]
    [DataRow("RefitEvery")]
    [DataRow("SeasonLength")]
    [DataRow("Levels")]
    [DataRow("Quantiles")]
    public void AnOptionOutOfItsRangeIsNamed(string option)
    {
        BacktestOptions[] wrong = option switch
        {
            "StartRow" => [new() { StartRow = 0 }],
            "StartFraction" => [new() { StartFraction = 0 }, new() { StartFraction = 1 }, new() { StartFraction = double.NaN }],
            "Horizon" => [new() { Horizon = 0 }, new() { Horizon = 3 }],
            "Stride" => [new() { Stride = 0 }],
            "TrainingRows" => [new() { TrainingRows = 0 }],
            "RefitEvery" => [new() { RefitEvery = -1 }],
            "SeasonLength" => [new() { SeasonLength = 0 }],
            "Levels" => [new() { Levels = [0.5, 1] }],
            _ => [new() { Quantiles = [0] }],
        };
        foreach (BacktestOptions options in wrong)
        {
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Run(options));
            Assert.AreEqual(option, error.ParamName);
        }
    }

    [TestMethod]
    public void OptionsThatExcludeEachOtherAreRefused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Run(new BacktestOptions { StartRow = 3, StartFraction = 0.5 })).Message, "StartRow");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Run(new BacktestOptions { StartTime = ToyRows.Start })).Message, "TimeColumnName");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Run(new BacktestOptions { Levels = [0.5, 0.5] })).Message, "more than once");
    }

    [TestMethod]
    public void AModelOfAnyHorizonIsAskedForMore()
    {
        var forecaster = new ToyForecaster(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 2, AnyHorizon = true });

        BacktestResult result = BacktestTests.Run(ToyRows.One(), forecaster, new BacktestOptions { Horizon = 5 });

        Assert.AreEqual(5, result.Horizon);
        Assert.HasCount(6, result.Forecasts);
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        var options = new BacktestOptions { Levels = new List<double> { 0.5 } };
        var forecaster = new ToyForecaster(Plain) { Seen = _ => ((List<double>)options.Levels)[0] = 7 };

        Assert.AreEqual(0.5, BacktestTests.Run(ToyRows.One(), forecaster, options).Levels.Single());
    }

    [TestMethod]
    public void AnEstimatorThatIsNoForecasterIsRefused()
    {
        TransformsCatalog transforms = new MLContext(1).Transforms;
        foreach (IEstimator<ITransformer> estimator in new IEstimator<ITransformer>[]
        {
            transforms.CopyColumns("X", "Y"),
            new ToyForecaster(Plain).Append(transforms.CopyColumns("X", "Y")),
        })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => BacktestTests.Run(ToyRows.One(), estimator, new BacktestOptions()));
            StringAssert.Contains(error.Message, "mlContext.Forecasting");
        }
        Assert.ThrowsExactly<ArgumentNullException>(() => BacktestTests.Run(ToyRows.One(), null!, new BacktestOptions()));
        Assert.ThrowsExactly<ArgumentNullException>(() => BacktestResultTests.Forecast(null!, new ToyForecaster(Plain), new BacktestOptions()));
    }

    [TestMethod]
    public void AForecasterIsFoundInAPipelineOfPipelines()
    {
        TransformsCatalog transforms = new MLContext(1).Transforms;
        IEstimator<ITransformer> inner = transforms.CopyColumns("A", "Y").Append(transforms.CopyColumns("B", "A"));
        string[] expected = BacktestTests.Lines(BacktestTests.Run(ToyRows.One(), new ToyForecaster(Plain), new BacktestOptions()), false);
        IEstimator<ITransformer> untyped = new ToyForecaster(Plain);
        foreach (IEstimator<ITransformer> pipeline in new IEstimator<ITransformer>[]
        {
            inner.Append(new ToyForecaster(Plain)),
            inner.Append(untyped),
            inner.Append(transforms.CopyColumns("C", "B").Append(new ToyForecaster(Plain))),
            inner.Append(transforms.CopyColumns("C", "B").Append(untyped)),
        })
        {
            CollectionAssert.AreEqual(expected, BacktestTests.Lines(BacktestTests.Run(ToyRows.One(), pipeline, new BacktestOptions()), false));
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(5)]
    public void DataThatIsTooShortIsRefused(int rows)
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => BacktestTests.Run(
            ToyRows.One(rows), new ToyForecaster(Plain), new BacktestOptions { StartRow = 4 }));
        StringAssert.Contains(error.Message, $"{rows} rows");
    }

    [TestMethod]
    public void ARowThatMakesNoSenseIsNamed()
    {
        ToyRow[] rows = ToyRows.One();
        rows[15] = rows[15] with { Time = rows[14].Time };
        var timed = new ToyOptions { TargetColumnNames = ["Y"], TimeColumnName = "Time" };
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => BacktestTests.Run(rows, new ToyForecaster(timed), new BacktestOptions())).Message,
            "Row 16");
    }

    [TestMethod]
    public void IsCancelledBetweenTrainings()
    {
        using var source = new CancellationTokenSource();
        int fits = 0;
        var forecaster = new ToyForecaster(Plain)
        {
            Seen = _ =>
            {
                if (++fits == 3)
                {
                    source.Cancel();
                }
            },
        };

        Assert.ThrowsExactly<OperationCanceledException>(() => BacktestTests.Run(
            ToyRows.One(), forecaster, new BacktestOptions { RefitEvery = 1, CancellationToken = source.Token }));

        Assert.AreEqual(3, fits);
    }

    private static void Run(BacktestOptions options) => BacktestTests.Run(ToyRows.One(), new ToyForecaster(Plain), options);
}
