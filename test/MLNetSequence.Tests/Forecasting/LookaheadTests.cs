using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using MLNetSequence.Tests.Windowing;

namespace MLNetSequence.Tests.Forecasting;

/// <summary>Forecasters that read what is known of rows to come.</summary>
[TestClass]
public class LookaheadTests
{
    private static readonly AheadOptions Known = new() { Horizon = 2, GroupColumnName = "Group", Future = ["Known"] };
    private static readonly AheadOptions Timed = new() { Horizon = 2, TimeColumnName = "Date" };

    /// <summary>A row is forecast when the rows to come are there; at the ends of both series they are not.</summary>
    [TestMethod]
    public void TransformLooksAheadAndIsNaNAtTheEnds()
    {
        Table data = Data();
        IDataView scored = AheadCore.Fit(Known, data).Transform(data);
        Show.AreEqual(
            ["1 | 102 103", "2 | 203 204", "5 | 512 513", "3 | - -", "6 | - -", "4 | - -", "7 | - -"],
            Show.Of(scored, "Value", "Forecast"));
        Assert.AreEqual(7, Show.Of(scored, "Value").Length);
    }

    /// <summary>Of a window's rows only those up to the present are given as history, whatever waits behind them.</summary>
    [TestMethod]
    public void TheHistoryEndsWithTheRow()
    {
        Table data = Numbers(1, 2, 3, 4, 5, 6, 7, 8, 9).AddNumbers("Known", [.. Enumerable.Range(1, 9).Select(i => i / 10f)]);
        ForecastingTransformer model = AheadCore.Fit(new AheadOptions { Horizon = 2, Future = ["Known"] }, data, false, out AheadCore core);
        _ = Show.Of(model.Transform(data), "Forecast");
        CollectionAssert.AreEqual(
            new[] { "1 0.1", "1 0.1 2 0.2", "1 0.1 2 0.2 3 0.3", "2 0.2 3 0.3 4 0.4", "3 0.3 4 0.4 5 0.5", "4 0.4 5 0.5 6 0.6",
                "5 0.5 6 0.6 7 0.7" },
            core.Seen);
    }

    [TestMethod]
    public void ForecastTakesTheRowsToCome()
    {
        ForecastingTransformer model = AheadCore.Fit(Known, Data());
        Table future = new Table().AddText("Group", "b", "a", "b", "a", "b").AddNumbers("Known", 21, 31, 22, 32, 23);
        foreach (IReadOnlyList<SeriesForecast> all in new[] { model.Forecast(null, future), model.Forecast(Data(), null, future) })
        {
            Assert.AreEqual("a: 431 432, b: 721 722", string.Join(", ", all.Select(f => $"{f.Series}: {string.Join(' ', f.Values())}")));
        }
        // Its targets are not asked for; nor is a row too many.
        Assert.AreEqual(431, model.Forecast(1, future)[0][0]);
    }

    [TestMethod]
    public void RowsToComeThatAreMissingAreNamed()
    {
        ForecastingTransformer model = AheadCore.Fit(Known, Data());
        Fails<ArgumentException>("(Known): give the rows to come", () => model.Forecast());
        Fails<ArgumentOutOfRangeException>("up to 2 steps", () => model.Forecast(3));
        Table few = new Table().AddText("Group", "a", "a", "b").AddNumbers("Known", 1, 2, 3);
        Fails<InvalidOperationException>("2 rows to come are needed of the series 'b'; there are 1.", () => model.Forecast(null, few));
        Table none = new Table().AddText("Group", "a", "a").AddNumbers("Known", 1, 2);
        Fails<InvalidOperationException>("2 rows to come are needed of the series 'b'; there are 0.", () => model.Forecast(null, none));
        Fails<ArgumentOutOfRangeException>(
            "There is no known covariate column 'Known'", () => model.Forecast(null, new Table().AddText("Group", "a")));
        Fails<ArgumentOutOfRangeException>("'Group'", () => model.Forecast(null, new Table().AddNumbers("Known", 1)));
        Table infinite = new Table().AddText("Group", "a").AddNumbers("Known", float.PositiveInfinity);
        Fails<InvalidOperationException>("Row 1 of the rows to come has", () => model.Forecast(null, infinite));
    }

