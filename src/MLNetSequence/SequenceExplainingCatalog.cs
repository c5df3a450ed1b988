using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Explanations, as MLNetSequence adds them to <c>mlContext.Transforms</c>.</summary>
public static class SequenceExplainingCatalog
{
    /// <summary>Shows what each step of a sequence has added to a trained model's prediction, and where its attention layer looked.</summary>
    /// <remarks>
    /// Saliency is gradient × input (Denil et al. 2014, Shrikumar et al. 2016): s[t] = Σ_f x[t, f]·∂y/∂x[t, f], x[t] the step's numbers or its
    /// token's vector, y the explained output before softmax or sigmoid. Above 0, the step has raised the output, below 0, lowered it: a
    /// first-order estimate. Attention weights are those of the network's last attention layer (Yang et al. 2016), 1 in all; they say where the
    /// layer looked, not what decided (Jain and Wallace 2019).
    /// </remarks>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="model">A trained model, or a fitted pipeline with one.</param>
    /// <param name="saliencyColumnName">Name of the column of saliencies to make, a vector of Single, one a step; null for none.</param>
    /// <param name="attentionColumnName">Name of the column of attention weights to make, a vector of Single, one a step; null for none.</param>
    /// <param name="output">
    /// The output that saliencies explain, from 0: the class by its key less 1, or which of several numbers. Null, the default, for the
    /// greatest: the class that is predicted. A model that gives one number has one output.
    /// </param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">
    /// There is no model, no column is named, the network has no attention layer, or it answers at every step.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <example><code>
    /// IDataView scored = model.Transform(reviews);
    /// IDataView explained = mlContext.Transforms.ExplainSequences(model, "Saliency").Fit(scored).Transform(scored);
    /// // each row: Features (its words) and Saliency (what each of them added)
    /// </code></example>
    public static SequenceExplainingEstimator ExplainSequences(
        this TransformsCatalog catalog,
        ITransformer model,
        string? saliencyColumnName = "Saliency",
        string? attentionColumnName = null,
        int? output = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new(model.GetSequenceModel().Trained, saliencyColumnName, attentionColumnName, output);
    }
}
