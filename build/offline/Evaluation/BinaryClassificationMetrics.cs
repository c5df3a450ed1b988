namespace Microsoft.ML.Data;

/// <summary>
/// A row counts as predicted positive when its score is above 0, whatever its predicted label says. Rows without a label or with a
/// score that is not finite do not count. Without a row of each class there is no area under the curve, and no metrics.
/// </summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(IDataView data, string label, string score, string predictedLabel, string? probability)
    {
        var scores = Scored.Single(data, score, "score");
        var labels = Scored.Column(data, label, "label", "Single, Double, Boolean, or a Key with cardinality 2", type => type
            is BooleanDataViewType or KeyDataViewType { Count: 2 } || type == NumberDataViewType.Single || type == NumberDataViewType.Double);
        Scored.Column(data, predictedLabel, "predictedLabel", "", _ => true);
        Column? chances = probability is null ? null : Scored.Single(data, probability, "probability");
        Rows = [.. Scored.Rows<float>(data, labels, scores, chances)
            .Where(row => float.IsFinite(row.Score) && !float.IsNaN(row.Label))
            .Select(row => (row.Label > 0, row.Score, row.Probability))];
        double Count(bool actual, bool predicted) => Rows.Count(row => row.Positive == actual && row.Score > 0 == predicted);
        string[] names = labels.HasKeyValues() ? Scored.Texts(labels, KeyValues) : ["positive", "negative"];
        ConfusionMatrix = new([[Count(true, true), Count(true, false)], [Count(false, true), Count(false, false)]], names, isBinary: true);
        Accuracy = (ConfusionMatrix.Counts[0][0] + ConfusionMatrix.Counts[1][1]) / Rows.Length;
        F1Score = PositivePrecision + PositiveRecall is var sum and not 0 ? 2 * PositivePrecision * PositiveRecall / sum : 0;
        var falling = Rows.OrderByDescending(row => row.Score).ToArray();
        AreaUnderRocCurve = Scored.RocArea(Rows.Select(row => (row.Positive, row.Score)));
        AreaUnderPrecisionRecallCurve = PrecisionRecallArea(falling);
    }

    public double AreaUnderRocCurve { get; }
    public double Accuracy { get; }
    public double PositivePrecision => ConfusionMatrix.PerClassPrecision[0];
    public double PositiveRecall => ConfusionMatrix.PerClassRecall[0];
    public double NegativePrecision => ConfusionMatrix.PerClassPrecision[1];
    public double NegativeRecall => ConfusionMatrix.PerClassRecall[1];
    public double F1Score { get; }
    public double AreaUnderPrecisionRecallCurve { get; }
    public ConfusionMatrix ConfusionMatrix { get; }
    private protected (bool Positive, float Score, float Probability)[] Rows { get; }

    // Trapezoids between the points where a positive is met; rows of equal score are taken in their order.
    private static double PrecisionRecallArea((bool Positive, float, float)[] falling)
    {
        double hits = 0, seen = 0, recall = 0, precision = 1, area = 0, positives = falling.Count(row => row.Positive);
        foreach (var (positive, _, _) in falling)
        {
            seen++;
            if (positive)
                area += (++hits / positives - recall) * (precision + hits / seen) / 2;
            (recall, precision) = (hits / positives, hits / seen);
        }
        return area;
    }
}

public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(IDataView data, string label, string score, string predictedLabel, string probability)
        : base(data, label, score, predictedLabel, probability)
    {
        Entropy = EntropyOf((double)Rows.Count(row => row.Positive) / Rows.Length);
        var rated = Rows.Where(row => !float.IsNaN(row.Probability)).ToArray();
        double loss = Rows.Sum(row => -Math.Log(row.Positive ? row.Probability : 1.0 - row.Probability, 2));
        LogLoss = double.IsNaN(loss) ? double.NaN : rated.Length > 0 ? loss / rated.Length : 0;
        double prior = EntropyOf((double)rated.Count(row => row.Positive) / rated.Length);
        LogLossReduction = rated.Length > 0 ? (prior - loss / rated.Length) / prior : 0;
    }

    public double LogLoss { get; }
    public double LogLossReduction { get; }
    public double Entropy { get; }

    // In bits, as the logarithmic loss is.
    private static double EntropyOf(double p) => p is 0 or 1 ? 0 : -p * Math.Log(p, 2) - (1 - p) * Math.Log(1 - p, 2);
}
