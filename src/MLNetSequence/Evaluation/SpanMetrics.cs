namespace MLNetSequence;

/// <summary>
/// How well spans were found that labels write as B-type, I-type and O: a span is right where its type, its first and its last step are.
/// </summary>
/// <remarks>
/// Spans are read as CoNLL's conlleval and the default mode of seqeval do: B-X begins a span of type X, I-X goes on with one, and an I-X
/// behind anything but B-X or I-X begins one itself. So labels as IOB2 and as IOB1 has them are both read right. A row is a sequence: no
/// span reaches beyond it. A label's type is all that follows its first hyphen.
/// </remarks>
public sealed class SpanMetrics
{
    internal SpanMetrics(IReadOnlyList<LabelMetrics> perType, long right, long predicted, long support)
    {
        PerType = perType;
        (Right, Predicted) = (right, predicted);
        MicroAverage = LabelMetrics.Of("micro avg", right, predicted, support);
        (MacroAverage, WeightedAverage) = (LabelMetrics.Macro(perType), LabelMetrics.Weighted(perType));
    }

    /// <summary>Of all predicted spans, the share that is right: what conlleval calls precision.</summary>
    public double Precision => MicroAverage.Precision;

    /// <summary>Of all spans of the labels, the share that was found.</summary>
    public double Recall => MicroAverage.Recall;

    /// <summary>Harmonic mean of <see cref="Precision"/> and <see cref="Recall"/>: the number that papers report.</summary>
    public double F1 => MicroAverage.F1;

    /// <summary>Spans of the labels.</summary>
    public long Support => MicroAverage.Support;

    /// <summary>Spans of the predictions.</summary>
    public long Predicted { get; }

    /// <summary>Spans that are in both.</summary>
    public long Right { get; }

    /// <summary>The types that spans of labels or predictions have, in ordinal order; Support counts spans.</summary>
    public IReadOnlyList<LabelMetrics> PerType { get; }

    /// <summary>All spans counted together, whatever their type.</summary>
    public LabelMetrics MicroAverage { get; }

    /// <summary>The mean over <see cref="PerType"/>.</summary>
    public LabelMetrics MacroAverage { get; }

    /// <summary>The mean over <see cref="PerType"/>, weighted by Support.</summary>
    public LabelMetrics WeightedAverage { get; }
}
