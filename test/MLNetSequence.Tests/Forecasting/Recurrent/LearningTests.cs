using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>What a forecaster must learn, and with which columns.</summary>
[TestClass]
public class LearningTests
{
    private const int Ahead = 24;

    private static readonly Dictionary<string, (Func<int, double> Of, int Rows, double Unit)> Curves = new()
    {
        ["line"] = (i => 3 + 2 * i, 100, 2 * Ahead),
        ["falling line"] = (i => 1e5 - 0.5 * i, 100, 0.5 * Ahead),
        ["sine"] = (i => 5 * Wave(i), 120, 5),
        ["trend and season"] = (i => 40 + 0.5 * i + 5 * Wave(i), 120, 5),
        ["level"] = (_ => 7, 60, 7),
    };

    private static IEnumerable<object[]> Names => Curves.Keys.Select(name => new object[] { name });

    /// <summary>With nothing but the defaults: a network alone cannot go on beyond the values that it has seen.</summary>
    [TestMethod]
    [DynamicData(nameof(Names))]
    public void ByDefaultItIsContinuedAlmostExactly(string name)
    {
        (Func<int, double> of, int rows, double unit) = Curves[name];
        var options = new SequenceForecaster.Options { Horizon = Ahead };
        options.Training = options.Training with { Seed = 1, Threads = 1 };
        float[] values = new MLContext(1).Forecasting.ForecastByLstm(new(), options).Fit(Nets.One(rows, of)).Forecast()[0].Values();
        for (int h = 0; h < Ahead; h++)
        {
            Assert.AreEqual(of(rows + h), values[h], 0.01 * unit, $"step {h + 1}");
        }
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void SoIsASineByTheOtherStrategies(ForecastingStrategy strategy)
    {
        static double Sine(int i) => 20 + 5 * Math.Sin(Math.PI * i / 3);
        float[] values = Nets.Fit(
            Nets.One(90, Sine),
            o =>
            {
                (o.Strategy, o.WindowSize, o.Horizon, o.Loss) = (strategy, 6, 6, new MeanSquaredLoss());
                o.Training = Nets.Training(80, 0.05);
            },
            hidden: 12).Forecast()[0].Values();
        for (int h = 0; h < values.Length; h++)
        {
            Assert.AreEqual(Sine(90 + h), values[h], 0.4, $"step {h + 1}");
        }
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void WhatIsKnownAheadHelpsWhereItDecides(ForecastingStrategy strategy)
    {
        float[] known = Noise(140);
        Table data = Nets.One(Nets.Numbers(120, i => 3 * known[i])).AddNumbers("Known", known[..120]);
        Table future = new Table().AddNumbers("Known", known[120..123]);
        double Error(bool with)
        {
            ForecastingTransformer model = Nets.Fit(
                data,
                o =>
                {
                    Told(o, strategy);
                    o.FutureCovariateColumnNames = with ? ["Known"] : [];
                },
                hidden: 8);
            return Mean(model, future: with ? future : null, expected: h => 3 * known[120 + h]);
        }
        (double with, double without) = (Error(true), Error(false));
        Assert.IsTrue(with < 0.8, $"{with}");
        Assert.IsTrue(without > 3 * with, $"{without}, and with it {with}");
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void APastCovariateThatLeadsByAStepTellsTheNext(ForecastingStrategy strategy)
    {
        float[] past = Noise(121);
        Table data = Nets.One(Nets.Numbers(120, i => i == 0 ? 0 : 3 * past[i - 1])).AddNumbers("Past", past[..120]);
        double Error(bool with) => Mean(
            Nets.Fit(
                data,
                o =>
                {
                    Told(o, strategy);
                    (o.Horizon, o.PastCovariateColumnNames) = (1, with ? ["Past"] : []);
                },
                hidden: 8),
            data, "Value");
        (double with, double without) = (Error(true), Error(false));
        Assert.IsTrue(with < 0.6, $"{with}");
        Assert.IsTrue(without > 3 * with, $"{without}, and with it {with}");
    }

    /// <summary>How much a promotion sells is a matter of the shop: by its size, or by what it is.</summary>
    [TestMethod]
    [DataRow("Size", ForecastingStrategy.Recursive)]
    [DataRow("Kind", ForecastingStrategy.Recursive)]
    [DataRow("Kind", ForecastingStrategy.EncoderDecoder)]
    [DataRow("Size", ForecastingStrategy.EncoderDecoder)]
    public void WhatHoldsForAWholeSeriesDecides(string column, ForecastingStrategy strategy)
    {
        float[] sizes = [-2, 3, 1];
        float[] known = Noise(9 * 24);
        int Series(int row) => row % 9;
        float[] values = Nets.Numbers(known.Length, i => known[i] * sizes[Series(i) % 3]);
        Table All(int first, int count)
        {
            int[] rows = [.. Enumerable.Range(first, count)];
            return Nets.One([.. rows.Select(r => values[r])])
                .AddNumbers("Known", [.. rows.Select(r => known[r])])
                .AddText("Name", [.. rows.Select(r => $"s{Series(r)}")])
                .AddNumbers("Size", [.. rows.Select(r => sizes[Series(r) % 3])])
                .AddKeys("Kind", ["x", "y", "z"], [.. rows.Select(r => (uint)Series(r) % 3 + 1)]);
        }
        double Error(bool with)
        {
            ForecastingTransformer model = Nets.Fit(
                All(0, 9 * 20),
                o =>
                {
                    Told(o, strategy);
                    (o.WindowSize, o.Scaling, o.GroupColumnName) = (1, ForecastScaling.None, "Name");
                    o.FutureCovariateColumnNames = ["Known"];
                    o.StaticCovariateColumnNames = with ? [column] : [];
                    o.Horizon = 1;
                },
                hidden: 8);
            IReadOnlyList<SeriesForecast> forecasts = model.Forecast(future: All(9 * 20, 9));
            return forecasts.Select((f, s) => Math.Abs(f[0] - values[9 * 20 + s])).Average();
        }
        (double with, double without) = (Error(true), Error(false));
        Assert.IsTrue(with < 0.7, $"{with}");
        Assert.IsTrue(without > 2 * with, $"{without}, and with it {with}");
    }

    /// <summary>A direct network learns the level or the slope of a series from what it is.</summary>
    [TestMethod]
    [DataRow("Size")]
    [DataRow("Kind")]
    public void ADirectNetworkToldWhatSeriesThereAreKnowsTheirSlopes(string column)
    {
        float[] slopes = [-2, 4, 1];
        Table All(int days) => Nets.One([.. Enumerable.Range(0, days * 9).Select(i => slopes[i % 3] * (i / 9))])
            .AddText("Name", [.. Enumerable.Range(0, days * 9).Select(i => $"s{i % 9}")])
            .AddNumbers("Size", [.. Enumerable.Range(0, days * 9).Select(i => slopes[i % 3])])
            .AddKeys("Kind", ["x", "y", "z"], [.. Enumerable.Range(0, days * 9).Select(i => (uint)i % 3 + 1)]);
        double Error(bool with)
        {
            // Of one row alone, no slope can be seen.
            IReadOnlyList<SeriesForecast> forecasts = Nets.Fit(
                All(20),
                o =>
                {
                    Told(o, ForecastingStrategy.Direct);
                    (o.WindowSize, o.Scaling, o.GroupColumnName) = (1, new(ScaleCentre.LastValue, ScaleWidth.One), "Name");
                    o.StaticCovariateColumnNames = with ? [column] : [];
                },
                hidden: 8).Forecast();
            return forecasts.SelectMany((f, s) => f.Values().Select((v, h) => Math.Abs(v - slopes[s % 3] * (20 + h)))).Average();
        }
        (double with, double without) = (Error(true), Error(false));
        Assert.IsTrue(with < 0.5, $"{with}");
        Assert.IsTrue(without > 4 * with, $"{without}, and with it {with}");
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void TheDayOfTheWeekTellsWhatAWindowOfADayCannot(ForecastingStrategy strategy)
    {
        float[] week = [0, 5, 1, 5, 5, 9, 0];
        float Of(int day) => week[day % 7];
        Table data = Nets.One(119, i => Of(i))
            .Add("Day", DateTimeDataViewType.Instance, [.. Enumerable.Range(0, 119).Select(i => Hand.Monday.AddDays(i))]);
        double Error(TimeParts parts) => Mean(
            Nets.Fit(
                data,
                o =>
                {
                    Told(o, strategy);
                    (o.WindowSize, o.Scaling) = (1, ForecastScaling.Series);
                    (o.TimeColumnName, o.TimeFeatures) = ("Day", parts);
                },
                hidden: 12),
            null, expected: h => Of(119 + h));
        (double with, double without) = (Error(TimeParts.DayOfWeek), Error(TimeParts.None));
        Assert.IsTrue(with < 1.2, $"{with}");
        Assert.IsTrue(without > 2 * with, $"{without}, and with it {with}");
    }

    [TestMethod]
    public void SeveralTargetsAreForecastEachAsItself()
    {
        static double[] Of(int i) => [1000 + i, Wave(i), -50 - 3 * Wave(i + 3)];
        Table Data(int rows) => new Table()
            .AddNumbers("Line", Nets.Numbers(rows, i => Of(i)[0]))
            .AddKnown("Waves", [2], [.. Enumerable.Range(0, rows).Select(i => new[] { (float)Of(i)[1], (float)Of(i)[2] })]);
        ForecastingTransformer model = Nets.Fit(Data(120), o =>
        {
            (o.TargetColumnNames, o.WindowSize, o.Horizon) = (["Line", "Waves"], 12, 6);
            o.Training = Nets.Training(20);
        });
        SeriesForecast forecast = model.Forecast()[0];
        CollectionAssert.AreEqual(new[] { "Line", "Waves[0]", "Waves[1]" }, forecast.Targets.ToArray());
        IDataView made = model.Transform(Data(60));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 6, 3), made.Schema["Forecast"].Type);
        float[] last = [.. made.GetColumn<VBuffer<float>>(made.Schema["Forecast"]).Last().DenseValues()];
        for (int h = 0; h < 6; h++)
        {
            for (int k = 0; k < 3; k++)
            {
                Assert.AreEqual(Of(120 + h)[k], forecast[h, k], 0.1, $"{k}, step {h + 1}");
                Assert.AreEqual(Of(60 + h)[k], last[h * 3 + k], 0.1, $"{k}, step {h + 1}");
            }
        }
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void AFifthOfTheTargetsMayBeMissing(ForecastingStrategy strategy)
    {
        var random = new Random(11);
        static double Sine(int i) => 20 + 5 * Math.Sin(Math.PI * i / 3);
        float[] values = Nets.Numbers(240, i => random.Next(5) == 0 ? double.NaN : Sine(i));
        Assert.IsTrue(values.Count(float.IsNaN) > 35);
        ForecastingTransformer model = Nets.Fit(
            Nets.One(values),
            o =>
            {
                (o.Strategy, o.WindowSize, o.Horizon) = (strategy, 12, 6);
                o.Training = Nets.Training(25, 0.02);
            },
            hidden: 12);
        double error = Mean(model, null, expected: h => Sine(240 + h));
        Assert.IsTrue(error < 1, $"{error}: the mean of all would be 3.3 off.");
    }

    private static double Wave(int i) => Math.Sin(2 * Math.PI * i / 12);

    private static float[] Noise(int count)
    {
        var random = new Random(12);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() * 4 - 2)];
    }

    private static void Told(SequenceForecaster.Options options, ForecastingStrategy strategy)
    {
        (options.Strategy, options.WindowSize, options.Horizon, options.Loss) = (strategy, 3, 3, new MeanSquaredLoss());
        options.Scaling = ForecastScaling.Series;
        options.Training = Nets.Training(30, 0.03);
    }

    private static double Mean(ForecastingTransformer model, IDataView? future, Func<int, double> expected) =>
        model.Forecast(future: future)[0].Values().Select((v, h) => Math.Abs(v - expected(h))).Average();

    // Of the next value, at every row.
    private static double Mean(ForecastingTransformer model, IDataView data, string column)
    {
        IDataView made = model.Transform(data);
        float[] next = [.. made.GetColumn<VBuffer<float>>(made.Schema["Forecast"]).Select(v => v.GetItemOrDefault(0))];
        float[] values = [.. data.GetColumn<float>(data.Schema[column])];
        return Enumerable.Range(5, next.Length - 6).Average(i => Math.Abs(next[i] - values[i + 1]));
    }
}
