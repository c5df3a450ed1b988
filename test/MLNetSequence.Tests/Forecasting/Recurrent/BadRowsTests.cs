using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Columns and rows that make no sense are refused, and named.</summary>
[TestClass]
public class BadRowsTests
{
    private const float NaN = float.NaN;

    private static readonly ShopRow[] Rows = ShopRows.Make();

    private static IEnumerable<object[]> Columns =>
    [
        ["Value", "target"], ["Second", "target"], ["Past", "past covariate"], ["Known", "known covariate"], ["Size", "static covariate"],
        ["Kind", "static covariate"], ["Shop", "group"], ["Day", "time"],
    ];

    [TestMethod]
    [DynamicData(nameof(Columns))]
    public void AColumnThatIsMissingOrOfAnotherTypeIsNamed(string column, string role)
    {
        SequenceForecaster forecaster = Nets.Of(o => ShopRows.UseAll(o, known: true));
        Table whole = ShopRows.Table(Rows);
        Table without = whole.Without(column), wrong = whole.Without(column)
            .Add(column, NumberDataViewType.Double, new double[Rows.Length]);
        ForecastingTransformer model = forecaster.Fit(whole);
        foreach ((Table data, string says) in new[]
        {
            (without, $"There is no {role} column '{column}'"), (wrong, $"The {role} column '{column}' must be"),
        })
        {
            foreach (Action action in new Action[]
            {
                () => forecaster.GetOutputSchema(Shapes.Of(data.Schema)), () => forecaster.Fit(data), () => model.Transform(data),
                () => model.GetOutputSchema(data.Schema), () => model.Forecast(data, future: whole),
            })
            {
                Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(action);
                StringAssert.Contains(error.Message, says);
            }
        }
    }

