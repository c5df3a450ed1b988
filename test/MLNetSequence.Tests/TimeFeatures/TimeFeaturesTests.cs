using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.TimeFeatures;

/// <summary>Numbers as pandas has them and circles as Darts has them; Python's calendar worked them out.</summary>
[TestClass]
public class TimeFeaturesTests
{
    private const TimeParts Everything = TimeParts.Minute | TimeParts.Hour | TimeParts.DayOfWeek | TimeParts.DayOfMonth
        | TimeParts.DayOfYear | TimeParts.WeekOfYear | TimeParts.Month | TimeParts.Quarter;

    /// <summary>Minute, hour, day of week, of month, of year, week, month, quarter.</summary>
    [TestMethod]
    [DataRow("2020-12-31 23:59", "59 23 3 31 366 53 12 4")]
    [DataRow("2021-01-01 00:00", "0 0 4 1 1 53 1 1")]
    [DataRow("2021-01-03 12:30", "30 12 6 3 3 53 1 1")]
    [DataRow("2021-01-04 01:01", "1 1 0 4 4 1 1 1")]
    [DataRow("2019-12-30 06:00", "0 6 0 30 364 1 12 4")]
    [DataRow("2019-12-31 18:45", "45 18 1 31 365 1 12 4")]
    [DataRow("2016-01-03 00:00", "0 0 6 3 3 53 1 1")]
    [DataRow("2015-12-31 00:00", "0 0 3 31 365 53 12 4")]
    [DataRow("2024-02-29 00:00", "0 0 3 29 60 9 2 1")]
    [DataRow("2023-12-31 00:00", "0 0 6 31 365 52 12 4")]
    [DataRow("2024-12-30 00:00", "0 0 0 30 365 1 12 4")]
    [DataRow("2000-02-29 00:00", "0 0 1 29 60 9 2 1")]
    [DataRow("1900-03-01 00:00", "0 0 3 1 60 9 3 1")]
    [DataRow("2027-01-01 00:00", "0 0 4 1 1 53 1 1")]
    [DataRow("2032-12-31 00:00", "0 0 4 31 366 53 12 4")]
    [DataRow("2023-04-01 00:00", "0 0 5 1 91 13 4 2")]
    [DataRow("2023-06-30 00:00", "0 0 4 30 181 26 6 2")]
    [DataRow("2023-07-01 00:00", "0 0 5 1 182 26 7 3")]
    [DataRow("2023-09-30 00:00", "0 0 5 30 273 39 9 3")]
    [DataRow("2023-10-01 00:00", "0 0 6 1 274 39 10 4")]
    [DataRow("0001-01-02 00:00", "0 0 1 2 2 1 1 1")]
    [DataRow("9999-12-31 23:59", "59 23 4 31 365 52 12 4")]
    public void NumbersAreThoseOfPandas(string time, string numbers)
    {
        float[] expected = [.. numbers.Split(' ').Select(float.Parse)];
        CollectionAssert.AreEqual(expected, Make(Parse(time), Everything, TimeEncoding.Number));
    }

    /// <summary>The kind of a DateTime is not looked at, nor are seconds and ticks.</summary>
    [TestMethod]
    public void ATimeIsTakenAsItStands()
    {
        DateTime time = new(2020, 12, 31, 23, 59, 59, 999);
        foreach (DateTimeKind kind in Enum.GetValues<DateTimeKind>())
        {
            CollectionAssert.AreEqual(
                new float[] { 59, 23, 3 },
                Make(DateTime.SpecifyKind(time, kind), TimeParts.Minute | TimeParts.Hour | TimeParts.DayOfWeek, TimeEncoding.Number));
        }
    }

    [TestMethod]
    [DataRow("2023-05-05 00:15", TimeParts.Minute, 1.0, 0.0)]
    [DataRow("2023-05-05 00:00", TimeParts.Hour, 0.0, 1.0)]
    [DataRow("2023-05-05 07:59", TimeParts.Hour, 0.9659258262890683, -0.25881904510252063)]
    [DataRow("2023-05-05 18:00", TimeParts.Hour, -1.0, 0.0)]
    [DataRow("2024-03-31 00:00", TimeParts.DayOfWeek, -0.7818314824680299, 0.6234898018587334)]
    [DataRow("2024-03-25 00:00", TimeParts.DayOfWeek, 0.0, 1.0)]
    [DataRow("2023-05-31 00:00", TimeParts.DayOfMonth, -0.20129852008866114, 0.9795299412524943)]
    [DataRow("2023-02-15 00:00", TimeParts.DayOfMonth, 0.0, -1.0)]
    [DataRow("2024-02-29 00:00", TimeParts.DayOfYear, 0.8483511978123038, 0.5294338912181853)]
    [DataRow("2021-01-01 00:00", TimeParts.WeekOfYear, -0.11827317092136551, 0.992981096013517)]
    [DataRow("2023-12-31 00:00", TimeParts.WeekOfYear, -0.12053668025532305, 0.992708874098054)]
    [DataRow("2023-06-30 00:00", TimeParts.Month, 0.5, -0.8660254037844387)]
    [DataRow("2023-06-30 00:00", TimeParts.Quarter, 1.0, 0.0)]
    [DataRow("2023-12-31 00:00", TimeParts.Quarter, -1.0, 0.0)]
    public void CirclesAreThoseOfDarts(string time, TimeParts part, double sin, double cos)
    {
        float[] features = Make(Parse(time), part, TimeEncoding.Cyclic);
        Assert.AreEqual(2, features.Length);
        Assert.AreEqual(sin, features[0], 1e-7);
        Assert.AreEqual(cos, features[1], 1e-7);
    }

