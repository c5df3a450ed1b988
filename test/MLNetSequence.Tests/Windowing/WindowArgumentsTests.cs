using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>What the transforms of series refuse, by name, before they see any data.</summary>
[TestClass]
public class WindowArgumentsTests
{
    private static readonly TransformsCatalog Catalog = Show.Transforms;

    [TestMethod]
    public void WindowOptionsOutsideTheirRange()
    {
        RefusedRange("Window", o => o.Window = 0);
        RefusedRange("Window", o => o.Window = -3);
        RefusedRange("Window", o => (o.Window, o.SamplingRate) = (int.MaxValue, int.MaxValue));
        RefusedRange("Window", o => (o.Horizon, o.TargetOffset) = (int.MaxValue, int.MaxValue));
        RefusedRange("SamplingRate", o => o.SamplingRate = 0);
        RefusedRange("Stride", o => o.Stride = 0);
        RefusedRange("StartIndex", o => o.StartIndex = -1);
        RefusedRange("Horizon", o => o.Horizon = -1);
        RefusedRange("IncompleteWindows", o => o.IncompleteWindows = (IncompleteRows)2);
        RefusedRange("IncompleteTargets", o => (o.Horizon, o.IncompleteTargets) = (1, (IncompleteRows)(-1)));
        RefusedRange("TargetOffset", o => (o.Horizon, o.TargetOffset) = (1, -5)); // 3 steps, 2 rows apart: -4 is the first row
        RefusedRange("EndIndex", o => o.EndIndex = 4); // rows 0, 2, 4
        RefusedRange("EndIndex", o => (o.StartIndex, o.EndIndex) = (7, 11));
        RefusedRange("EndIndex", o => (o.StartIndex, o.EndIndex, o.IncompleteWindows) = (7, 7, IncompleteRows.FillWithNaN));
        // Windows end at the rows 1, 4, …: 3 rows apart, and one of them at row 4.
        RefusedRange("EndIndex", o => (o.Stride, o.EndIndex, o.IncompleteWindows) = (3, 1, IncompleteRows.FillWithNaN));
        foreach (Action<SlidingWindowEstimator.Options> fine in (Action<SlidingWindowEstimator.Options>[])
            [_ => { }, o => o.EndIndex = 5, o => (o.Horizon, o.TargetOffset) = (1, -4),
            o => (o.StartIndex, o.EndIndex, o.IncompleteWindows) = (7, 8, IncompleteRows.FillWithNaN),
            o => (o.Stride, o.EndIndex, o.IncompleteWindows) = (3, 2, IncompleteRows.FillWithNaN)])
        {
            Catalog.SlidingWindow(Options(fine));
        }
    }

    [TestMethod]
    public void WindowNamesThatAreEmptyOrStandTwice()
    {
        Refused<ArgumentException>("OutputColumnName", o => o.OutputColumnName = "");
        Refused<ArgumentNullException>("OutputColumnName", o => o.OutputColumnName = null!);
        Refused<ArgumentNullException>("InputColumnNames", o => o.InputColumnNames = null!);
        Refused<ArgumentException>("InputColumnNames", o => o.InputColumnNames = []);
        Refused<ArgumentException>("InputColumnNames", o => o.InputColumnNames = ["a", ""]);
        Refused<ArgumentNullException>("InputColumnNames", o => o.InputColumnNames = ["a", null!]);
        Refused<ArgumentException>("InputColumnNames", o => o.InputColumnNames = ["a", "b", "a"]);
        Refused<ArgumentException>("TargetColumnNames", o => (o.Horizon, o.TargetColumnNames) = (1, []));
        Refused<ArgumentException>("TargetColumnNames", o => (o.Horizon, o.TargetColumnNames) = (1, ["a", "a"]));
        Refused<ArgumentException>("TargetOutputColumnName", o => (o.Horizon, o.TargetOutputColumnName) = (1, ""));
        Refused<ArgumentException>("TargetOutputColumnName", o => (o.Horizon, o.TargetOutputColumnName) = (1, "Window"));
        Refused<ArgumentException>("GroupColumnName", o => o.GroupColumnName = "");
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.SlidingWindow(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((TransformsCatalog)null!).SlidingWindow("Out", "In", 1));
        Assert.ThrowsExactly<ArgumentException>(() => Catalog.SlidingWindow("", null, 1));
    }

