namespace Microsoft.ML.Data;

/// <summary>Rows without a label, with a label that is no class number, or with a score that is not finite do not count.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(IDataView data, string label, string score, string predictedLabel, int topK)
    {
        CheckParam(topK >= 0, "topKPredictionCount", "Must be non-negative");
        var scores = Scored.Column(data, score, "score", "vector of two or more items of type Single",
            type => type is VectorDataViewType { Size: >= 2 } vector && vector.ItemType == NumberDataViewType.Single);
        var labels = Scored.Column(data, label, "label", "Single or Key", type => type == NumberDataViewType.Single || type is KeyDataViewType);
        Scored.Column(data, predictedLabel, "predictedLabel", "", _ => true);
        int classes = ((VectorDataViewType)scores.Type).Size;
        var counts = Enumerable.Range(0, classes).Select(_ => new double[classes]).ToArray();
        var (ofClass, lossOfClass, ranks) = (new double[classes], new double[classes], new double[classes + 1]);
        double rows = 0, loss = 0;
        var values = new float[classes];
        foreach (var row in Scored.Rows<VBuffer<float>>(data, labels, scores))
        {
            row.Score.CopyTo(values);
            int actual = (int)row.Label;
            if (!(row.Label >= 0) || row.Label != actual || !values.All(float.IsFinite)) continue;
            // Scores are read as probabilities. An unknown class gets none, and the last rank.
            bool known = actual < classes;
            double rowLoss = -Math.Log(known ? Math.Min(1, Math.Max(1e-15f, values[actual])) : 1e-15f);
            float given = known ? values[actual] : 0;
            int rank = values.Where((value, i) => value > given || (value == given && i < actual)).Count();
            rows++;
            loss += rowLoss;
            ranks[rank]++;
            if (!known) continue;
            ofClass[actual]++;
            lossOfClass[actual] += rowLoss;
            counts[actual][Array.IndexOf(values, values.Max())]++;
        }

        double correct = ranks[0];
        MicroAccuracy = rows > 0 ? correct / rows : 0;
        int[] seen = [.. Enumerable.Range(0, classes).Where(i => ofClass[i] > 0)];
        MacroAccuracy = seen.Length > 0 ? seen.Sum(i => counts[i][i] / ofClass[i]) / seen.Length : 0;
        LogLoss = rows > 0 ? loss / rows : 0;
        double entropy = seen.Sum(i => ofClass[i] * Math.Log(ofClass[i] / rows)) / -rows;
        LogLossReduction = (entropy - LogLoss) / entropy;
        PerClassLogLoss = [.. ofClass.Select((count, i) => count > 0 ? lossOfClass[i] / count : 0)];
        TopKPredictionCount = topK;
        double sum = 0;
        TopKAccuracyForAllK = topK == 0 ? null! : [.. ranks.Take(topK).Select(count => sum += count / rows)];
        var names = scores.HasSlotNames() ? Scored.Texts(scores, SlotNames) : Enumerable.Range(0, classes).Select(i => $"{i}");
        ConfusionMatrix = new(counts, [.. names], isBinary: false);
    }

    public double MicroAccuracy { get; }
    public double MacroAccuracy { get; }
    public double LogLoss { get; }
    public double LogLossReduction { get; }
    public IReadOnlyList<double> PerClassLogLoss { get; }
    public int TopKPredictionCount { get; }
    public double TopKAccuracy => TopKAccuracyForAllK?.LastOrDefault() ?? 0;
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }
    public ConfusionMatrix ConfusionMatrix { get; }
}