    /// <summary>The last day of a month or year is one step before the first of the next, however long it was.</summary>
    [TestMethod]
    [DataRow(TimeParts.DayOfMonth, "2023-02-28", 28)]
    [DataRow(TimeParts.DayOfMonth, "2024-02-29", 29)]
    [DataRow(TimeParts.DayOfMonth, "2024-04-30", 30)]
    [DataRow(TimeParts.DayOfYear, "2023-12-31", 365)]
    [DataRow(TimeParts.DayOfYear, "2024-12-31", 366)]
    [DataRow(TimeParts.WeekOfYear, "2020-12-31", 53)]
    [DataRow(TimeParts.WeekOfYear, "2021-12-31", 52)]
    public void EveryCircleCloses(TimeParts part, string last, int steps)
    {
        float[] features = Make(Parse($"{last} 00:00"), part, TimeEncoding.Cyclic);
        Assert.AreEqual(-Math.Sin(2 * Math.PI / steps), features[0], 1e-7);
        Assert.AreEqual(Math.Cos(2 * Math.PI / steps), features[1], 1e-7);
    }

    [TestMethod]
    public void SlotsBearTheNamesOfTheParts()
    {
        CollectionAssert.AreEqual(
            new[] { "Minute", "Hour", "DayOfWeek", "DayOfMonth", "DayOfYear", "WeekOfYear", "Month", "Quarter" },
            Names(Everything, TimeEncoding.Number));
        CollectionAssert.AreEqual(
            new[] { "Hour.Sin", "Hour.Cos", "Month.Sin", "Month.Cos" }, Names(TimeParts.Month | TimeParts.Hour, TimeEncoding.Cyclic));
    }

    [TestMethod]
    public void ATimeThatIsMissingIsNamedOrMadeMissingFeatures()
    {
        Table data = new Table().Add("Time", DateTimeDataViewType.Instance, new DateTime(2024, 1, 1), default);
        TimeFeaturesEstimator.Options options = new() { InputColumnName = "Time", Parts = TimeParts.Hour, Encoding = TimeEncoding.Cyclic };
        TransformsCatalog catalog = new MLContext(1).Transforms;
        IDataView features = catalog.TimeFeatures(options).Fit(data).Transform(data);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(features, "TimeFeatures"));
        StringAssert.Contains(error.Message, "Row 2");
        StringAssert.Contains(error.Message, "'Time'");
        options.MissingTime = MissingTime.NaN;
        features = catalog.TimeFeatures(options).Fit(data).Transform(data);
        float[][] rows = [.. features.GetColumn<float[]>("TimeFeatures")];
        CollectionAssert.AreEqual(new float[] { 0, 1 }, rows[0]);
        CollectionAssert.AreEqual(new[] { float.NaN, float.NaN }, rows[1]);
    }

    private static DateTime Parse(string time) => DateTime.ParseExact(time, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static IDataView Transformed(DateTime time, TimeParts parts, TimeEncoding encoding)
    {
        Table data = new Table().Add("Time", DateTimeDataViewType.Instance, time);
        return new MLContext(1).Transforms.TimeFeatures("Features", "Time", parts, encoding).Fit(data).Transform(data);
    }

    private static float[] Make(DateTime time, TimeParts parts, TimeEncoding encoding) =>
        Transformed(time, parts, encoding).GetColumn<float[]>("Features").Single();

    private static string[] Names(TimeParts parts, TimeEncoding encoding)
    {
        DataViewSchema.Column column = Transformed(DateTime.UnixEpoch, parts, encoding).Schema["Features"];
        string[] names = Values.OfAnnotation<ReadOnlyMemory<char>>(column, "SlotNames");
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, names.Length), column.Type);
        return names;
    }
}
