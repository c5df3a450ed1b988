using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Forecasting.Backtesting;
using MLNetSequence.Mapping;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>Of rows to come a backtest gives what is known ahead: all of it that the model reads, and nothing else.</summary>
[TestClass]
public sealed class BacktestAheadTests
{
    private static readonly MLContext Context = new(1);

    [TestMethod]
    public void AShorterHorizonReadsAllRowsAheadThatTheModelReads()
    {
        ToyRow[] rows = ToyRows.Many();
        BacktestResult Run(int horizon) => BacktestTests.Run(
            rows, new ToyForecaster(Options("Known", horizon: 4)), new BacktestOptions { StartRow = 6, Horizon = horizon });

        BacktestResult two = Run(2), four = Run(4);

        // Origins behind which there are not four rows are left out, though only two are asked for.
        Assert.HasCount(four.Forecasts.Count, two.Forecasts);
        foreach ((BacktestForecast shorter, BacktestForecast longer) in two.Forecasts.Zip(four.Forecasts))
        {
            Assert.AreEqual((longer.Series, longer.OriginRow), (shorter.Series, shorter.OriginRow));
            CollectionAssert.AreEqual(longer.Forecast.Values()[..2], shorter.Forecast.Values());
            CollectionAssert.AreEqual(longer.Actuals()[..2], shorter.Actuals());
        }
    }

    [TestMethod]
    public void ANetworkIsTestedOnFewerStepsThanItWasMadeFor()
    {
        Table data = ToyRows.Table(ToyRows.One(60));
        SequenceForecaster.Options options = new()
        {
            TargetColumnNames = ["Y"],
            FutureCovariateColumnNames = ["Known"],
            WindowSize = 4,
            Horizon = 4,
            Training = new() { Epochs = 1 },
        };

        BacktestResult result = Context.Forecasting.Backtest(
            data, Context.Forecasting.ForecastByGru(new RecurrentLayers { HiddenSize = 2 }, options), new BacktestOptions { Horizon = 1, Stride = 5 });

        Assert.IsTrue(double.IsFinite(result.Metrics.MeanAbsoluteError));
    }

    [TestMethod]
    [DataRow(1, "Y")]
    [DataRow(2, "Y")]
    [DataRow(1, "Past")]
    public void NothingKnownAheadIsMadeOfWhatComes(int lag, string of)
    {
        const int Origin = 12;
        ToyRow[] rows = ToyRows.One();
        ToyRow[] poisoned = [.. rows.Select((r, i) => i < Origin ? r : r with { Y = 1e30f, Past = 1e30f })];
        var options = new BacktestOptions { StartRow = Origin };
        IEstimator<ITransformer> Pipeline() => Context.Transforms.Lags("Lag", of, [lag], groupColumnName: "Series")
            .Append(new ToyForecaster(Options("Lag", horizon: 3, past: ["Past"])));

        float[] clean = BacktestTests.Run(rows, Pipeline(), options).Forecasts[0].Forecast.Values();
        float[] result = BacktestTests.Run(poisoned, Pipeline(), options).Forecasts[0].Forecast.Values();

        CollectionAssert.AreEqual(clean, result);
    }

    [TestMethod]
    public void ALagIsKnownAsFarAheadAsItLooksBack()
    {
        const int Origin = 12;
        ToyRow[] rows = ToyRows.One();
        ToyRow[] other = [.. rows.Select((r, i) => i == Origin - 2 ? r with { Y = r.Y + 1 } : r)];
        var options = new BacktestOptions { StartRow = Origin, TrainingRows = 1, Stride = 100 };
        // The last known row is trained on and in the window; the one before it is in the first row to come alone.
        float First(ToyRow[] data, int lag) => BacktestTests.Run(
            data,
            Context.Transforms.Lags("Lag", "Y", [lag], groupColumnName: "Series").Append(new ToyForecaster(Veiled())),
            options).Forecasts[0].Forecast[0];

        Assert.AreNotEqual(First(rows, 2), First(other, 2));
    }

