using Microsoft.ML.Data;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Series;

/// <summary>How far rows are apart, and the times that follow.</summary>
[TestClass]
public class TimeStepTests
{
    [TestMethod]
    [DataRow("2024-02-27 2024-02-28 2024-02-29", "2024-03-01 2024-03-02", DisplayName = "days over a leap day")]
    [DataRow("2023-02-27 2023-02-28", "2023-03-01 2023-03-02", DisplayName = "days")]
    [DataRow("2024-01-01T22:00 2024-01-01T23:00", "2024-01-02T00:00 2024-01-02T01:00", DisplayName = "hours")]
    [DataRow("2024-01-01 2024-01-08", "2024-01-15 2024-01-22", DisplayName = "weeks")]
    [DataRow("2024-01-01 2024-02-01 2024-03-01", "2024-04-01 2024-05-01", DisplayName = "months")]
    [DataRow("2024-07-01 2024-08-01", "2024-09-01 2024-10-01", DisplayName = "months of as many days")]
    [DataRow("2023-11-15T06:30 2023-12-15T06:30", "2024-01-15T06:30 2024-02-15T06:30", DisplayName = "months, with a time")]
    [DataRow("2023-11-30 2023-12-31 2024-01-31", "2024-02-29 2024-03-31", DisplayName = "ends of months")]
    [DataRow("2023-01-31 2023-02-28", "2023-03-31 2023-04-30", DisplayName = "ends of months, in February")]
    [DataRow("2023-01-30 2023-02-28", "2023-03-30 2023-04-30", DisplayName = "the 30th")]
    [DataRow("2022-12-28 2023-01-28 2023-02-28", "2023-03-28 2023-04-28", DisplayName = "the 28th")]
    [DataRow("2023-12-29 2024-01-29 2024-02-29", "2024-03-29 2024-04-29", DisplayName = "the 29th")]
    [DataRow("2023-03-31 2023-06-30", "2023-09-30 2023-12-31", DisplayName = "quarters")]
    [DataRow("2020-01-01 2021-01-01", "2022-01-01 2023-01-01", DisplayName = "years")]
    [DataRow("2020-02-29 2021-02-28", "2022-02-28 2023-02-28", DisplayName = "leap days")]
    public void TheNextTimesFollow(string times, string next)
    {
        var step = TimeStep.Of(Read(times))!;
        step.CheckSaved();
        long last = Dates(times)[^1].Ticks;
        CollectionAssert.AreEqual(
            Dates(next), new[] { new DateTime(step.After(last, 1)), new DateTime(step.After(last, 2)) });
    }

    [TestMethod]
    [DataRow("2024-01-01", DisplayName = "one row")]
    [DataRow("2024-01-01 2024-01-02 2024-01-04", DisplayName = "a gap")]
    [DataRow("2024-01-01 2024-02-01 2024-03-02", DisplayName = "nearly months")]
    [DataRow("2024-01-31 2024-02-28", DisplayName = "the end of a month, and the day before one")]
    [DataRow("0001-01-02 5001-01-01 9999-12-31", DisplayName = "a step beyond the calendar")]
    public void WhatIsNotEvenHasNoStep(string times)
    {
        // Two rows are always a span; three tell.
        TimeStep? step = TimeStep.Of(Read(times));
        Assert.IsTrue(step is null || (Dates(times).Length == 2 && step.Months == 0), $"{step}");
    }

    [TestMethod]
    public void AllSeriesMustKeepIt()
    {
        Assert.AreEqual(new TimeStep(TimeSpan.TicksPerDay, 0, 0), Of("2024-01-01 a, 2024-05-01 b, 2024-01-02 a, 2024-05-02 b"));
        Assert.AreEqual(new TimeStep(0, 1, 15), Of("2024-01-01 a, 2024-02-15 b, 2024-02-01 a, 2024-03-15 b"));
        Assert.IsNull(Of("2024-01-01 a, 2024-05-01 b, 2024-01-02 a, 2024-05-03 b"));
        // A series of one row says nothing.
        Assert.AreEqual(new TimeStep(TimeSpan.TicksPerDay, 0, 0), Of("2024-05-01 b, 2024-01-01 a, 2024-01-02 a"));
    }

    [TestMethod]
    public void WithoutTimesThereIsNone()
    {
        Table data = new Table().AddNumbers("Value", 1, 2);
        var inputs = ForecastInputs.Of(data.Schema, new BaselineForecaster.NaiveOptions());
        Assert.IsNull(TimeStep.Of(SeriesData.Read(data, inputs)));
    }

    [TestMethod]
    public void ManyStepsAtOnceAreAsManyOneByOne()
    {
        var step = new TimeStep(0, 5, 31);
        long time = new DateTime(2023, 2, 28, 13, 5, 0).Ticks;
        for (int n = 1; n < 40; n++)
        {
            long last = n == 1 ? time : step.After(time, n - 1);
            Assert.AreEqual(step.After(last, 1), step.After(time, n));
        }
    }

    [TestMethod]
    public void TheCalendarEnds()
    {
        long last = new DateTime(9999, 12, 31).Ticks;
        Assert.AreEqual(long.MaxValue, new TimeStep(0, 1, 31).After(last, 1));
        Assert.AreEqual(long.MaxValue, new TimeStep(0, int.MaxValue, 31).After(last, int.MaxValue));
        Assert.AreEqual(long.MaxValue, new TimeStep(long.MaxValue, 0, 0).After(last, int.MaxValue));
        Assert.AreEqual(long.MaxValue, new TimeStep(TimeSpan.TicksPerDay, 0, 0).After(last, 1));
        Assert.AreEqual(last + TimeSpan.TicksPerHour, new TimeStep(TimeSpan.TicksPerHour, 0, 0).After(last, 1));
    }

    [TestMethod]
    [DataRow(0, 0, 0)]
    [DataRow(-1, 0, 0)]
    [DataRow(1, 1, 1)]
    [DataRow(1, 0, 1)]
    [DataRow(0, 1, 0)]
    [DataRow(0, 1, 32)]
    [DataRow(0, -1, 1)]
    public void ASavedStepMustMakeSense(int ticks, int months, int day) =>
        Assert.ThrowsExactly<ArgumentException>(() => new TimeStep(ticks, months, day).CheckSaved());

    private static DateTime[] Dates(string times) =>
        [.. times.Split(' ').Select(t => DateTime.Parse(t, System.Globalization.CultureInfo.InvariantCulture))];

    private static SeriesData Read(string times) => Read(Dates(times), [.. Dates(times).Select(_ => "a")]);

    private static TimeStep? Of(string rows)
    {
        string[][] parts = [.. rows.Split(", ").Select(r => r.Split(' '))];
        return TimeStep.Of(Read([.. parts.Select(p => Dates(p[0])[0])], [.. parts.Select(p => p[1])]));
    }

    private static SeriesData Read(DateTime[] times, string[] groups)
    {
        Table data = new Table().AddNumbers("Value", new float[times.Length]).AddText("Group", groups)
            .Add("Date", DateTimeDataViewType.Instance, times);
        var options = new BaselineForecaster.NaiveOptions { GroupColumnName = "Group", TimeColumnName = "Date" };
        return SeriesData.Read(data, ForecastInputs.Of(data.Schema, options));
    }
}
