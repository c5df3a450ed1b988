using MLNetSequence;
using MLNetSequence.Mapping;
using MLNetSequence.Text.ToMatrix;

namespace Microsoft.ML;

/// <summary>Bags of tokens, as MLNetSequence adds them to <c>mlContext.Transforms</c>.</summary>
public static class SequenceToMatrixCatalog
{
    /// <summary>
    /// Turns each sequence of keys into one number for every token of the vocabulary, as Keras' <c>Tokenizer.sequences_to_matrix</c>:
    /// the bag of tokens that a linear trainer or a dense layer reads, and what a recurrent network has to beat.
    /// </summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of Single, as long as the vocabulary.</param>
    /// <param name="inputColumnName">Name of the column to read: a vector of keys; null for the name of the output.</param>
    /// <param name="mode">What a token's number is. Default: 1 where it is there, as in Keras.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> is none of the four.</exception>
    /// <example><code>
    /// // a vocabulary of four, the sequence 2 4 2 → 0 2 0 1
    /// mlContext.Transforms.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.Count);
    /// </code></example>
    public static SequenceToMatrixEstimator SequenceToMatrix(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        SequenceMatrixMode mode = SequenceMatrixMode.Binary)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        string input = Arguments.InputOr(outputColumnName, inputColumnName);
        return new SequenceToMatrixEstimator(new MatrixSettings(MatrixSettings.Version, outputColumnName, input, mode, Documents: null));
    }
}
