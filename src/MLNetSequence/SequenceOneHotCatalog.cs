using MLNetSequence;
using MLNetSequence.Encodings;
using MLNetSequence.Mapping;

namespace Microsoft.ML;

/// <summary>One-hot steps, as MLNetSequence adds them to <c>mlContext.Transforms</c>.</summary>
public static class SequenceOneHotCatalog
{
    /// <summary>Turns sequences of keys into sequences of one-hot vectors, one for each step.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a sparse vector of Single, of dimensions (T, K), or (0, K) where the
    /// number of steps varies; K is the number of keys.</param>
    /// <param name="inputColumnName">Name of the column to read, a vector of keys with one dimension; null for the name of the output.
    /// </param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <example><code>
    /// // Of 3 keys, 2 3 0 → (0 1 0) (0 0 1) (0 0 0)
    /// mlContext.Transforms.SequenceToOneHot("Steps", "Tokens");
    /// </code></example>
    public static SequenceOneHotEstimator SequenceToOneHot(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        string input = Arguments.InputOr(outputColumnName, inputColumnName);
        return new SequenceOneHotEstimator(new OneHotSettings(OneHotSettings.Version, outputColumnName, input));
    }
}
