using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>A forecast depends on the last rows of its series and on nothing else, whoever asks for it: bit for bit.</summary>
[TestClass]
public class AgreementTests
{
    private const int Horizon = 3;

    private static readonly ShopRow[] Rows = ShopRows.Make();
    private static readonly Dictionary<(ForecastingStrategy, bool), ForecastingTransformer> Models = [];

    private static IEnumerable<object[]> Kinds =>
        from strategy in Enum.GetValues<ForecastingStrategy>() from known in new[] { false, true } select new object[] { strategy, known };

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void TransformSaysOfEachRowWhatForecastSaysAfterIt(ForecastingStrategy strategy, bool known)
    {
        ForecastingTransformer model = Model(strategy, known);
        Table data = ShopRows.Table(Rows);
        string[] made = Outputs(model.Transform(data));
        for (int r = 0; r < Rows.Length; r++)
        {
            ShopRow[] future = After(r);
            if (known && future.Length < Horizon)
            {
                Assert.IsTrue(made[r].Split(' ').All(f => f == Values.Write(float.NaN)), $"row {r}: what is known ahead is not there.");
                continue;
            }
            SeriesForecast forecast = model.Forecast(ShopRows.Table(Rows[..(r + 1)]), future: known ? Future(r) : null)
                .Single(f => f.Series == Rows[r].Shop);
            Assert.AreEqual(Flat(forecast), made[r], $"row {r}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void SavedAndLoadedItSaysTheSame(ForecastingStrategy strategy, bool known)
    {
        ForecastingTransformer model = Model(strategy, known);
        Table data = ShopRows.Table(Rows);
        ForecastingTransformer loaded = Nets.Reload(model, data.Schema);
        CollectionAssert.AreEqual(Outputs(model.Transform(data)), Outputs(loaded.Transform(data)));
        Table? future = known ? ShopRows.Table(Next()) : null;
        Assert.AreEqual(Nets.Text(model.Forecast(future: future)), Nets.Text(loaded.Forecast(future: future)));
        Assert.AreEqual(Nets.Text(model.Forecast(data, future: future)), Nets.Text(model.Forecast(future: future)), "It remembers its data.");
        Assert.AreEqual(Nets.Saved(model), Nets.Saved(loaded));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void ASeriesIsForecastAloneAsAmongOthersInAnyOrder(ForecastingStrategy strategy, bool known)
    {
        ForecastingTransformer model = Model(strategy, known);
        ShopRow[] next = Next();
        Dictionary<string, string> Forecast(ShopRow[] rows) => model
            .Forecast(ShopRows.Table(rows), future: known ? ShopRows.Table(next) : null).ToDictionary(f => f.Series, Nets.Text);
        Dictionary<string, string> mixed = Forecast(Rows);
        foreach ((string shop, string alone) in Rows.GroupBy(r => r.Shop).SelectMany(g => Forecast([.. g])))
        {
            Assert.AreEqual(mixed[shop], alone, shop);
        }
        foreach ((string shop, string sorted) in Forecast([.. Rows.OrderByDescending(r => r.Shop).ThenBy(r => r.Day)]))
        {
            Assert.AreEqual(mixed[shop], sorted, shop);
        }
        // Of a long history, the last rows count.
        foreach ((string shop, string last) in Forecast([.. Rows.GroupBy(r => r.Shop).SelectMany(g => g.TakeLast(4))]))
        {
            Assert.AreEqual(mixed[shop], last, shop);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void TransformDoesNotCareHowSeriesAreMixed(ForecastingStrategy strategy, bool known)
    {
        ForecastingTransformer model = Model(strategy, known);
        ShopRow[] sorted = [.. Rows.OrderByDescending(r => r.Shop).ThenBy(r => r.Day)];
        // A row that waits for what is known ahead may come behind one of another series.
        string[] Lines(ShopRow[] rows)
        {
            Microsoft.ML.IDataView made = model.Transform(ShopRows.Table(rows));
            return [.. Outputs(made).Zip(Values.Of(made, "Shop"), Values.Of(made, "Day")).Select(line => $"{line}").Order()];
        }
        CollectionAssert.AreEqual(Lines(Rows), Lines(sorted));
    }

    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void AnyNumberOfThreadsMayAskAtOnce(ForecastingStrategy strategy, bool known)
    {
        ForecastingTransformer model = Model(strategy, known);
        string expected = Nets.All(model, ShopRows.Table(Rows));
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 6 }, _ =>
            Assert.AreEqual(expected, Nets.All(model, ShopRows.Table(Rows))));
    }

    /// <summary>Later rows of its series decide nothing at a row, but for what is known ahead; nor do other series.</summary>
    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void NothingOfTheFutureIsReadButWhatIsKnownAhead(ForecastingStrategy strategy, bool known)
    {
        ForecastingTransformer model = Model(strategy, known);
        int origin = Rows.Length / 2;
        string[] expected = Outputs(model.Transform(ShopRows.Table(Rows)));
        foreach (float poison in new[] { 1e30f, float.NaN, -1 })
        {
            ShopRow[] poisoned = [.. Rows.Select((r, i) => i < origin
                ? r
                : r with { Value = poison, Other = poison, Past = poison, Size = 99, Kind = 1 })];
            string[] found = Outputs(model.Transform(ShopRows.Table(poisoned)));
            CollectionAssert.AreEqual(expected[..origin], found[..origin]);
        }
    }

    private static ForecastingTransformer Model(ForecastingStrategy strategy, bool known)
    {
        lock (Models)
        {
            if (!Models.TryGetValue((strategy, known), out ForecastingTransformer? model))
            {
                Models[(strategy, known)] = model = Nets.Fit(ShopRows.Table(Rows), o =>
                {
                    o.Strategy = strategy;
                    ShopRows.UseAll(o, known);
                });
            }
            return model;
        }
    }

    private static ShopRow[] After(int row) => [.. Rows[(row + 1)..].Where(r => r.Shop == Rows[row].Shop).Take(Horizon)];

    // The rows that come after one in its series; those of other series are asked for, too, and may be any.
    private static Table Future(int row) => ShopRows.Table(
        [.. After(row), .. Rows[..(row + 1)].Where(r => r.Shop != Rows[row].Shop).GroupBy(r => r.Shop).SelectMany(g => Following(g.Last()))]);

    private static ShopRow[] Next() => [.. Rows.GroupBy(r => r.Shop).SelectMany(g => Following(g.Last()))];

    private static IEnumerable<ShopRow> Following(ShopRow last) => Enumerable.Range(1, Horizon)
        .Select(h => last with { Day = last.Day.AddDays(h), Known = h, Value = float.NaN, Other = float.NaN, Past = float.NaN });

    private static string[] Outputs(Microsoft.ML.IDataView made)
    {
        float[][][] columns = [.. new[] { "Forecast", "Low", "High" }
            .Select(name => made.GetColumn<VBuffer<float>>(made.Schema[name]).Select(v => v.DenseValues().ToArray()).ToArray())];
        return [.. columns[0].Select((_, r) => string.Join(' ', columns.SelectMany(c => c[r]).Select(Values.Write)))];
    }

    private static string Flat(SeriesForecast f)
    {
        (float[] Low, float[] High)[] bounds = [f.Interval(0.8, 0), f.Interval(0.8, 1)];
        float[] point = [.. Enumerable.Range(0, Horizon).SelectMany(h => new[] { f[h, 0], f[h, 1] })];
        float[] low = [.. Enumerable.Range(0, Horizon).SelectMany(h => bounds.Select(b => b.Low[h]))];
        float[] high = [.. Enumerable.Range(0, Horizon).SelectMany(h => bounds.Select(b => b.High[h]))];
        return string.Join(' ', point.Concat(low).Concat(high).Select(Values.Write));
    }
}
