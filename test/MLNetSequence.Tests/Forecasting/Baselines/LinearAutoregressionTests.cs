using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Forecasting.Baselines.Baseline;

namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>The linear autoregression: what it must continue exactly, and ordinary least squares worked out another way.</summary>
[TestClass]
public class LinearAutoregressionTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(8)]
    [DataRow(24)]
    public void AStraightLineGoesOn(int window)
    {
        foreach ((double start, double slope) in new[] { (0.0, 1.0), (100, -0.37), (1e6, 3), (-5, 0.001), (3, 1e5) })
        {
            float[] line = [.. Enumerable.Range(0, 60).Select(i => (float)(start + slope * i))];
            double[] next = [.. Enumerable.Range(60, 24).Select(i => start + slope * i)];
            AreClose(next, Linear(window).Next(24, line).Values());
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(12)]
    [DataRow(30)]
    public void ASineGoesOn(int window)
    {
        foreach ((double level, double size) in new[] { (0.0, 1.0), (10, 3), (500, 50) })
        {
            double Value(int i) => level + size * Math.Sin(0.3 * i + 0.5);
            float[] sine = [.. Enumerable.Range(0, 120).Select(i => (float)Value(i))];
            double[] next = [.. Enumerable.Range(120, 24).Select(Value)];
            // Values that are rounded to Single leave so much undecided.
            AreClose(next, Linear(window).Next(24, sine).Values(), tolerance: 1e-4);
        }
    }

    [TestMethod]
    [DataRow(0f)]
    [DataRow(42.1f)]
    [DataRow(-1e-20f)]
    [DataRow(1e30f)]
    public void AConstantGoesOn(float value)
    {
        SeriesForecast next = Linear(5).Next(10, [.. Enumerable.Repeat(value, 30)]);
        foreach (float step in next.Values())
        {
            Assert.AreEqual(value, step, Math.Abs(value) * 1e-6f);
        }
    }

    /// <summary>Each series is divided by its size, so that the large one does not drown the small.</summary>
    [TestMethod]
    public void ManySeriesShareTheirCoefficients()
    {
        (Table data, List<float[]> series) = Groups(rows: 40, 1, 1000, 0.01);
        IReadOnlyList<SeriesForecast> all = Linear(3, group: "Group").Fit(data).Forecast(2);
        (double[] coefficients, double deviation) = SlowLeastSquares.Fit(series, 3);
        for (int i = 0; i < series.Count; i++)
        {
            double scale = series[i].Average(v => Math.Abs((double)v));
            double[] next = SlowLeastSquares.Next(coefficients, [.. series[i].Select(v => v / scale)], 2);
            AreClose(next, [.. all[i].Values().Select(v => v / scale)], 1e-6);
            double second = coefficients[^1];
            AreClose(
                [deviation, deviation * Math.Sqrt(1 + second * second)], [.. all[i].Deviations().Select(d => d / scale)], 1e-4);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(6)]
    public void TheCoefficientsAreThoseOfLeastSquares(int window)
    {
        float[] values = Walk(200, seed: window);
        (double[] coefficients, double deviation) = SlowLeastSquares.Fit([values], window);
        SeriesForecast next = Linear(window).Next(5, values);
        double scale = values.Average(v => Math.Abs((double)v));
        double[] expected = SlowLeastSquares.Next(coefficients, [.. values.Select(v => v / scale)], 5);
        AreClose([.. expected.Select(e => e * scale)], next.Values());
        Assert.AreEqual(deviation * scale, next.Deviations()[0], 1e-5 * deviation * scale);
    }

    /// <summary>AR(1) with factor f: Σψ² = 1 + f² + f⁴ + …</summary>
    [TestMethod]
    public void BoundsWidenAsAShockLives()
    {
        float[] values = Walk(300, seed: 5);
        (double[] coefficients, double deviation) = SlowLeastSquares.Fit([values], 1);
        double scale = values.Average(v => Math.Abs((double)v));
        double f = coefficients[1];
        AreClose(
            [.. Enumerable.Range(1, 6).Select(h => deviation * scale * Math.Sqrt((1 - Math.Pow(f * f, h)) / (1 - f * f)))],
            Linear(1).Next(6, values).Deviations(), 1e-5);
    }

    [TestMethod]
    public void EquationsWithAMissingValueAreLeftOut()
    {
        float[] values = Walk(120, seed: 9);
        values[20] = values[50] = values[51] = values[90] = NaN;
        (double[] coefficients, _) = SlowLeastSquares.Fit([values], 4);
        double scale = values.Where(v => !float.IsNaN(v)).Average(v => Math.Abs((double)v));
        double[] expected = SlowLeastSquares.Next(coefficients, [.. values.Select(v => v / scale)], 3);
        AreClose([.. expected.Select(e => e * scale)], Linear(4).Next(3, values).Values());
    }

    /// <summary>Behind as many rows as the equation has, a missing value is what the model itself would have forecast.</summary>
    [TestMethod]
    public void AGapIsBridgedByTheModelItself()
    {
        float[] values = Walk(100, seed: 3);
        ForecastingTransformer model = Linear(4).Fit(OneSeries(values));
        float[] gap = [.. values];
        gap[98] = gap[99] = NaN;
        float[] four = model.Forecast(OneSeries(values[..98]), 4).Single().Values();
        CollectionAssert.AreEqual(four[2..], model.Forecast(OneSeries(gap), 2).Single().Values());
        // Of the eight rows that are seen the second is missing: what follows on it cannot be forecast, nor can the sixth be bridged.
        gap = [.. values];
        gap[93] = NaN;
        AreClose([.. model.Forecast(OneSeries(values), 2).Single().Values()], model.Forecast(OneSeries(gap), 2).Single().Values(), 0);
        gap[97] = NaN;
        AreClose([NaN, NaN], model.Forecast(OneSeries(gap), 2).Single().Values());
        AreClose([NaN, NaN], model.Forecast(OneSeries(values[..3]), 2).Single().Values());
    }

    [TestMethod]
    public void TooFewRowsAreRefused()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Linear(4).Fit(OneSeries(1, 2, 3, 4, 5, NaN, 7, 8, 9, 10)));
        StringAssert.Contains(error.Message, "Column 'Value': 1 rows have a value and 4 values in the rows right before");
        StringAssert.Contains(error.Message, "needs at least 5 such rows");
        StringAssert.Contains(error.Message, "WindowSize");
        _ = Linear(4).Fit(OneSeries(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    /// <summary>As many equations as coefficients leave nothing to tell a deviation from.</summary>
    [TestMethod]
    public void WithoutAnEquationToSpareThereAreNoBounds()
    {
        SeriesForecast next = Linear(2).Next(2, 1, 2, 4, 3, 7);
        Assert.IsTrue(next.Values().All(float.IsFinite));
        AreClose([NaN, NaN], next.Deviations());
    }

    [TestMethod]
    public void ASeriesThatWasNotThereIsMeasuredInItsWindow()
    {
        (Table data, List<float[]> series) = Groups(rows: 40, 1, 1000);
        ForecastingTransformer model = Linear(3, group: "Group").Fit(data);
        float[] other = [.. series[0].TakeLast(6).Select(v => v * 8)];
        SeriesForecast next = model.Forecast(OneSeries(other).AddText("Group", [.. other.Select(_ => "new")]), 2).Single();
        (double[] coefficients, double deviation) = SlowLeastSquares.Fit(series, 3);
        double scale = other.Average(v => Math.Abs((double)v));
        double[] expected = SlowLeastSquares.Next(coefficients, [.. other.Select(v => v / scale)], 2);
        AreClose([.. expected.Select(e => e * scale)], next.Values());
        Assert.AreEqual(deviation * scale, next.Deviations()[0], 1e-4 * scale * deviation);
    }

    [TestMethod]
    public void EachSlotOfAVectorHasCoefficientsOfItsOwn()
    {
        float[][] walks = [Walk(80, 1), Walk(80, 2), Walk(80, 3)];
        var type = new VectorDataViewType(NumberDataViewType.Single, 2);
        Table data = new Table()
            .AddNumbers("A", walks[0])
            .AddVectors("B", type, null, [.. Enumerable.Range(0, 80).Select(i => new VBuffer<float>(2, [walks[1][i], walks[2][i]]))]);
        SeriesForecast all = Catalog.ForecastByLinearAutoregression(
            new BaselineForecaster.LinearAutoregressionOptions { TargetColumnNames = ["A", "B"], WindowSize = 3, Horizon = 4 })
            .Fit(data).Forecast().Single();
        CollectionAssert.AreEqual(new[] { "A", "B[0]", "B[1]" }, all.Targets.ToArray());
        for (int k = 0; k < 3; k++)
        {
            SeriesForecast alone = Linear(3).Next(4, walks[k]);
            CollectionAssert.AreEqual(alone.Values(), all.Values(k));
            CollectionAssert.AreEqual(alone.Quantile(0.1), all.Quantile(0.1, k));
        }
    }

    private static float[] Walk(int rows, int seed)
    {
        var random = new Random(seed);
        float[] values = new float[rows];
        double value = 0;
        for (int i = 0; i < rows; i++)
        {
            value = 0.7 * value + random.NextDouble() - 0.4;
            values[i] = (float)(5 + value);
        }
        return values;
    }

    private static (Table Data, List<float[]> Series) Groups(int rows, params double[] sizes)
    {
        List<float[]> series = [.. sizes.Select((size, i) => Walk(rows, seed: i + 1).Select(v => (float)(v * size)).ToArray())];
        float[] mixed = [.. Enumerable.Range(0, rows).SelectMany(row => series.Select(s => s[row]))];
        string[] groups = [.. Enumerable.Range(0, rows).SelectMany(_ => sizes.Select((_, i) => $"series {i}"))];
        return (OneSeries(mixed).AddText("Group", groups), series);
    }
}