    /// <summary>An option that would do nothing is a mistake.</summary>
    [TestMethod]
    public void OptionsOfATargetWithoutATarget()
    {
        Refused<ArgumentException>("TargetColumnNames", o => o.TargetColumnNames = ["a"]);
        Refused<ArgumentException>("TargetOffset", o => o.TargetOffset = 2);
        Refused<ArgumentException>("TargetOutputColumnName", o => o.TargetOutputColumnName = "Ahead");
        Refused<ArgumentException>("TargetOutputColumnName", o => o.TargetOutputColumnName = null!);
        Refused<ArgumentException>("IncompleteTargets", o => o.IncompleteTargets = IncompleteRows.FillWithNaN);
    }

    [TestMethod]
    public void OptionsAreCopied()
    {
        string[] names = ["Count"];
        var options = new SlidingWindowEstimator.Options { InputColumnNames = names, Window = 2 };
        SlidingWindowEstimator estimator = Catalog.SlidingWindow(options);
        names[0] = "Other";
        (options.Window, options.OutputColumnName, options.InputColumnNames) = (5, "Other", ["Other"]);
        int[] lags = [1];
        LagsEstimator lagged = Catalog.Lags("Lags", "Count", lags);
        lags[0] = 2;
        Table data = Show.Series(1, 2, 3);
        Show.AreEqual(["1 2", "2 3"], Show.Of(estimator.Fit(data).Transform(data), "Window"));
        Show.AreEqual(["-", "1", "2"], Show.Of(lagged.Fit(data).Transform(data), "Lags"));
    }

    [TestMethod]
    public void LagsOutsideTheirRange()
    {
        Refused<ArgumentException>("Lags", () => Catalog.Lags("Out", "In", []));
        Refused<ArgumentNullException>("Lags", () => Catalog.Lags("Out", "In", null!));
        Refused<ArgumentOutOfRangeException>("Lags", () => Catalog.Lags("Out", "In", [1, -1]));
        Refused<ArgumentException>("Lags", () => Catalog.Lags("Out", "In", [1, 7, 1]));
        Refused<ArgumentOutOfRangeException>("Lags", () => Catalog.Lags("Out", "In", [int.MaxValue]));
        Refused<ArgumentException>("OutputColumnName", () => Catalog.Lags("", "In", [1]));
        Refused<ArgumentException>("GroupColumnName", () => Catalog.Lags("Out", "In", [1], ""));
        Refused<ArgumentOutOfRangeException>(
            "IncompleteRows", () => Catalog.Lags(new LagsEstimator.Options { Lags = [1], IncompleteRows = (IncompleteRows)7 }));
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.Lags(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((TransformsCatalog)null!).Lags("Out", "In", [1]));
    }

