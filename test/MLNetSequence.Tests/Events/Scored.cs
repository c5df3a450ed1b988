using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Events;

/// <summary>Scores as a tagger appends them.</summary>
internal static class Scored
{
    /// <summary>A column of one score for each label at each step.</summary>
    public static Table AddScores(this Table table, string[] labels, params float[][] rows) => table.AddVectors(
        "Score", new VectorDataViewType(NumberDataViewType.Single, 0, labels.Length), Labels(labels), Rows(rows));

    /// <summary>A column of one score a step.</summary>
    public static Table AddScores(this Table table, params float[][] rows) =>
        table.AddVectors("Score", new VectorDataViewType(NumberDataViewType.Single), null, Rows(rows));

    public static VBuffer<float>[] Rows(float[][] rows) => [.. rows.Select(r => new VBuffer<float>(r.Length, r))];

    public static DataViewSchema.Annotations Labels(string[] labels)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(builder, Annotations.TrainingLabelValues, [.. labels.Select(l => l.AsMemory())]);
        return builder.ToAnnotations();
    }
}
