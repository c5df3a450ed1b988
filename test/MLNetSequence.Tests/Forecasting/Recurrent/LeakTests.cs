namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Nothing that is held out, and nothing that is still to come, decides what is learned.</summary>
[TestClass]
public class LeakTests
{
    private static readonly ShopRow[] Rows = ShopRows.Make(30);

    private static IEnumerable<object[]> Kinds =>
        from strategy in Enum.GetValues<ForecastingStrategy>()
        from poison in new[] { 1e6f, 0, -1e6f }
        select new object[] { strategy, poison };

    /// <summary>Weights, scales and the linear start are of the rows to learn from, whatever those are that are measured on.</summary>
    [TestMethod]
    [DynamicData(nameof(Kinds))]
    public void RowsThatAreHeldOutCanBeAnything(ForecastingStrategy strategy, float poison)
    {
        ForecastingTransformer Fit(params ShopRow[] rows) => Nets.Fit(ShopRows.Table(rows), o =>
        {
            o.Strategy = strategy;
            ShopRows.UseAll(o, known: true);
            o.Training = o.Training with { ValidationFraction = 0.25 };
        });
        ForecastingTransformer model = Fit(Rows);
        // Series a, b and c have 30, 28 and 26 rows; of 24, 22 and 20 windows 6, 6 (rounded to even) and 5 are measured on.
        DateTime from = Rows[^1].Day.AddDays(-6);
        ShopRow[] poisoned = [.. Rows.Select(r => r.Day <= from
            ? r
            : r with { Value = poison, Other = poison + r.Day.Day, Past = poison, Known = poison })];
        ForecastingTransformer other = Fit(poisoned);
        Assert.AreEqual(Nets.Bits(model), Nets.Bits(other), "The network, and all that was measured.");
        Assert.AreNotEqual(model.History![^1].ValidationLoss, other.History![^1].ValidationLoss);
    }

    /// <summary>And those that are learned from do decide: the test above would not notice a model that learns nothing.</summary>
    [TestMethod]
    public void RowsThatAreLearnedFromCannot()
    {
        string Fit(float value) => Nets.Bits(Nets.Fit(
            Nets.One(Nets.Numbers(40, i => i == 5 ? value : i % 6)), o => o.Training = o.Training with { ValidationFraction = 0.25 }));
        Assert.AreNotEqual(Fit(0), Fit(1));
    }

    /// <summary>Early stopping looks at windows whose outcome is in no window that is learned from.</summary>
    [TestMethod]
    public void TheModelOfAPrefixIsThatOfTheRowsBeforeIt()
    {
        ShopRow[] known = [.. Rows.Where(r => r.Day < Rows[^1].Day.AddDays(-8))];
        ShopRow[] later = [.. Rows.Skip(known.Length).Select(r => r with { Value = 1e30f, Other = float.NaN, Known = -1e30f })];
        var all = ShopRows.Table([.. known, .. later]);
        void Change(SequenceForecaster.Options o)
        {
            ShopRows.UseAll(o, known: false);
            o.Training = o.Training with { ValidationFraction = 0.2, EarlyStopping = new() };
        }
        ForecastingTransformer expected = Nets.Fit(ShopRows.Table(known), Change);
        ForecastingTransformer found = Nets.Fit(new Microsoft.ML.MLContext(1).Data.TakeRows(all, known.Length), Change);
        Assert.AreEqual(Nets.Saved(expected), Nets.Saved(found));
        Assert.AreEqual(Nets.Text(expected.Forecast()), Nets.Text(found.Forecast()));
    }
}
