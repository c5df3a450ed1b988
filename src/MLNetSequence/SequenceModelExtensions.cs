using MLNetSequence;

namespace Microsoft.ML;

/// <summary>How to get at what MLNetSequence trained.</summary>
public static class SequenceModelExtensions
{
    /// <summary>The trained network of a pipeline: for its history, its options, its layers.</summary>
    /// <param name="model">A fitted pipeline, or the model itself.</param>
    /// <returns>The last model of MLNetSequence in it.</returns>
    /// <exception cref="ArgumentException">There is none in it.</exception>
    /// <example><code>
    /// ITransformer model = pipeline.Fit(data);
    /// model.GetSequenceModel().History.SaveSvg("learning-curve.svg");
    /// </code></example>
    public static SequencePredictionTransformer GetSequenceModel(this ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.FindSequenceModel() ?? throw new ArgumentException("There is no trained model of MLNetSequence in it.", nameof(model));
    }

    /// <summary>The same, or null where there is none.</summary>
    internal static SequencePredictionTransformer? FindSequenceModel(this ITransformer model) => model switch
    {
        SequencePredictionTransformer found => found,
        IEnumerable<ITransformer> chain => chain.Select(FindSequenceModel).LastOrDefault(found => found is not null),
        _ => null,
    };
}