    [TestMethod]
    public void VeilsColumnsFromTheOriginOn()
    {
        Table data = new Table().AddText("Series", "x", "y", "x", "y", "x")
            .AddNumbers("Number", 0, 1, 2, 3, 4)
            .AddNumbers("Seen", 0, 1, 2, 3, 4)
            .AddVectors(
                "Two", new VectorDataViewType(NumberDataViewType.Single, 2), null,
                [.. Enumerable.Range(0, 5).Select(i => new VBuffer<float>(2, [(float)i, 10f + i]))])
            .Add("Count", NumberDataViewType.Int32, 5, 6, 7, 8, 9);
        GroupLookup groups = GroupLookup.For(data.Schema, "Series")!;
        _ = Groups(data, groups);

        var view = new VeiledRows(data, "Series", groups, [2, 1], ["Number", "Two", "Count", "None"]);

        CollectionAssert.AreEqual(new[] { 0, 1, 2, float.NaN, float.NaN }.Select(Values.Write).ToArray(), Values.Of(view, "Number"));
        CollectionAssert.AreEqual(Values.Of(data, "Seen"), Values.Of(view, "Seen"));
        CollectionAssert.AreEqual(new[] { "5", "6", "7", "0", "0" }, Values.Of(view, "Count"));
        string[] two = Values.Of(view, "Two"), whole = Values.Of(data, "Two");
        CollectionAssert.AreEqual(whole[..3], two[..3]);
        Assert.AreNotEqual(whole[3], two[3]);
        Assert.AreEqual(two[3], two[4]);
        StringAssert.Contains(two[4], Values.Write(float.NaN));
        Assert.AreSame(data.Schema, view.Schema);
        Assert.AreEqual(5, view.GetRowCount());
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Number"]]);
        Assert.IsFalse(cursor.IsColumnActive(view.Schema["Series"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<int>(view.Schema["Count"]));
    }

    [TestMethod]
    public void APipelineMayNotChangeTheValuesOfAGroup()
    {
        ToyRow[] rows = ToyRows.One();
        Table data = ToyRows.Table(rows).AddText("Other", [.. rows.Select(_ => "other")]);
        IEstimator<ITransformer> pipeline = Context.Transforms.CopyColumns("Series", "Other").Append(new ToyForecaster(Options("Known", 1)));

        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Context.Forecasting.Backtest(data, pipeline));

        StringAssert.Contains(error.Message, "The pipeline changes column 'Series'");
    }

    [TestMethod]
    public void AGroupMustBeThereBeforeAPipelineBegins()
    {
        IEstimator<ITransformer> pipeline = Context.Transforms.Conversion.MapValueToKey("Shop", "Series").Append(
            new ToyForecaster(new ToyOptions { TargetColumnNames = ["Y"], GroupColumnName = "Shop" }));

        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => Context.Forecasting.Backtest(ToyRows.Table(ToyRows.One()), pipeline));

        StringAssert.Contains(error.Message, "There is no column 'Shop' in the data");
        StringAssert.Contains(error.Message, "before a pipeline begins");
    }

    private static ToyOptions Options(string known, int horizon, string[]? past = null) => new()
    {
        TargetColumnNames = ["Y"],
        Horizon = horizon,
        GroupColumnName = "Series",
        Future = [known],
        Past = past ?? [],
    };

    // Y is a target, and the row that differs is neither trained on nor in the window.
    private static ToyOptions Veiled() => new()
    {
        TargetColumnNames = ["Z", "Y"],
        Future = ["Lag"],
        Horizon = 3,
        GroupColumnName = "Series",
        Window = 1,
    };

    private static List<int> Groups(IDataView data, GroupLookup groups)
    {
        var found = new List<int>();
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema["Series"]]);
        GroupReader reader = groups.Open(cursor, "Series");
        while (cursor.MoveNext())
        {
            found.Add(reader.FindOrAdd());
        }
        return found;
    }
}