    [TestMethod]
    public void DifferencesOutsideTheirRange()
    {
        Refused<ArgumentOutOfRangeException>("Lag", () => Catalog.Difference("Out", "In", lag: 0));
        Refused<ArgumentOutOfRangeException>("Order", () => Catalog.Difference("Out", "In", order: 0));
        Refused<ArgumentOutOfRangeException>("Lag", () => Catalog.Difference("Out", "In", lag: 1 << 20, order: 1 << 20));
        Refused<ArgumentException>("OutputColumnName", () => Catalog.Difference("", "In"));
        Refused<ArgumentException>("GroupColumnName", () => Catalog.Difference("Out", "In", groupColumnName: ""));
        Refused<ArgumentOutOfRangeException>(
            "IncompleteRows", () => Catalog.Difference(new DifferenceEstimator.Options { IncompleteRows = (IncompleteRows)7 }));
        Assert.ThrowsExactly<ArgumentNullException>(() => Catalog.Difference((DifferenceEstimator.Options)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((TransformsCatalog)null!).Difference("Out", "In"));
    }

    [TestMethod]
    public void WhereASeriesStartsMustBeSaidOnce()
    {
        Refused<ArgumentException>("StartingValues", () => Catalog.Integrate(new IntegrateEstimator.Options()));
        Refused<ArgumentException>(
            "StartingValues", () => Catalog.Integrate(new IntegrateEstimator.Options { LevelColumnName = "L", StartingValues = [1] }));
        Refused<ArgumentException>("StartingValues", () => Catalog.Integrate(new IntegrateEstimator.Options { StartingValues = [] }));
        Refused<ArgumentException>(
            "StartingValues",
            () => Catalog.Integrate(new IntegrateEstimator.Options { Lag = 2, Order = 3, StartingValues = new float[7] }));
        Refused<ArgumentException>("IncompleteRows", () => Catalog.Integrate(
            new IntegrateEstimator.Options { LevelColumnName = "L", IncompleteRows = IncompleteRows.Drop }));
        Refused<ArgumentException>("levelColumnName", () => Catalog.Integrate("Out", "In", ""));
        Refused<ArgumentException>("OutputColumnName", () => Catalog.Integrate("", "In", "L"));
        Refused<ArgumentOutOfRangeException>("Lag", () => Catalog.Integrate("Out", "In", "L", lag: 0));
        Refused<ArgumentOutOfRangeException>("Order", () => Catalog.Integrate("Out", "In", "L", order: -1));
        Table pairs = Workout.Shops.Data();
        Refused<ArgumentOutOfRangeException>("StartingValues", () => Catalog.Integrate(
            new IntegrateEstimator.Options { InputColumnName = "Pair", StartingValues = [1, 2, 3] }).Fit(pairs));
    }

    [TestMethod]
    public void ForecastsOutsideTheirRange()
    {
        Refused<ArgumentException>("outputColumnName", () => Catalog.IntegrateForecast("", "In", "L"));
        Refused<ArgumentException>("inputColumnName", () => Catalog.IntegrateForecast("Out", "", "L"));
        Refused<ArgumentException>("levelColumnName", () => Catalog.IntegrateForecast("Out", "In", ""));
        Refused<ArgumentOutOfRangeException>("Lag", () => Catalog.IntegrateForecast("Out", "In", "L", lag: 0));
        Refused<ArgumentOutOfRangeException>("Order", () => Catalog.IntegrateForecast("Out", "In", "L", order: 0));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((TransformsCatalog)null!).IntegrateForecast("Out", "In", "L"));
    }

    [TestMethod]
    public void RolesAreNamed()
    {
        Table data = Show.Series(1, 2);
        var options = new SlidingWindowEstimator.Options
        {
            InputColumnNames = ["Count"],
            Window = 1,
            Horizon = 1,
            TargetColumnNames = ["No"],
        };
        Refused<ArgumentOutOfRangeException>("There is no target column 'No'", () => Catalog.SlidingWindow(options).Fit(data));
        Refused<ArgumentOutOfRangeException>(
            "There is no group column 'No'", () => Catalog.SlidingWindow("Out", "Count", 1, groupColumnName: "No").Fit(data));
        Refused<ArgumentOutOfRangeException>("There is no level column 'No'", () => Catalog.Integrate("Out", "Count", "No").Fit(data));
    }

    private static void RefusedRange(string name, Action<SlidingWindowEstimator.Options> change) =>
        Refused<ArgumentOutOfRangeException>(name, change);

    private static void Refused<T>(string name, Action<SlidingWindowEstimator.Options> change)
        where T : Exception => Refused<T>(name, () => Catalog.SlidingWindow(Options(change)));

    private static void Refused<T>(string part, Action make)
        where T : Exception => StringAssert.Contains(Assert.ThrowsExactly<T>(make).Message, part);

    private static SlidingWindowEstimator.Options Options(Action<SlidingWindowEstimator.Options> change)
    {
        var options = new SlidingWindowEstimator.Options { InputColumnNames = ["a"], Window = 3, SamplingRate = 2 };
        change(options);
        return options;
    }
}
