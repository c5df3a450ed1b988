using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Evaluation;

/// <summary>Labels and predictions written as texts: a row a string, steps with a blank between, "_" for none.</summary>
internal static class Tagging
{
    /// <summary>Data whose keys are numbered as the words first come.</summary>
    public static Table Data(params (string Label, string Predicted)[] rows)
    {
        string[] words = [.. rows.SelectMany(row => Steps(row.Label).Concat(Steps(row.Predicted))).Where(w => w != "_").Distinct()];
        return Data(words, words, rows);
    }

    /// <summary>Data whose keys stand for these words.</summary>
    public static Table Data(string[] labels, string[] predictions, params (string Label, string Predicted)[] rows) => new Table()
        .AddText("Name", [.. rows.Select(row => row.Label)])
        .AddTokens("Label", labels, [.. rows.Select(row => Keys(labels, row.Label))])
        .AddTokens("PredictedLabel", predictions, [.. rows.Select(row => Keys(predictions, row.Predicted))]);

    public static TaggingMetrics Evaluate(params (string Label, string Predicted)[] rows) => Evaluate(Data(rows));

    public static TaggingMetrics Evaluate(IDataView data) => new MLContext(1).MulticlassClassification.EvaluateTagging(data);

    public static string[] Steps(string row) => row.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Vectors of keys without values.</summary>
    public static Table AddKeys(this Table table, string name, int count, params uint[][] rows) => table.AddVectors(
        name, new VectorDataViewType(new KeyDataViewType(typeof(uint), count)), null,
        [.. rows.Select(r => new VBuffer<uint>(r.Length, r))]);

    /// <summary>Precision, recall, F1 with four decimals, and support.</summary>
    public static string Show(LabelMetrics metrics) => FormattableString.Invariant(
        $"{metrics.Label} {metrics.Precision:F4} {metrics.Recall:F4} {metrics.F1:F4} {metrics.Support}");

    public static string[] Show(IEnumerable<LabelMetrics> metrics) => [.. metrics.Select(Show)];

    private static uint[] Keys(string[] words, string row) => [.. Steps(row).Select(step => (uint)Array.IndexOf(words, step) + 1)];
}