    [TestMethod]
    public void RowsToComeMustFollow()
    {
        ForecastingTransformer model = AheadCore.Fit(Timed, Days(1, 2, 3, 4), readsTimes: true);
        // Times that can be worked out need not be there; where they are, they are checked.
        Assert.AreEqual("405 406", string.Join(' ', model.Forecast().Single().Values()));
        Assert.AreEqual("405 406", string.Join(' ', model.Forecast(null, Days(5, 6)).Single().Values()));
        Fails<InvalidOperationException>(
            "must follow its last row, which is of 2024-01-04T00:00:00; number 2 is of 2024-01-07T00:00:00.",
            () => model.Forecast(null, Days(5, 7)));
        Fails<InvalidOperationException>("number 1 is of 2024-01-04T00:00:00.", () => model.Forecast(null, Days(4, 5)));
        Fails<InvalidOperationException>("must rise within a series", () => model.Forecast(null, Days(5, 5)));
    }

    /// <summary>Times that are not evenly apart must be given, or be there to be looked ahead to.</summary>
    [TestMethod]
    public void TimesThatCannotBeWorkedOutAreRead()
    {
        Table data = Days(1, 2, 4, 8);
        ForecastingTransformer model = AheadCore.Fit(Timed, data, readsTimes: true);
        Show.AreEqual(["102 104", "204 208", "- -", "- -"], Show.Of(model.Transform(data), "Forecast"));
        Fails<ArgumentException>("(Date): give the rows to come", () => model.Forecast());
        SeriesForecast next = model.Forecast(null, Days(9, 20)).Single();
        Assert.AreEqual("409 420", string.Join(' ', next.Values()));
        CollectionAssert.AreEqual(new[] { new DateTime(2024, 1, 9), new DateTime(2024, 1, 20) }, next.Times.ToArray());
        Fails<InvalidOperationException>("number 1 is of 2024-01-08T00:00:00", () => model.Forecast(null, Days(8, 9)));
    }

    [TestMethod]
    public void TimesThatCanBeWorkedOutAreNotWaitedFor()
    {
        Table data = Days(1, 2, 3, 4);
        ForecastingTransformer model = AheadCore.Fit(Timed, data, readsTimes: true);
        Show.AreEqual(["102 103", "203 204", "304 305", "405 406"], Show.Of(model.Transform(data), "Forecast"));
    }

    [TestMethod]
    public void TheCalendarEnds()
    {
        Table data = Numbers(1, 2).Add("Date", DateTimeDataViewType.Instance, new DateTime(9999, 12, 29), new DateTime(9999, 12, 30));
        ForecastingTransformer model = AheadCore.Fit(Timed, data, readsTimes: true);
        Fails<InvalidOperationException>("the calendar ends with the year 9999", () => model.Forecast());
    }

    private static Table Data() => Numbers(1, 2, 5, 3, 6, 4, 7)
        .AddText("Group", "a", "a", "b", "a", "b", "a", "b")
        .AddNumbers("Known", 1, 2, 11, 3, 12, 4, 13);

    private static Table Numbers(params float[] values) => new Table().AddNumbers("Value", values);

    private static Table Days(params int[] days) => Numbers([.. Enumerable.Range(1, days.Length).Select(i => (float)i)])
        .Add("Date", DateTimeDataViewType.Instance, [.. days.Select(d => new DateTime(2024, 1, d))]);

    private static void Fails<T>(string part, Func<object> act)
        where T : Exception => StringAssert.Contains(Assert.ThrowsExactly<T>(() => _ = act()).Message, part);
}
