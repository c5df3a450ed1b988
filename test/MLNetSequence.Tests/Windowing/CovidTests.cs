using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>
/// Daily counts of eight countries, where they are at hand: a wide table, one column a country, sums from the first day on.
/// </summary>
[TestClass]
public class CovidTests
{
    private static readonly string[] Countries =
        ["China", "US", "United_Kingdom", "Italy", "France", "Germany", "Spain", "Iran"];

    [TestMethod]
    public void CumulativeCountsBecomeWindowsOfDailyChangesAndComeBack()
    {
        string path = Path();
        float[][] rows = Read(path); // [days, countries]
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromTextFile(
            path,
            [
                new TextLoader.Column("Date", DataKind.String, 0),
                new TextLoader.Column("Counts", DataKind.Single, 1, Countries.Length),
                new TextLoader.Column("Italy", DataKind.Single, 4),
            ],
            separatorChar: ',', hasHeader: true);
        IEstimator<ITransformer> pipeline = context.Transforms.Difference(new DifferenceEstimator.Options
        {
            OutputColumnName = "Changes",
            InputColumnName = "Counts",
            IncompleteRows = IncompleteRows.Drop,
        })
            .Append(context.Transforms.Integrate("CountsAgain", "Changes", "Counts"))
            .Append(context.Transforms.SlidingWindow("Window", "Changes", window: 28, horizon: 7))
            .Append(context.Transforms.SlidingWindow("ItalySoFar", "Italy", window: 1));
        ITransformer model = pipeline.Fit(data);
        foreach (IDataView view in (IDataView[])[model.Transform(data), ModelFile.Reload(model, data.Schema).Transform(data)])
        {
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 28, 8), view.Schema["Window"].Type);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 7, 8), view.Schema["Target"].Type);
            string[] actual = Show.Of(view, "Window", "Target", "CountsAgain", "ItalySoFar");
            Assert.AreEqual(rows.Length - 1 - 27 - 7, actual.Length);
            for (int i = 0; i < actual.Length; i++)
            {
                int now = i + 28;
                string expected =
                    $"{Changes(rows, now - 27, 28)} | {Changes(rows, now + 1, 7)} | {Text(rows[now])} | {Text([rows[now][3]])}";
                Assert.AreEqual(expected, actual[i], $"Day {now}");
            }
        }
    }

    /// <summary>All countries at once, a feature each: scaled by its own changes, and back to its own counts.</summary>
    [TestMethod]
    public void EightCountriesInOneVectorGoThroughAllTransformsAndComeBack()
    {
        string path = Path();
        float[][] rows = Read(path); // [days, countries]
        TransformsCatalog transforms = Show.Transforms;
        IDataView data = new MLContext(1).Data.LoadFromTextFile(
            path, [new TextLoader.Column("Counts", DataKind.Single, 1, Countries.Length)], separatorChar: ',', hasHeader: true);
        IEstimator<ITransformer> pipeline = transforms.Difference("Change", "Counts")
            .Append(transforms.ScaleSeries(new SeriesScalingEstimator.Options
            {
                OutputColumnName = "Scaled",
                InputColumnName = "Change",
                ScaleColumnName = "Scale",
                SlotsAreFeatures = true,
            }))
            .Append(transforms.SlidingWindow("Window", "Scaled", window: 28, horizon: 7))
            .Append(transforms.UnscaleSeries("ChangeAhead", "Target", "Scale"))
            .Append(transforms.IntegrateForecast("Ahead", "ChangeAhead", levelColumnName: "Counts"));
        ITransformer model = pipeline.Fit(data);
        var week = new VectorDataViewType(NumberDataViewType.Single, 7, 8);
        foreach (IDataView view in (IDataView[])[model.Transform(data), ModelFile.Reload(model, data.Schema).Transform(data)])
        {
            Assert.AreEqual(week, view.Schema["Target"].Type);
            Assert.AreEqual(week, view.Schema["Ahead"].Type);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Double, 2, 8), view.Schema["Scale"].Type);
            double[] scale = view.GetColumn<double[]>("Scale").First();
            float[][] ahead = [.. view.GetColumn<float[]>("Ahead")];
            Assert.AreEqual(rows.Length - 27 - 7, ahead.Length);
            for (int i = 0; i < ahead.Length * 7 * 8; i++)
            {
                (int window, int step, int country) = (i / 56, i / 8 % 7, i % 8);
                float expected = rows[window + 28 + step][country];
                // Each of up to seven changes is off by 2⁻²⁴ of its distance from the centre and of itself, the sum by half a unit.
                double bound = 0;
                for (int day = window + 28; day <= window + 28 + step; day++)
                {
                    double change = (double)rows[day][country] - rows[day - 1][country];
                    bound += (Math.Abs(change - scale[country]) + Math.Abs(change)) / (1 << 24);
                }
                bound += (float.BitIncrement(expected) - expected) / 2;
                Assert.AreEqual(expected, ahead[window][i % 56], 1.001 * bound, $"Window {window}, step {step}, {Countries[country]}");
            }
        }
    }

    /// <summary>The same table made long: one row for each day and country, mixed, as most sources have it.</summary>
    [TestMethod]
    public void EachCountryOfALongTableIsASeriesOfItsOwn()
    {
        float[][] rows = Read(Path());
        var context = new MLContext(1);
        IDataView data = context.Data.LoadFromEnumerable(rows.SelectMany(
            row => Countries.Select((country, c) => new CountryDay { Country = country, Count = row[c] })).ToArray());
        IDataView view = context.Transforms.Conversion.MapValueToKey("Key", "Country")
            .Append(context.Transforms.Difference("Change", "Count", lag: 7, groupColumnName: "Country"))
            .Append(context.Transforms.Integrate("Again", "Change", "Count", lag: 7, groupColumnName: "Country"))
            .Append(context.Transforms.SlidingWindow("Window", "Again", window: 14, horizon: 1, groupColumnName: "Key"))
            .Fit(data).Transform(data);
        string[] actual = Show.Of(view, "Window", "Target");
        Assert.AreEqual((rows.Length - 14) * Countries.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            (int start, int country) = (i / Countries.Length, i % Countries.Length);
            float[] expected = [.. rows.Skip(start).Take(14).Select(row => row[country])];
            Assert.AreEqual($"{Text(expected)} | {Text([rows[start + 14][country]])}", actual[i]);
        }
    }

    private static string Path() => RealData.PathOf("covid-key-countries.csv");

    private static float[][] Read(string path) =>
    [
        .. File.ReadLines(path).Skip(1).Where(line => line.Length > 0)
            .Select(line => line.Split(',').Skip(1).Select(field => float.Parse(field, CultureInfo.InvariantCulture)).ToArray()),
    ];

    private static string Changes(float[][] rows, int first, int days) => string.Join(' ', Enumerable.Range(first, days)
        .Select(day => Text([.. Enumerable.Range(0, Countries.Length).Select(c => (float)((double)rows[day][c] - rows[day - 1][c]))])));

    private static string Text(float[] numbers) => string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)));

    internal sealed class CountryDay
    {
        public string Country { get; set; } = "";

        public float Count { get; set; }
    }
}
