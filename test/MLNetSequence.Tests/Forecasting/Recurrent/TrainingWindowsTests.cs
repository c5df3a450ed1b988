using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Which windows there are, how they are numbered, and which are measured on.</summary>
[TestClass]
public class TrainingWindowsTests
{
    private static readonly int[][] Lengths = [[40], [3, 30, 1, 12], [2, 2, 25], [9, 9, 9, 9, 9], [1, 50, 1, 1, 7, 1]];

    private static IEnumerable<object[]> Sizes =>
        from lengths in Lengths
        from window in new[] { 1, 4, 24 }
        from horizon in new[] { 1, 3, 7 }
        from stride in new[] { 1, 2, 5 }
        select new object[] { lengths, window, horizon, stride };

    /// <summary>
    /// The rows after an origin are learned at every stride back from the latest; windows are full where there are rows, and of a short
    /// series at least the half of it.
    /// </summary>
    [TestMethod]
    [DynamicData(nameof(Sizes))]
    public void TheyAreThoseOfASlowCount(int[] lengths, int window, int horizon, int stride)
    {
        var expected = new List<(int Series, int First, int Origin)>();
        for (int s = 0; s < lengths.Length; s++)
        {
            int last = lengths[s] - horizon;
            for (int origin = 1; origin <= last; origin++)
            {
                bool isFull = origin >= window || 2 * origin >= last;
                if (isFull && (last - origin) % stride == 0)
                {
                    expected.Add((s, Math.Max(0, origin - window), origin));
                }
            }
        }
        SeriesData data = Data(lengths);
        if (expected.Count == 0)
        {
            Assert.ThrowsExactly<InvalidOperationException>(() => Windows(data, window, horizon, stride));
            return;
        }
        TrainingWindows windows = Windows(data, window, horizon, stride);
        Assert.AreEqual(expected.Count, windows.Count);
        Assert.AreEqual(Enumerable.Range(0, lengths.Length).Count(s => lengths[s] <= horizon), windows.TooShort);
        for (int i = 0; i < expected.Count; i++)
        {
            (int series, int first, int origin) = expected[i];
            ForecastWindow found = windows[i];
            Assert.AreEqual(series, found.Facts.Number, $"window {i}");
            CollectionAssert.AreEqual(Numbers(series, first, origin - first), found.History.ToArray(), $"window {i}");
            CollectionAssert.AreEqual(Numbers(series, origin, horizon), found.Future.ToArray(), $"window {i}");
        }
    }

    /// <summary>No row is forecast both where it is learned and where it is measured, and none that is measured decides a scale.</summary>
    [TestMethod]
    [DynamicData(nameof(Sizes))]
    public void NoRowIsForecastOnBothSides(int[] lengths, int window, int horizon, int stride)
    {
        SeriesData data = Data(lengths);
        foreach (double share in new[] { 0.05, 0.2, 0.5, 0.9 })
        {
            TrainingWindows windows;
            (int[] Train, int[] Held, int[] Rows) split;
            try
            {
                windows = Windows(data, window, horizon, stride);
                split = windows.Split(share);
            }
            catch (InvalidOperationException)
            {
                continue;
            }
            // A number tells its series and row.
            HashSet<float> learned = [.. split.Train.SelectMany(i => windows[i].Future.ToArray())];
            HashSet<float> seen = [.. learned, .. split.Train.SelectMany(i => windows[i].History.ToArray())];
            HashSet<float> measured = [.. split.Held.SelectMany(i => windows[i].Future.ToArray())];
            Assert.IsFalse(learned.Overlaps(measured));
            Assert.IsFalse(seen.Overlaps(measured), "Nor is it seen as past.");
            HashSet<float> scaled = [.. Enumerable.Range(0, lengths.Length).SelectMany(s => Numbers(s, 0, split.Rows[s]))];
            Assert.IsFalse(scaled.Overlaps(measured));
            Assert.IsTrue(scaled.IsSupersetOf(seen), "Whatever is learned from is measured.");
            // Each series that was there is learned from, and those that are measured on at their end.
            int[] learnedSeries = [.. split.Train.Select(i => windows[i].Facts.Number).Distinct()];
            CollectionAssert.AreEqual(
                Enumerable.Range(0, lengths.Length).Where(s => lengths[s] > horizon).ToArray(), learnedSeries);
            foreach (int s in split.Held.Select(i => windows[i].Facts.Number).Distinct())
            {
                Assert.IsTrue(measured.Contains(Number(s, lengths[s] - 1)), "The latest outcome is measured.");
            }
        }
    }

    [TestMethod]
    public void ASplitTakesTheShareOfEachSeriesThatItCan()
    {
        TrainingWindows windows = Windows(Data([105, 55, 8]), 1, 5, 1);
        (int[] train, int[] held, int[] rows) = windows.Split(0.2);
        // 100, 50 and 3 windows; four between the parts belong to neither, and the last series is too short for both.
        CollectionAssert.AreEqual(
            Enumerable.Range(80, 20).Concat(Enumerable.Range(140, 10)).ToArray(), held);
        CollectionAssert.AreEqual(
            Enumerable.Range(0, 76).Concat(Enumerable.Range(100, 36)).Concat(Enumerable.Range(150, 3)).ToArray(), train);
        CollectionAssert.AreEqual(new[] { 81, 41, 8 }, rows);
    }

    [TestMethod]
    public void NothingHeldOutIsAllLearnedFrom()
    {
        (int[] train, int[] held, int[] rows) = Windows(Data([20, 3]), 4, 2, 1).Split(0);
        CollectionAssert.AreEqual(Enumerable.Range(0, train.Length).ToArray(), train);
        Assert.AreEqual(0, held.Length);
        CollectionAssert.AreEqual(new[] { 20, 3 }, rows);
    }

    [TestMethod]
    public void SeriesThatAreTooShortForBothPartsAreRefused()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Windows(Data([10]), 4, 4, 1).Split(0.2));
        StringAssert.Contains(error.Message, "ValidationFraction of 0.2 leaves nothing to measure on");
        StringAssert.Contains(error.Message, "window of 4 and a horizon of 4");
    }

    [TestMethod]
    public void TooLittleDataIsSaid()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Windows(Data([3, 4]), 6, 4, 1));
        StringAssert.Contains(error.Message, "To learn a horizon of 4, a series needs 5 rows at least, and better 10; the longest has 4.");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Windows(Data([]), 6, 4, 1));
        StringAssert.Contains(error.Message, "has no rows");
    }

    private static TrainingWindows Windows(SeriesData data, int window, int horizon, int stride) =>
        new(data, Hand.Settings() with { Window = window, Horizon = horizon }, stride);

    private static float Number(int series, int row) => series * 1000 + row;

    private static float[] Numbers(int series, int first, int count) => [.. Enumerable.Range(first, count).Select(row => Number(series, row))];

    // Mixed: a row of each series in turns.
    private static SeriesData Data(int[] lengths)
    {
        (int Series, int Row)[] rows = [.. Enumerable.Range(0, lengths.DefaultIfEmpty(0).Max())
            .SelectMany(row => Enumerable.Range(0, lengths.Length).Where(s => row < lengths[s]).Select(s => (s, row)))];
        Table table = new Table()
            .Add("Name", Microsoft.ML.Data.NumberDataViewType.Int32, [.. rows.Select(r => r.Series)])
            .AddNumbers("Value", [.. rows.Select(r => Number(r.Series, r.Row))]);
        var options = new SequenceForecaster.Options { GroupColumnName = "Name" };
        return SeriesData.Read(table, ForecastInputs.Of(table.Schema, options));
    }
}
