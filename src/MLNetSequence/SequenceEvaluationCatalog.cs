using MLNetSequence;
using MLNetSequence.Evaluation;

namespace Microsoft.ML;

/// <summary>
/// Metrics for what ML.NET's own evaluators do not read, as MLNetSequence adds them to <c>mlContext.MulticlassClassification</c> and
/// <c>mlContext.Regression</c>: a label for each step, and labels of several numbers.
/// </summary>
public static class SequenceEvaluationCatalog
{
    /// <summary>Compares the labels of steps with those that a sequence tagger predicted.</summary>
    /// <param name="catalog"><c>mlContext.MulticlassClassification</c>.</param>
    /// <param name="data">Data with both columns; it is read once.</param>
    /// <param name="labelColumnName">
    /// Name of the label column: a vector of keys, one for each step, of any number of steps. Key 0 is no label, and does not count.
    /// </param>
    /// <param name="predictedLabelColumnName">
    /// Name of the column of predictions: a vector of keys of the same steps. Where both columns have KeyValues, keys are compared by their
    /// text, whatever their order; else as keys, and both columns must have as many.
    /// </param>
    /// <returns>The metrics: of steps, of whole rows, of each label, and where labels are O, B-type and I-type, of spans.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type, or its keys are not those of the other.
    /// </exception>
    /// <exception cref="InvalidOperationException">There is no step with a label, or a row has not as many predictions as labels.
    /// </exception>
    /// <example><code>
    /// TaggingMetrics metrics = mlContext.MulticlassClassification.EvaluateTagging(model.Transform(test));
    /// Console.WriteLine($"{metrics.TokenAccuracy:P1} of the words, F1 of spans {metrics.Spans?.F1:F3}");
    /// Console.WriteLine(metrics);
    /// </code></example>
    public static TaggingMetrics EvaluateTagging(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string labelColumnName = "Label",
        string predictedLabelColumnName = "PredictedLabel")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(predictedLabelColumnName);
        return new TaggingMetrics(data, new TagColumns(data.Schema, labelColumnName, predictedLabelColumnName));
    }

    /// <summary>Compares labels of several numbers with their predictions, output by output.</summary>
    /// <param name="catalog"><c>mlContext.Regression</c>.</param>
    /// <param name="data">Data with both columns; it is read once.</param>
    /// <param name="labelColumnName">
    /// Name of the label column: a vector of Single of known size K, or Single, for K = 1. An output whose label or score is NaN does not
    /// count in that row; the others do.
    /// </param>
    /// <param name="scoreColumnName">Name of the column of predictions, of as many numbers.</param>
    /// <returns>The metrics of each output, named as the label's slots, or else the score's, and their means.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, of the wrong type, or of another size than the other.</exception>
    /// <exception cref="InvalidOperationException">There are no rows.</exception>
    /// <example><code>
    /// MultiOutputRegressionMetrics metrics = mlContext.Regression.EvaluateMultiOutput(model.Transform(test));
    /// foreach (OutputRegressionMetrics output in metrics.Outputs)
    /// {
    ///     Console.WriteLine($"{output.Name}: {output.MeanAbsoluteError:F2}");
    /// }
    /// </code></example>
    public static MultiOutputRegressionMetrics EvaluateMultiOutput(
        this RegressionCatalog catalog, IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        return new MultiOutputRegressionMetrics(data, labelColumnName, scoreColumnName);
    }
}
