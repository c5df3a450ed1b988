namespace Microsoft.ML.Data;

/// <summary>
/// How well scores tell anomalies (labels above 0). Labels are Single, or keys of two values, whose second is the anomaly; not Boolean.
/// Rows without a label or with a score that is not finite do not count; the predicted label only has to be there.
/// </summary>
public sealed class AnomalyDetectionMetrics
{
    internal AnomalyDetectionMetrics(IDataView data, string label, string score, string predictedLabel, int falsePositives)
    {
        CheckParam(falsePositives > 0, "K", "Must be positive");
        foreach (var (name, role) in new[] { (label, "label"), (score, "score"), (predictedLabel, "predictedLabel") })
            Scored.Column(data, name, role, "", _ => true);
        var scores = Scored.Single(data, score, "score");
        var labels = Scored.Column(data, label, "label", "Single or a Key with cardinality 2",
            type => type == NumberDataViewType.Single || type is KeyDataViewType { Count: 2 });
        (bool Positive, float Score)[] rows = [.. Scored.Rows<float>(data, labels, scores)
            .Where(row => float.IsFinite(row.Score) && !float.IsNaN(row.Label)).Select(row => (row.Label > 0, row.Score))];
        AreaUnderRocCurve = Scored.RocArea(rows);
        int positives = rows.Count(row => row.Positive);
        // The expected rate of false positives is one in a hundred.
        int kept = (int)Math.Ceiling(Math.Max(Math.Max(falsePositives, positives), 0.01 * (rows.Length - positives)));
        var found = 0;
        foreach (var (positive, _) in Top(rows, kept))
        {
            if (!positive && --falsePositives < 0) break;
            found += positive ? 1 : 0;
        }
        DetectionRateAtFalsePositiveCount = (double)found / positives;
    }

    public double AreaUnderRocCurve { get; }
    public double DetectionRateAtFalsePositiveCount { get; }

    // The negatives of greatest score and the positives above them, in falling order. What came before there were so many negatives is
    // kept too, so with few negatives it depends on the order of the rows whether the lowest positives are there.
    private static IEnumerable<(bool Positive, float Score)> Top((bool Positive, float Score)[] rows, int negatives)
    {
        var lowest = new Heap();
        foreach (var row in rows)
        {
            bool full = negatives == 0;
            if (full && row.Score < lowest.Top.Score) continue;
            lowest.Add(row);
            if (row.Positive) continue;
            if (!full) negatives--;
            else while (lowest.Pop().Positive) { }
        }
        var rising = new List<(bool Positive, float Score)>();
        while (lowest.Count > 0)
            rising.Add(lowest.Pop());
        return Enumerable.Reverse(rising);
    }

    /// <summary>A binary heap, the lowest score on top. Which of equal ones comes first is part of the metric.</summary>
    private sealed class Heap
    {
        private readonly List<(bool Positive, float Score)> _rows = [];

        public int Count => _rows.Count;
        public (bool Positive, float Score) Top => _rows[0];

        public void Add((bool Positive, float Score) row)
        {
            _rows.Add(row);
            int i = Count - 1;
            for (int parent; i > 0 && _rows[parent = (i - 1) / 2].Score > row.Score; i = parent)
                _rows[i] = _rows[parent];
            _rows[i] = row;
        }

        public (bool Positive, float Score) Pop()
        {
            var (top, last, i) = (_rows[0], _rows[^1], 0);
            _rows.RemoveAt(Count - 1);
            if (Count == 0) return top;
            for (int child; (child = 2 * i + 1) < Count; i = child)
            {
                if (child + 1 < Count && _rows[child].Score > _rows[child + 1].Score) child++;
                if (last.Score <= _rows[child].Score) break;
                _rows[i] = _rows[child];
            }
            _rows[i] = last;
            return top;
        }
    }
}