    [TestMethod]
    public void NullsAreRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => Nets.Of().Fit(null!));
        ForecastingTransformer model = Nets.Fit(Nets.One(20, i => i));
        Assert.ThrowsExactly<ArgumentNullException>(() => model.Forecast(null!, horizon: 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => model.Transform(null!));
    }

    [TestMethod]
    public void TooFewRowsAreSaid()
    {
        IsRefused("The training data has no rows.", Nets.One());
        IsRefused("a series needs 4 rows at least, and better 7; the longest has 1.", Nets.One(1));
        IsRefused("the longest has 3.", Nets.One(1, 2, 3));
        Assert.AreEqual(3, Nets.Fit(Nets.One(1, 2, 3, 4)).Forecast()[0].Values().Length);
        IsRefused(
            "ValidationFraction of 0.2 leaves nothing to measure on", Nets.One(1, 2, 3, 4, 5),
            o => o.Training = o.Training with { ValidationFraction = 0.2 });
    }

    [TestMethod]
    public void ATargetThatIsNeverThereIsSaid()
    {
        IsRefused("no target that is not missing", Nets.One(20, _ => NaN));
        // Values, but none behind another that is known.
        IsRefused("no target that is not missing", Nets.One(Nets.Numbers(20, i => i > 16 ? i : NaN)));
    }

    [TestMethod]
    [DataRow(TargetTransform.Logarithm, 0f, "Row 3 has 0 in column 'Value': Logarithm needs values above 0")]
    [DataRow(TargetTransform.Logarithm, -2f, "Row 3 has -2 in column 'Value': Logarithm needs values above 0")]
    [DataRow(TargetTransform.LogarithmOfOneMore, -0.5f, "LogarithmOfOneMore needs values at least 0")]
    [DataRow(TargetTransform.SquareRoot, -1f, "SquareRoot needs values at least 0")]
    public void AValueThatCannotBeTransformedIsNamed(TargetTransform transform, float value, string says)
    {
        float[] values = Nets.Numbers(20, i => i + 1);
        values[2] = value;
        IsRefused(says, Nets.One(values), o => o.Transform = transform);
        IsRefused(
            "Row 2 of the series 'odd'", Nets.One(values).AddText("Name", [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? "odd" : "even")]),
            o => (o.Transform, o.GroupColumnName) = (transform, "Name"));
    }

    /// <summary>Nor can one that is to be forecast from: it would be no number, and the forecast none either.</summary>
    [TestMethod]
    [DataRow(TargetTransform.Logarithm, 0f)]
    [DataRow(TargetTransform.SquareRoot, -1f)]
    public void SoIsOneToForecastFrom(TargetTransform transform, float value)
    {
        ForecastingTransformer model = Nets.Fit(Nets.One(20, i => i + 1), o => o.Transform = transform);
        Table history = Nets.One(1, 2, value, 4, 5);
        foreach (Func<object> forecast in new Func<object>[]
        {
            () => model.Forecast(history), () => Values.Of(model.Transform(history), "Forecast"),
        })
        {
            Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => forecast());
            StringAssert.Contains(error.Message, $"{transform} needs values");
        }
    }

    [TestMethod]
    [DataRow(1.5f)]
    [DataRow(-1f)]
    public void WhatIsNoCountIsNamed(float value)
    {
        float[] values = Nets.Numbers(20, i => i);
        values[4] = value;
        IsRefused("Row 5 has", Nets.One(values), o => o.Loss = new NegativeBinomialLoss());
        IsRefused("needs counts, whole numbers of at least 0", Nets.One(values), o => o.Loss = new NegativeBinomialLoss());
    }

    [TestMethod]
    [DataRow("Value", float.PositiveInfinity)]
    [DataRow("Past", float.NegativeInfinity)]
    [DataRow("Known", float.PositiveInfinity)]
    public void AnInfiniteValueIsNamed(string column, float value)
    {
        float[] bad = Nets.Numbers(Rows.Length, i => i);
        bad[6] = value;
        Table data = ShopRows.Table(Rows).Without(column).AddNumbers(column, bad);
        string says = $"Row 7 has {(value > 0 ? "Infinity" : "-Infinity")} in column '{column}': a value must be finite, or NaN";
        Action<SequenceForecaster.Options> all = o => ShopRows.UseAll(o, known: true);
        IsRefused(says, data, all);
        ForecastingTransformer model = Nets.Fit(ShopRows.Table(Rows), all);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(model.Transform(data), "Forecast"));
        StringAssert.Contains(error.Message, says);
    }

    [TestMethod]
    [DataRow(NaN)]
    [DataRow(float.PositiveInfinity)]
    public void AStaticNumberMustBeThere(float value)
    {
        ShopRow[] rows = [.. Rows.Select(r => r with { Size = r.Shop == "b" ? value : 1 })];
        IsRefused(
            "among its static covariates (Size): what holds for a whole series must be finite", ShopRows.Table(rows),
            o => ShopRows.UseAll(o, known: false));
    }

    [TestMethod]
    public void AStaticKeyMayBeMissing()
    {
        ShopRow[] rows = [.. Rows.Select(r => r with { Kind = r.Shop == "b" ? 0u : 1 })];
        ForecastingTransformer model = Nets.Fit(ShopRows.Table(rows), o => ShopRows.UseAll(o, known: false));
        Assert.IsTrue(model.Forecast()[1].Values().All(float.IsFinite));
    }

    [TestMethod]
    public void TimesMustRiseWithinASeries()
    {
        ShopRow[] Swapped(int by) => [.. Rows.Select((r, i) => i == 20 ? r with { Day = r.Day.AddDays(by) } : r)];
        foreach (int by in new[] { -1, -5 })
        {
            IsRefused("Row 21 is of", ShopRows.Table(Swapped(by)), o => (o.TimeColumnName, o.GroupColumnName) = ("Day", "Shop"));
            IsRefused("must rise within a series", ShopRows.Table(Swapped(by)), o => (o.TimeColumnName, o.GroupColumnName) = ("Day", "Shop"));
        }
        IsRefused("name the column that tells series apart", ShopRows.Table(Rows), o => o.TimeColumnName = "Day");
        IsRefused(
            "Row 3: column 'Day' holds the first day of year 1", ShopRows.Table([.. Rows.Select((r, i) => i == 2 ? r with { Day = default } : r)]),
            o => (o.TimeColumnName, o.GroupColumnName) = ("Day", "Shop"));
    }

    /// <summary>A covariate that was never missing in training; one that was may be again.</summary>
    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void ACovariateThatIsMissingForTheFirstTimeIsNamed(ForecastingStrategy strategy)
    {
        ForecastingTransformer model = Nets.Fit(ShopRows.Table(Rows), o =>
        {
            o.Strategy = strategy;
            ShopRows.UseAll(o, known: true);
        });
        Table now = ShopRows.Table([.. Rows.Select((r, i) => i == 12 ? r with { Known = NaN } : r)]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Values.Of(model.Transform(now), "Forecast"));
        StringAssert.Contains(error.Message, "A value of column 'Known' is missing (NaN). In training none was");
        Values.Of(model.Transform(ShopRows.Table([.. Rows.Select(r => r with { Past = NaN })])), "Forecast");
        // And where it was missing in training, too.
        model = Nets.Fit(now, o =>
        {
            o.Strategy = strategy;
            ShopRows.UseAll(o, known: true);
        });
        Assert.IsTrue(Values.Of(model.Transform(now), "Forecast").Length == Rows.Length);
    }

    [TestMethod]
    [DataRow(ForecastingStrategy.Direct)]
    [DataRow(ForecastingStrategy.Recursive)]
    [DataRow(ForecastingStrategy.EncoderDecoder)]
    public void OfAStrangerWithoutAValueThereIsNoForecast(ForecastingStrategy strategy)
    {
        Table data = Nets.One(30, i => 10 + i % 4).AddText("Name", [.. Enumerable.Repeat("a", 30)]);
        ForecastingTransformer model = Nets.Fit(data, o => (o.Strategy, o.GroupColumnName) = (strategy, "Name"));
        float[] Forecast(string name) => model.Forecast(Nets.One(NaN, NaN).AddText("Name", name, name))[0].Values();
        Assert.IsTrue(Forecast("b").All(float.IsNaN));
        Assert.IsTrue(Forecast("a").All(v => v is > 0 and < 30), "Of a series that was in training its level is known.");
        Table counts = Nets.One(30, i => 10 + i % 4).AddText("Name", [.. Enumerable.Repeat("a", 30)]);
        model = Nets.Fit(counts, o => (o.Strategy, o.GroupColumnName, o.Loss) = (strategy, "Name", new NegativeBinomialLoss()));
        Assert.IsTrue(Forecast("b").All(float.IsNaN));
        Assert.IsTrue(Forecast("a").All(v => v is >= 0 and < 60));
    }

    /// <summary>However long the window: it is what there is.</summary>
    [TestMethod]
    public void AWindowLongerThanAnySeriesIsAllOfIt()
    {
        Table data = Nets.One(20, i => i);
        ForecastingTransformer model = Nets.Fit(data, o => o.WindowSize = int.MaxValue);
        Assert.AreEqual(20, Values.Of(model.Transform(data), "Forecast").Length);
        Assert.AreEqual(Nets.Text(model.Forecast()), Nets.Text(model.Forecast(data)));
    }

    private static void IsRefused(string says, Table data, Action<SequenceForecaster.Options>? change = null)
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Nets.Fit(data, change));
        StringAssert.Contains(error.Message, says);
    }
}
