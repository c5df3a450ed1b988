namespace Microsoft.ML.Data;

/// <summary>Mean and spread of what a metric has changed by.</summary>
public sealed class MetricStatistics
{
    private readonly List<double> _changes = [];

    internal MetricStatistics() { }
    public double Mean => _changes.DefaultIfEmpty().Average();
    public double StandardDeviation => Count <= 1 ? 0 : Math.Sqrt(_changes.Sum(change => (change - Mean) * (change - Mean)) / (Count - 1));
    public double StandardError => Count <= 1 ? 0 : StandardDeviation / Math.Sqrt(Count);
    public int Count => _changes.Count;
    internal void Add(double metric, double baseline) => _changes.Add(metric - baseline);
}

/// <summary>Statistics of metrics, each under the metric's own name.</summary>
internal interface IMetricsStatistics<T>
{
    void Add(T metrics, T baseline)
    {
        foreach (var property in GetType().GetProperties().Where(property => property.PropertyType == typeof(MetricStatistics)))
        {
            double Value(T of) => (double)typeof(T).GetProperty(property.Name)!.GetValue(of)!;
            ((MetricStatistics)property.GetValue(this)!).Add(Value(metrics), Value(baseline));
        }
        AddLists(metrics, baseline);
    }

    void AddLists(T metrics, T baseline) { }
}

public sealed class RegressionMetricsStatistics : IMetricsStatistics<RegressionMetrics>
{
    internal RegressionMetricsStatistics() { }
    public MetricStatistics MeanAbsoluteError { get; } = new();
    public MetricStatistics MeanSquaredError { get; } = new();
    public MetricStatistics RootMeanSquaredError { get; } = new();
    public MetricStatistics LossFunction { get; } = new();
    public MetricStatistics RSquared { get; } = new();
}

public sealed class BinaryClassificationMetricsStatistics : IMetricsStatistics<BinaryClassificationMetrics>
{
    internal BinaryClassificationMetricsStatistics() { }
    public MetricStatistics AreaUnderRocCurve { get; } = new();
    public MetricStatistics Accuracy { get; } = new();
    public MetricStatistics PositivePrecision { get; } = new();
    public MetricStatistics PositiveRecall { get; } = new();
    public MetricStatistics NegativePrecision { get; } = new();
    public MetricStatistics NegativeRecall { get; } = new();
    public MetricStatistics F1Score { get; } = new();
    public MetricStatistics AreaUnderPrecisionRecallCurve { get; } = new();
}

public sealed class MulticlassClassificationMetricsStatistics : IMetricsStatistics<MulticlassClassificationMetrics>
{
    internal MulticlassClassificationMetricsStatistics() { }
    public MetricStatistics MacroAccuracy { get; } = new();
    public MetricStatistics MicroAccuracy { get; } = new();
    public MetricStatistics LogLoss { get; } = new();
    public MetricStatistics LogLossReduction { get; } = new();
    public MetricStatistics TopKAccuracy { get; } = new();
    public IReadOnlyList<MetricStatistics> PerClassLogLoss { get; private set; } = null!;

    void IMetricsStatistics<MulticlassClassificationMetrics>.AddLists(
        MulticlassClassificationMetrics metrics, MulticlassClassificationMetrics baseline)
    {
        PerClassLogLoss ??= [.. metrics.PerClassLogLoss.Select(_ => new MetricStatistics())];
        for (int i = 0; i < PerClassLogLoss.Count; i++)
            PerClassLogLoss[i].Add(metrics.PerClassLogLoss[i], baseline.PerClassLogLoss[i]);
    }
}
