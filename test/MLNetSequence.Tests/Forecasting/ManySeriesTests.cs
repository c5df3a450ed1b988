using Microsoft.ML.Data;
using MLNetSequence.Tests.Forecasting.Baselines;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting;

/// <summary>Many short series: what a model holds of them stays near the size of their data.</summary>
[TestClass]
[DoNotParallelize]
public class ManySeriesTests
{
    private const int Groups = 10_000;
    private const int Rows = 50;

    [TestMethod]
    public void TenThousandSeriesAreHeldOnce()
    {
        var random = new Random(1);
        Table data = new Table()
            .AddNumbers("Value", [.. Enumerable.Range(0, Groups * Rows).Select(_ => random.NextSingle())])
            .Add("Group", NumberDataViewType.Int32, [.. Enumerable.Range(0, Groups * Rows).Select(i => i % Groups)]);
        // All that is loaded once is loaded.
        _ = Baseline.Naive(2, "Group").Fit(Baseline.OneSeries(1, 2).Add("Group", NumberDataViewType.Int32, 1, 1));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ForecastingTransformer model = Baseline.Naive(2, "Group").Fit(data);
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.HasCount(Groups, model.Model.Memory.Series);
        // Each is an object or two beside its rows.
        Assert.IsLessThan(3L * Groups * Rows * sizeof(float), held);
        IReadOnlyList<SeriesForecast> all = model.Forecast();
        Assert.HasCount(Groups, all);
        Assert.AreEqual("9999", all[^1].Series);
    }
}
