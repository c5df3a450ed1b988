using MLNetSequence.Evaluation;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// How well a regression predicts labels of several numbers: each of them, and the mean over all. Made by
/// <see cref="Microsoft.ML.SequenceEvaluationCatalog.EvaluateMultiOutput"/>.
/// </summary>
/// <remarks>
/// For each output the numbers are those of ML.NET's <see cref="RegressionMetrics"/> of that label and that score alone, but for an output
/// without a row that counts: ML.NET gives 0 there, and this NaN. Where labels are large, R² is more exact here.
/// </remarks>
public sealed class MultiOutputRegressionMetrics
{
    private static readonly ColumnRule LabelRule = NumberReader.KnownSize("label");
    private static readonly ColumnRule ScoreRule = NumberReader.KnownSize("score");

    /// <summary>Reads labels and scores once.</summary>
    internal MultiOutputRegressionMetrics(IDataView data, string label, string score)
    {
        DataViewSchema.Column labels = LabelRule.Find(data.Schema, label);
        DataViewSchema.Column scores = ScoreRule.Find(data.Schema, score);
        int outputs = Size(labels);
        if (Size(scores) != outputs)
        {
            throw ColumnChecks.WrongType(
                ScoreRule.Role, score, $"of as many numbers as the label column '{label}', {outputs}", scores.Type.ToString()!);
        }
        var errors = new OutputErrors[outputs];
        using (DataViewRowCursor cursor = data.GetRowCursor([labels, scores]))
        {
            (NumberReader readLabel, NumberReader readScore) = (new(cursor, labels), new(cursor, scores));
            for (; cursor.MoveNext(); RowCount++)
            {
                ReadOnlySpan<float> actual = readLabel.Read(), predicted = readScore.Read();
                for (int i = 0; i < outputs; i++)
                {
                    errors[i].Add(actual[i], predicted[i]);
                }
            }
        }
        if (RowCount == 0)
        {
            throw new InvalidOperationException("The data has no rows: there is nothing to evaluate.");
        }
        string[] names = Names(labels, scores, outputs);
        Outputs = [.. errors.Select((each, i) => each.Metrics(names[i]))];
        Mean = new OutputRegressionMetrics(
            "mean", Outputs.Sum(each => each.RowCount), Outputs.Average(each => each.MeanAbsoluteError),
            Outputs.Average(each => each.MeanSquaredError), Outputs.Average(each => each.RootMeanSquaredError),
            Outputs.Average(each => each.RSquared));
    }

    /// <summary>Rows of the data, those that count for no output among them.</summary>
    public long RowCount { get; }

    /// <summary>The metrics of each output, in their order: K of them.</summary>
    public IReadOnlyList<OutputRegressionMetrics> Outputs { get; }

    /// <summary>
    /// The mean of each metric over the outputs, all of the same weight, as scikit-learn's <c>multioutput="uniform_average"</c>; NaN
    /// where that of an output is.
    /// </summary>
    public OutputRegressionMetrics Mean { get; }

    /// <inheritdoc cref="Mean"/>
    public double MeanAbsoluteError => Mean.MeanAbsoluteError;

    /// <inheritdoc cref="Mean"/>
    public double MeanSquaredError => Mean.MeanSquaredError;

    /// <inheritdoc cref="Mean"/>
    public double RootMeanSquaredError => Mean.RootMeanSquaredError;

    /// <inheritdoc cref="Mean"/>
    public double RSquared => Mean.RSquared;

    /// <summary>The metrics as a table, a line for each output and one for the mean.</summary>
    /// <returns>Lines of text.</returns>
    public string GetFormattedReport()
    {
        var table = new ReportTable("MAE", "MSE", "RMSE", "R²", "rows");
        table.AddSpace();
        Outputs.ToList().ForEach(Add);
        table.AddSpace();
        Add(Mean);
        return table.ToString();

        void Add(OutputRegressionMetrics row) => table.Add(
            row.Name, ReportTable.Short(row.MeanAbsoluteError), ReportTable.Short(row.MeanSquaredError),
            ReportTable.Short(row.RootMeanSquaredError), ReportTable.Number(row.RSquared), ReportTable.Count(row.RowCount));
    }

    /// <inheritdoc cref="GetFormattedReport"/>
    public override string ToString() => GetFormattedReport();

    private static int Size(DataViewSchema.Column column) => (column.Type as VectorDataViewType)?.Size ?? 1;

    private static string[] Names(DataViewSchema.Column labels, DataViewSchema.Column scores, int count)
    {
        string[]? slots = Slots(labels, count) ?? Slots(scores, count);
        return [.. Enumerable.Range(0, count).Select(i => slots?[i] is { Length: > 0 } name ? name : FormattableString.Invariant($"{i}"))];
    }

    private static string[]? Slots(DataViewSchema.Column column, int count) =>
        ValueTexts.Of(column.Annotations, Annotations.SlotNames) is { } names && names.Length == count ? names : null;
}
