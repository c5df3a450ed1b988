namespace MLNetSequence;

/// <summary>How well one label, or one type of span, was found; or an average over several.</summary>
/// <remarks>
/// A ratio whose denominator is 0 is 0, as scikit-learn's <c>zero_division=0</c> has it: the precision of a label that was never
/// predicted, the recall of one that is never right.
/// </remarks>
/// <param name="Label">The label, the type of the spans, or the name of the average.</param>
/// <param name="Precision">Of all that were predicted, the share that is right; from 0 to 1.</param>
/// <param name="Recall">Of all that there are, the share that was found; from 0 to 1.</param>
/// <param name="F1">Harmonic mean of precision and recall; of an average, the average of the F1.</param>
/// <param name="Support">How many there are in the labels: steps, or spans.</param>
public sealed record LabelMetrics(string Label, double Precision, double Recall, double F1, long Support)
{
    /// <summary>Metrics of counts.</summary>
    /// <param name="label">What was counted.</param>
    /// <param name="right">How many were predicted and are there.</param>
    /// <param name="predicted">How many were predicted.</param>
    /// <param name="support">How many there are.</param>
    internal static LabelMetrics Of(string label, long right, long predicted, long support) => new(
        label, Ratio(right, predicted), Ratio(right, support), Ratio(2 * right, predicted + support), support);

    /// <summary>All count the same.</summary>
    internal static LabelMetrics Macro(IReadOnlyList<LabelMetrics> all) => Average("macro avg", all, _ => 1);

    /// <summary>Each counts as often as there are steps or spans of it.</summary>
    internal static LabelMetrics Weighted(IReadOnlyList<LabelMetrics> all) => Average("weighted avg", all, each => each.Support);

    internal static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static LabelMetrics Average(string name, IReadOnlyList<LabelMetrics> all, Func<LabelMetrics, double> weight)
    {
        double total = all.Sum(weight);
        double Of(Func<LabelMetrics, double> metric) => total == 0 ? 0 : all.Sum(each => weight(each) * metric(each)) / total;
        return new(name, Of(each => each.Precision), Of(each => each.Recall), Of(each => each.F1), all.Sum(each => each.Support));
    }
}
