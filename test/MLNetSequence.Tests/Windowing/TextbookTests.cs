using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>
/// The tables of a textbook: a series as a supervised problem (Brownlee, Introduction to Time Series Forecasting with Python, 2017,
/// whose <c>series_to_supervised</c> makes them). Ten days of counts, written by hand; "-" is NaN. Where the book calls the value to be
/// foretold t, and what it is foretold of t-3, t-2, t-1, the names here are t+1 and t-2, t-1, t: t is the row that one has.
/// </summary>
[TestClass]
public class TextbookTests
{
    private static readonly Table Days = new Table()
        .Add("Day", NumberDataViewType.Int32, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
        .Add("Count", NumberDataViewType.Single, 12f, 15, 11, 18, 24, 31, 9, 13, 17, 12);

    /// <summary><c>series_to_supervised(data, n_in=3, n_out=1)</c>.</summary>
    [TestMethod]
    public void ThreeDaysAndTheNext()
    {
        IDataView table = Show.Transforms.SlidingWindow("Window", "Count", window: 3, horizon: 1).Fit(Days).Transform(Days);
        string[] expected =
        [
            // t | t-2 t-1 t | t+1
            "3 | 12 15 11 | 18",
            "4 | 15 11 18 | 24",
            "5 | 11 18 24 | 31",
            "6 | 18 24 31 | 9",
            "7 | 24 31 9 | 13",
            "8 | 31 9 13 | 17",
            "9 | 9 13 17 | 12",
        ];
        Show.AreEqual(expected, Show.Of(table, "Day", "Window", "Target"));
        CollectionAssert.AreEqual(
            new[] { "Count(t-2)", "Count(t-1)", "Count(t)" },
            Values.OfAnnotation<ReadOnlyMemory<char>>(table.Schema["Window"], "SlotNames"));
        Assert.AreSame(NumberDataViewType.Single, table.Schema["Target"].Type, "As regression trainers want their label.");
    }

    [TestMethod]
    public void FourDays()
    {
        IDataView table = Show.Transforms.SlidingWindow("Window", "Count", window: 4).Fit(Days).Transform(Days);
        string[] expected =
        [
            // t-3 t-2 t-1 t
            "12 15 11 18",
            "15 11 18 24",
            "11 18 24 31",
            "18 24 31 9",
            "24 31 9 13",
            "31 9 13 17",
            "9 13 17 12",
        ];
        Show.AreEqual(expected, Show.Of(table, "Window"));
        CollectionAssert.AreEqual(
            new[] { "Count(t-3)", "Count(t-2)", "Count(t-1)", "Count(t)" },
            Values.OfAnnotation<ReadOnlyMemory<char>>(table.Schema["Window"], "SlotNames"));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), table.Schema["Window"].Type);
        Assert.IsNull(table.Schema.GetColumnOrNull("Target"), "Nobody asked for a target.");
    }

    [TestMethod]
    public void ThreeDaysAndTwoMoreWithAllThatIsMissing()
    {
        IDataView table = Show.Transforms.SlidingWindow(new SlidingWindowEstimator.Options
        {
            InputColumnNames = ["Count"],
            Window = 3,
            Horizon = 2,
            IncompleteWindows = IncompleteRows.FillWithNaN,
            IncompleteTargets = IncompleteRows.FillWithNaN,
        }).Fit(Days).Transform(Days);
        string[] expected =
        [
            // t | t-2 t-1 t | t+1 t+2
            "1 | - - 12 | 15 11",
            "2 | - 12 15 | 11 18",
            "3 | 12 15 11 | 18 24",
            "4 | 15 11 18 | 24 31",
            "5 | 11 18 24 | 31 9",
            "6 | 18 24 31 | 9 13",
            "7 | 24 31 9 | 13 17",
            "8 | 31 9 13 | 17 12",
            "9 | 9 13 17 | 12 -",
            "10 | 13 17 12 | - -",
        ];
        Show.AreEqual(expected, Show.Of(table, "Day", "Window", "Target"));
        CollectionAssert.AreEqual(
            new[] { "Count(t+1)", "Count(t+2)" }, Values.OfAnnotation<ReadOnlyMemory<char>>(table.Schema["Target"], "SlotNames"));
        Assert.AreEqual(10L, table.GetRowCount());
    }

    [TestMethod]
    public void LagsOfADayAndOfThree()
    {
        IDataView table = Show.Transforms.Lags("Lags", "Count", [1, 3]).Fit(Days).Transform(Days);
        string[] expected =
        [
            // t | t | t-1 t-3
            "1 | 12 | - -",
            "2 | 15 | 12 -",
            "3 | 11 | 15 -",
            "4 | 18 | 11 12",
            "5 | 24 | 18 15",
            "6 | 31 | 24 11",
            "7 | 9 | 31 18",
            "8 | 13 | 9 24",
            "9 | 17 | 13 31",
            "10 | 12 | 17 9",
        ];
        Show.AreEqual(expected, Show.Of(table, "Day", "Count", "Lags"));
        CollectionAssert.AreEqual(
            new[] { "Count(t-1)", "Count(t-3)" }, Values.OfAnnotation<ReadOnlyMemory<char>>(table.Schema["Lags"], "SlotNames"));
    }

    [TestMethod]
    public void FirstSecondAndSeasonalDifferences()
    {
        IEstimator<ITransformer> differences = Show.Transforms.Difference("First", "Count")
            .Append(Show.Transforms.Difference("Second", "Count", order: 2))
            .Append(Show.Transforms.Difference("Season", "Count", lag: 3))
            .Append(Show.Transforms.Difference("Both", "Count", lag: 3, order: 2));
        string[] expected =
        [
            "12 | - | - | - | -",
            "15 | 3 | - | - | -",
            "11 | -4 | -7 | - | -",
            "18 | 7 | 11 | 6 | -",
            "24 | 6 | -1 | 9 | -",
            "31 | 7 | 1 | 20 | -",
            "9 | -22 | -29 | -9 | -15",
            "13 | 4 | 26 | -11 | -20",
            "17 | 4 | 0 | -14 | -34",
            "12 | -5 | -9 | 3 | 12",
        ];
        Show.AreEqual(expected, Show.Of(differences.Fit(Days).Transform(Days), "Count", "First", "Second", "Season", "Both"));
    }
}
