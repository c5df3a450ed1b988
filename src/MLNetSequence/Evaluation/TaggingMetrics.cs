using MLNetSequence.Evaluation;

namespace MLNetSequence;

/// <summary>
/// How well a sequence tagger predicts the label of each step. Made by
/// <see cref="Microsoft.ML.SequenceEvaluationCatalog.EvaluateTagging"/>.
/// </summary>
/// <remarks>
/// <para>
/// Only steps that have a label count. One without, key 0, is as if it were not there, in labels and predictions both: it is in no count,
/// and a span goes on across it. A step that has a label but no prediction is wrong; to spans it is an O.
/// </para>
/// The numbers are those of scikit-learn's <c>classification_report</c> with <c>zero_division=0</c> over all steps, and of conlleval and
/// seqeval over spans.
/// </remarks>
public sealed class TaggingMetrics
{
    private readonly IReadOnlyDictionary<(int Label, int Predicted), long> _pairs;
    private readonly int[] _classes;

    /// <summary>Reads labels and predictions once.</summary>
    internal TaggingMetrics(IDataView data, TagColumns columns)
    {
        var steps = new StepCounts();
        var spans = new SpanCounts(columns.Tags);
        using (DataViewRowCursor cursor = data.GetRowCursor([columns.Label, columns.Predicted]))
        {
            var reader = new TagReader(cursor, columns);
            for (; cursor.MoveNext(); RowCount++)
            {
                ReadOnlySpan<int> labels = reader.Read();
                steps.Add(labels, reader.Predicted);
                spans.Add(labels, reader.Predicted);
            }
        }
        (SequenceCount, _pairs) = (steps.Sequences, steps.Pairs);
        if (SequenceCount == 0)
        {
            throw new InvalidOperationException(RowCount == 0
                ? "The data has no rows: there is nothing to evaluate."
                : $"No step of the {RowCount} rows has a label in column '{columns.Label.Name}': there is nothing to evaluate.");
        }
        _classes = [.. _pairs.Keys.SelectMany(pair => (int[])[pair.Label, pair.Predicted]).Where(c => c >= 0).Distinct().Order()];
        StepCount = _pairs.Values.Sum();
        UnpredictedStepCount = _pairs.Where(pair => pair.Key.Predicted < 0).Sum(pair => pair.Value);
        TokenAccuracy = LabelMetrics.Ratio(_pairs.Where(pair => pair.Key.Label == pair.Key.Predicted).Sum(pair => pair.Value), StepCount);
        SequenceAccuracy = LabelMetrics.Ratio(steps.RightSequences, SequenceCount);
        PerLabel = OfEachLabel(columns);
        (MacroAverage, WeightedAverage) = (LabelMetrics.Macro(PerLabel), LabelMetrics.Weighted(PerLabel));
        Spans = spans.Metrics();
    }

    /// <summary>Rows of the data.</summary>
    public long RowCount { get; }

    /// <summary>Rows that have a label at one step at least.</summary>
    public long SequenceCount { get; }

    /// <summary>Steps that have a label.</summary>
    public long StepCount { get; }

    /// <summary>Steps that have a label and no prediction. They are wrong.</summary>
    public long UnpredictedStepCount { get; }

    /// <summary>Of the steps that have a label, the share whose prediction is right; from 0 to 1.</summary>
    public double TokenAccuracy { get; }

    /// <summary>
    /// Of the rows that have a label at one step at least, the share whose predictions are right at all of those steps; from 0 to 1.
    /// </summary>
    public double SequenceAccuracy { get; }

    /// <summary>
    /// The labels that occur, as labels or as predictions, in the order of their keys (those that only the predictions' column knows
    /// come last); Support counts steps. A label is the text of its key's value, or where keys have no values, the key.
    /// </summary>
    public IReadOnlyList<LabelMetrics> PerLabel { get; }

    /// <summary>The mean over <see cref="PerLabel"/>.</summary>
    public LabelMetrics MacroAverage { get; }

    /// <summary>The mean over <see cref="PerLabel"/>, weighted by Support.</summary>
    public LabelMetrics WeightedAverage { get; }

    /// <summary>The mean of the F1 of all labels that occur.</summary>
    public double MacroF1 => MacroAverage.F1;

    /// <summary>The mean of the F1 of all labels that occur, weighted by their steps.</summary>
    public double WeightedF1 => WeightedAverage.F1;

    /// <summary>
    /// Whether labels write spans: all that occur are O, B-type or I-type, and one of the columns' values, at least, is not O.
    /// </summary>
    public bool HasSpans => Spans is not null;

    /// <summary>How well spans were found; null where <see cref="HasSpans"/> is false.</summary>
    public SpanMetrics? Spans { get; }

    /// <summary>
    /// How often each label (row) was taken for each (column), in the order of <see cref="PerLabel"/>. A row's sum is the label's Support,
    /// less the steps without a prediction. The table is made when it is first asked for.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<long>> ConfusionMatrix => field ??=
        [.. _classes.Select(label => (long[])[.. _classes.Select(predicted => _pairs.GetValueOrDefault((label, predicted)))])];

    /// <summary>
    /// The metrics as a table, as scikit-learn's <c>classification_report</c> prints one, with the rows that are all right below the
    /// accuracy, and where there are spans, a second table of them.
    /// </summary>
    /// <returns>Lines of text.</returns>
    public string GetFormattedReport()
    {
        ReportTable labels = Table(PerLabel);
        labels.AddSpace();
        labels.Add("accuracy", "", "", ReportTable.Number(TokenAccuracy), ReportTable.Count(StepCount));
        labels.Add("whole rows", "", "", ReportTable.Number(SequenceAccuracy), ReportTable.Count(SequenceCount));
        Add(labels, [MacroAverage, WeightedAverage]);
        if (Spans is null)
        {
            return labels.ToString();
        }
        ReportTable spans = Table(Spans.PerType);
        spans.AddSpace();
        Add(spans, [Spans.MicroAverage, Spans.MacroAverage, Spans.WeightedAverage]);
        return $"Steps{Environment.NewLine}{labels}{Environment.NewLine}Spans{Environment.NewLine}{spans}";
    }

    /// <inheritdoc cref="GetFormattedReport"/>
    public override string ToString() => GetFormattedReport();

    private LabelMetrics[] OfEachLabel(TagColumns columns)
    {
        var counts = _classes.ToDictionary(c => c, _ => (Right: 0L, Predicted: 0L, Support: 0L));
        foreach (((int label, int predicted), long count) in _pairs)
        {
            counts[label] = counts[label] with { Support = counts[label].Support + count };
            if (predicted >= 0)
            {
                long right = label == predicted ? count : 0;
                counts[predicted] = counts[predicted] with
                {
                    Right = counts[predicted].Right + right,
                    Predicted = counts[predicted].Predicted + count,
                };
            }
        }
        return [.. _classes.Select(c => LabelMetrics.Of(columns.Name(c), counts[c].Right, counts[c].Predicted, counts[c].Support))];
    }

    private static ReportTable Table(IEnumerable<LabelMetrics> rows)
    {
        var table = new ReportTable("precision", "recall", "f1-score", "support");
        table.AddSpace();
        Add(table, rows);
        return table;
    }

    private static void Add(ReportTable table, IEnumerable<LabelMetrics> rows)
    {
        foreach (LabelMetrics row in rows)
        {
            table.Add(
                row.Label, ReportTable.Number(row.Precision), ReportTable.Number(row.Recall), ReportTable.Number(row.F1),
                ReportTable.Count(row.Support));
        }
    }
}
