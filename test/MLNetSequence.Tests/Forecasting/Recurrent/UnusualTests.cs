using Microsoft.ML.Data;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>What is seldom asked for: windows of one value, strides and paths without end, values that are missing late.</summary>
[TestClass]
public class UnusualTests
{
    /// <summary>Training would have failed midway, at the first window to measure on.</summary>
    [TestMethod]
    [DataRow(ForecastingStrategy.Direct, "Past")]
    [DataRow(ForecastingStrategy.Recursive, "Known")]
    public void ACovariateThatIsMissingInRowsToMeasureOnAloneIsNamed(ForecastingStrategy strategy, string column)
    {
        float[] numbers = Nets.Numbers(40, i => i % 3).Without(38);
        Table data = Nets.One(40, i => i % 5).AddNumbers(column, numbers);
        void Change(SequenceForecaster.Options options, double held)
        {
            options.Strategy = strategy;
            options.PastCovariateColumnNames = column == "Past" ? [column] : [];
            options.FutureCovariateColumnNames = column == "Known" ? [column] : [];
            options.Training = options.Training with { ValidationFraction = held };
        }
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Nets.Fit(data, o => Change(o, 0.2)));
        StringAssert.StartsWith(error.Message, $"Row 39 has no value (NaN) in column '{column}': it is among the rows that are held out");
        Assert.IsNotNull(Nets.Fit(data, o => Change(o, 0)));
    }

    [TestMethod]
    public void AStrideOfAnyLengthKeepsWindowsApart()
    {
        Table data = Nets.One(40, i => i % 5);
        SequenceForecaster.Options options = Nets.Options();
        SeriesData read = SeriesData.Read(data, ForecastInputs.Of(data.Schema, options));
        var windows = new TrainingWindows(read, options.Settings(read.Inputs), int.MaxValue);
        Assert.AreEqual(1, windows.Count);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => windows.Split(0.9)).Message, "leaves nothing to measure on");
    }

    /// <summary>Said when it is asked for, and not by the first row.</summary>
    [TestMethod]
    public void GroupsOfAnotherTypeAreRefused()
    {
        int[] groups = [.. Enumerable.Range(0, 40).Select(i => i % 4)];
        Table data = Nets.One(40, i => i % 5).AddText("Group", [.. groups.Select(g => $"{g}")]);
        ForecastingTransformer model = Nets.Fit(data, o => o.GroupColumnName = "Group");
        Table other = Nets.One(40, i => i % 5).Add("Group", NumberDataViewType.Int32, groups);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(other)).Message, "'Group'");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.GetOutputSchema(other.Schema));
    }

    /// <summary>One value has no deviation, and no change: a hundredth of the series' would make all that follows enormous.</summary>
    [TestMethod]
    [DataRow(ScaleWidth.WindowDeviation, 5.0)]
    [DataRow(ScaleWidth.WindowChange, 40.0)]
    [DataRow(ScaleWidth.WindowMagnitude, 7 + 0.2)]
    public void AWindowOfOneValueIsMeasuredByItsSeries(ScaleWidth width, double expected)
    {
        NetworkSettings settings = Hand.Settings() with { Scaling = new(ScaleCentre.LastValue, width) };
        var scales = new SeriesScales([0], [1], [false], [], [], [new SeriesMeasure(50, 10, 5, 20, 40)]);
        foreach (float[] rows in new float[][] { [7], [float.NaN, 7, float.NaN] })
        {
            var scale = new TargetScale(settings, scales, 1);
            scale.Set(new(rows, default, default, default, new SeriesFacts(0, [], [], 1), 0), 1);
            Assert.AreEqual(expected, scale.Widths[0], 1e-12);
            Assert.AreEqual(7, scale.Back(0, 0));
        }
    }

    [TestMethod]
    public void ABandIsAsWideAfterOneRowAsAfterMore()
    {
        var random = new Random(1);
        double level = 0;
        Table data = Nets.One(300, _ => level = 0.5 * level + random.NextDouble() - 0.5);
        ForecastingTransformer model = Nets.Fit(data, o => (o.WindowSize, o.Training) = (1, Nets.Training(5)));
        (float[] low, float[] high) = model.Forecast()[0].Interval(0.8);
        Assert.IsTrue(high[0] - low[0] is > 0.4f and < 1.6f, $"{high[0] - low[0]}");
    }

    [TestMethod]
    public void PathsThatCannotBeHeldAreRefused()
    {
        Table data = Nets.One(30, i => i % 5);
        ForecastingTransformer model = Nets.Fit(data, o => o.Strategy = ForecastingStrategy.Recursive);
        foreach ((int steps, int paths) in new[] { (3, int.MaxValue), (3, 1_000_001), (1 << 20, 65) })
        {
            StringAssert.Contains(
                Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Forecast(steps, paths: paths)).Message, "paths may be drawn");
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Nets.Fit(
            data, o => (o.Strategy, o.Paths) = (ForecastingStrategy.Recursive, int.MaxValue)));
    }
}
