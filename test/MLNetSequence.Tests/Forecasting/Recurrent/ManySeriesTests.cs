using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Ten thousand short series in one model: what is held grows with the rows alone, and what scoring costs with the windows.</summary>
[TestClass]
[DoNotParallelize]
public class ManySeriesTests
{
    private const int Each = 30;

    [TestMethod]
    public void WhatIsHeldWhileItTrainsIsTheDataAndLittleForEachSeries()
    {
        Held(500);
        string held = "";
        // What earlier tests left to finalizers may be counted among it: the least of some measurements is what it is.
        for (int attempt = 0; attempt < 3; attempt++)
        {
            (long few, _) = Held(2_500);
            (long many, string said) = Held(10_000);
            StringAssert.StartsWith(said, "training on 220,000 sequences", "With their rows, windows would be 9 times the data.");
            long series = (many - few) / 7_500;
            // A row is one number; 22 windows are 22 numbers that say in which order they are learned from.
            long data = Each * sizeof(float), order = 3 * 22 * sizeof(int);
            if (series < data + order + 450 && few - 2_500 * series < 2_000_000)
            {
                return;
            }
            held += $" {few} bytes of 2,500 series, {series} of each more.";
        }
        Assert.Fail(held);
    }

    [TestMethod]
    public void ScoringCostsAsMuchForEachWindow()
    {
        ForecastingTransformer model = Nets.Fit(Data(50, 30), o => (o.GroupColumnName, o.Horizon) = ("Name", 2));
        (long Bytes, int Rows) Cost(int series, int rows)
        {
            Table data = Data(series, rows);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int made = Values.Of(model.Transform(data), "Forecast").Length;
            Assert.AreEqual(series * rows, made);
            Assert.AreEqual(made, data.RowsRead, "The data is read once.");
            return (GC.GetAllocatedBytesForCurrentThread() - before, made);
        }
        Cost(10, 30);
        double few = (double)Cost(20, 30).Bytes / 600, many = (double)Cost(200, 30).Bytes / 6_000, longer = (double)Cost(20, 300).Bytes / 6_000;
        Assert.IsTrue(many < 1.3 * few, $"{few} bytes a row of 20 series, {many} of 200");
        Assert.IsTrue(longer < 1.3 * few, $"{few} bytes a row of 30, {longer} of 300");
    }

    private static (long Bytes, string Said) Held(int series)
    {
        Table data = Data(series, Each);
        var logger = new ListLogger();
        long most = 0;
        long before = GC.GetTotalMemory(true);
        Nets.Fit(
            data,
            o =>
            {
                (o.GroupColumnName, o.WindowSize, o.Horizon) = ("Name", 6, 3);
                o.Training = Nets.Training(1) with { BatchSize = 256, ProgressInterval = TimeSpan.Zero };
                o.Logger = logger;
                o.Progress = new DirectProgress<TrainingProgress>(at =>
                    most = at.Batch == at.Batches ? Math.Max(most, GC.GetTotalMemory(true) - before) : most);
            },
            hidden: 2);
        GC.KeepAlive(data);
        return (most, logger.Lines[0].Line);
    }

    private static Table Data(int series, int rows)
    {
        float[] values = new float[series * rows];
        string[] names = new string[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            (values[i], names[i]) = (i % series % 7 + i / series % 5, $"s{i % series}");
        }
        return Nets.One(values).AddText("Name", names);
    }
}
