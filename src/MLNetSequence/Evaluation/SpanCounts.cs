namespace MLNetSequence.Evaluation;

/// <summary>Counts the spans of labels and predictions, and those that are in both, for as long as all labels write spans.</summary>
internal sealed class SpanCounts(SpanTags tags)
{
    private readonly long[] _right = new long[tags.Types.Count];
    private readonly long[] _predicted = new long[tags.Types.Count];
    private readonly long[] _support = new long[tags.Types.Count];
    private readonly List<Span> _labels = [];
    private readonly List<Span> _predictions = [];
    private bool _fit = tags.Types.Count > 0;

    /// <summary>Counts a sequence.</summary>
    /// <param name="labels">A class for each step that has a label.</param>
    /// <param name="predictions">The class predicted at each of them, -1 for none.</param>
    public void Add(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        _fit = _fit && tags.Fit(labels) && tags.Fit(predictions);
        if (!_fit)
        {
            return;
        }
        tags.Read(labels, _labels);
        tags.Read(predictions, _predictions);
        foreach (Span span in _labels)
        {
            _support[span.Type]++;
        }
        // Both are in the order of their first steps, and no two of one begin at the same.
        int at = 0;
        foreach (Span span in _predictions)
        {
            _predicted[span.Type]++;
            while (at < _labels.Count && _labels[at].First < span.First)
            {
                at++;
            }
            _right[span.Type] += at < _labels.Count && _labels[at] == span ? 1 : 0;
        }
    }

    /// <summary>The metrics; null where a label says nothing of spans.</summary>
    public SpanMetrics? Metrics()
    {
        if (!_fit)
        {
            return null;
        }
        IEnumerable<LabelMetrics> perType =
            from type in Enumerable.Range(0, tags.Types.Count)
            where _predicted[type] + _support[type] > 0
            select LabelMetrics.Of(tags.Types[type], _right[type], _predicted[type], _support[type]);
        return new SpanMetrics(
            [.. perType.OrderBy(each => each.Label, StringComparer.Ordinal)], _right.Sum(), _predicted.Sum(), _support.Sum());
    }
}
