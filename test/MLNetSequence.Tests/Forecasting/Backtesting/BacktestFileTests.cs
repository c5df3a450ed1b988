using System.Globalization;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

[TestClass]
public sealed class BacktestFileTests
{
    private static readonly string[] Names = ["a, \"b\"", " c", "line\nend", "plain"];

    [TestMethod]
    public void TheForecastsReadBackFromTheirFile()
    {
        ToyRow[] rows = [.. ToyRows.Of(3, [.. Names.Select((_, i) => ($"{(char)('a' + i)}", i, 12, -1))])
            .Select(r => r with { Series = Names[r.Series[0] - 'a'], Time = r.Time.AddMilliseconds(5) })];
        var forecaster = new ToyForecaster(new ToyOptions
        {
            TargetColumnNames = ["Y", "Z"],
            Horizon = 2,
            GroupColumnName = "Series",
            TimeColumnName = "Time",
        });
        BacktestResult result = BacktestTests.Run(rows, forecaster, new BacktestOptions { Levels = [0.5, 0.975] });

        List<string[]> table = Parse(InGerman(result.ToCsv));

        CollectionAssert.AreEqual(
            new[] { "series", "origin", "step", "target", "time", "actual", "forecast", "lower_0.5", "upper_0.5", "lower_0.975", "upper_0.975" },
            table[0]);
        var lines = (from f in result.Forecasts from step in new[] { 0, 1 } from target in new[] { 0, 1 } select (f, step, target)).ToArray();
        Assert.HasCount(lines.Length + 1, table);
        foreach (((BacktestForecast f, int step, int target), string[] line) in lines.Zip(table.Skip(1)))
        {
            Assert.AreEqual(f.Series, line[0]);
            Assert.AreEqual(f.OriginTime, DateTime.Parse(line[1], CultureInfo.InvariantCulture));
            Assert.AreEqual((step + 1, f.Forecast.Targets[target]), (int.Parse(line[2]), line[3]));
            Assert.AreEqual(f.Forecast.Times[step], DateTime.Parse(line[4], CultureInfo.InvariantCulture));
            float[] expected =
            [
                f.Actual(step, target), f.Forecast[step, target],
                .. new[] { 0.5, 0.975 }.Select(l => f.Forecast.Interval(l, target)).SelectMany(b => new[] { b.Lower[step], b.Upper[step] }),
            ];
            CollectionAssert.AreEqual(expected, line[5..].Select(Number).ToArray());
        }
    }

    [TestMethod]
    public void WithoutTimesAnOriginIsARow()
    {
        var forecaster = new NaiveToy(new ToyOptions { TargetColumnNames = ["Y"], Horizon = 2 });
        var options = new BacktestOptions { StartRow = 2, LastPointOnly = true, Levels = [] };

        BacktestResult result = BacktestResultTests.Forecast(new Table().AddNumbers("Y", 1, 2, 4.5f, float.NaN, 9), forecaster, options);

        Assert.AreEqual("series,origin,step,target,time,actual,forecast\n,2,2,Y,,,2\n,3,2,Y,,9,4.5\n", result.ToCsv());
    }

    [TestMethod]
    public void AFileIsReplacedWhole()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("backtest").FullName, "forecasts.csv");
        File.WriteAllText(path, new string('x', 100_000));
        BacktestResult result = BacktestTests.Run(
            ToyRows.One(), new NaiveToy(new ToyOptions { TargetColumnNames = ["Y"] }), new BacktestOptions());

        result.SaveCsv(path);

        Assert.AreEqual(result.ToCsv(), File.ReadAllText(path));
        Assert.HasCount(1, Directory.GetFiles(Path.GetDirectoryName(path)!));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [TestMethod]
    public void MetricsAreALineEach()
    {
        string path = Path.GetTempFileName();
        var forecaster = new NaiveToy(new ToyOptions { TargetColumnNames = ["Y", "Z"], Horizon = 2, GroupColumnName = "Series" });
        BacktestResult result = BacktestTests.Run(ToyRows.Of(1, ("a", 0, 9, -1), ("b", 0, 9, -1)), forecaster, new BacktestOptions());

        InGerman(() =>
        {
            result.SaveMetricsCsv(path);
            return "";
        });

        List<string[]> table = Parse(File.ReadAllText(path));
        File.Delete(path);
        CollectionAssert.AreEqual(
            new[] { "of", "name", "count", "mae", "rmse", "mape", "smape", "mase", "pinball", "coverage_0.8", "width_0.8", "coverage_0.95", "width_0.95" },
            table[0]);
        CollectionAssert.AreEqual(
            new[] { "all ", "step 1", "step 2", "target Y", "target Z", "series a", "series b" },
            table.Skip(1).Select(line => $"{line[0]} {line[1]}").ToArray());
        ForecastMetrics b = result.PerSeries["b"];
        double[] expected =
        [
            b.Count, b.MeanAbsoluteError, b.RootMeanSquaredError, b.MeanAbsolutePercentageError, b.SymmetricMeanAbsolutePercentageError,
            b.MeanAbsoluteScaledError, b.MeanPinballLoss, b.Intervals[0].Coverage, b.Intervals[0].MeanWidth, b.Intervals[1].Coverage,
            b.Intervals[1].MeanWidth,
        ];
        CollectionAssert.AreEqual(expected, table[^1][2..].Select(Exact).ToArray());
    }

    private static double Exact(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static float Number(string text) => text.Length == 0 ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture);

    // RFC 4180, by the letter.
    private static List<string[]> Parse(string csv)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        string cell = "";
        bool quoted = false;
        for (int i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"')
            {
                // A quote within quotes is written twice.
                cell += !quoted && i > 0 && csv[i - 1] == '"' ? "\"" : "";
                quoted = !quoted;
            }
            else if (!quoted && (csv[i] is ',' or '\n'))
            {
                row.Add(cell);
                cell = "";
                if (csv[i] == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                cell += csv[i];
            }
        }
        Assert.AreEqual((false, "", 0), (quoted, cell, row.Count), "The file ends within a line.");
        return rows;
    }

    private static string InGerman(Func<string> write)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            return write();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
