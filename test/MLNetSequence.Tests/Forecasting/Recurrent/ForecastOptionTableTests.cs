using System.Reflection;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>No option of a forecaster is silently ignored, and none is lost on save: every property there is.</summary>
[TestClass]
public class ForecastOptionTableTests
{
    private static readonly ShopRow[] Rows = ShopRows.Make();
    private static readonly List<TrainingProgress> Told = [];
    private static readonly ListLogger Logger = new();

    private static readonly Case[] Cases =
    [
        new("OutputColumnName", "Next"),
        new("TargetColumnNames", new[] { "Value", "Second" }),
        new("Horizon", 2),
        new("GroupColumnName", "Shop"),
        new("TimeColumnName", "Day") { Before = o => o.GroupColumnName = "Shop" },
        new("ConfidenceLowerBoundColumn", "Low"),
        new("ConfidenceUpperBoundColumn", "High"),
        new("ConfidenceLevel", 0.5) { Before = o => o.ConfidenceUpperBoundColumn = "High" },
        new("WindowSize", 6),
        new("PastCovariateColumnNames", new[] { "Past" }),
        new("FutureCovariateColumnNames", new[] { "Known" }),
        new("StaticCovariateColumnNames", new[] { "Size", "Kind" }) { Before = o => o.GroupColumnName = "Shop" },
        new("TimeFeatures", TimeParts.DayOfWeek) { Before = o => (o.GroupColumnName, o.TimeColumnName) = ("Shop", "Day") },
        new("EmbeddingSize", 7) { Before = o => o.StaticCovariateColumnNames = ["Kind"] },
        new("Strategy", ForecastingStrategy.EncoderDecoder),
        new("Loss", new GaussianLoss()),
        new("Scaling", ForecastScaling.Series),
        new("Transform", TargetTransform.LogarithmOfOneMore),
        new("LinearSteps", 2),
        new("LinearStart", false),
        new("Stride", 2),
        new("Paths", 5) { Before = o => o.Strategy = ForecastingStrategy.Recursive },
        new("Training", Nets.Training(3)),
        new("Progress", new DirectProgress<TrainingProgress>(Told.Add)) { Effect = () => Told.Count > 0 },
        new("Logger", Logger) { Effect = () => Logger.Lines.Count > 0 },
        new("CancellationToken", new CancellationToken(true)) { Throws = true },
    ];

    private static IEnumerable<object[]> Names => Cases.Select(c => new object[] { c.Name });

    [TestMethod]
    public void EveryOptionThatCanBeSetHasACase() => CollectionAssert.AreEquivalent(
        typeof(SequenceForecaster.Options).GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name).ToArray(),
        Cases.Select(c => c.Name).ToArray());

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void ItDoesSomethingAndIsSaved(string name)
    {
        Case c = Cases.Single(c => c.Name == name);
        Table data = ShopRows.Table(Rows);
        ForecastingTransformer Fit(bool set) => Nets.Fit(data, o =>
        {
            c.Before?.Invoke(o);
            PropertyInfo property = typeof(SequenceForecaster.Options).GetProperty(name)!;
            if (set)
            {
                property.SetValue(o, c.Value);
            }
        });
        string All(ForecastingTransformer model) => $"{Nets.Saved(model)}\n{Nets.All(model, data)}";
        if (c.Throws)
        {
            Assert.ThrowsExactly<OperationCanceledException>(() => Fit(true));
            return;
        }
        ForecastingTransformer usual = Fit(false), changed = Fit(true);
        Assert.AreEqual(All(changed), All(Nets.Reload(changed, data.Schema)));
        if (c.Effect is null)
        {
            Assert.AreNotEqual(All(usual), All(changed));
            return;
        }
        Assert.AreEqual(All(usual), All(changed));
        Assert.IsTrue(c.Effect());
    }

    /// <summary>One option, and a value that is not its default.</summary>
    private sealed record Case(string Name, object Value)
    {
        /// <summary>What else must be set for it to matter, with and without it.</summary>
        public Action<SequenceForecaster.Options>? Before { get; init; }

        /// <summary>What it does where the model stays the same; null where it makes another.</summary>
        public Func<bool>? Effect { get; init; }

        public bool Throws { get; init; }
    }
}
