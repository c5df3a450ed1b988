using MLNetSequence;
using MLNetSequence.Padding;

namespace Microsoft.ML;

/// <summary>Padding, as MLNetSequence adds it to <c>mlContext.Transforms</c>.</summary>
public static class SequencePaddingCatalog
{
    /// <summary>Brings sequences to one length, as Keras' <c>pad_sequences</c>, with its defaults.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of <paramref name="length"/> items.</param>
    /// <param name="inputColumnName">Name of the column to read, a vector of Key&lt;UInt32&gt; or Single; null for the name of the
    /// output.</param>
    /// <param name="length">Items of every sequence afterwards, at least 1.</param>
    /// <param name="padding">The end at which a shorter sequence is filled, with key 0 (missing) or 0.</param>
    /// <param name="truncating">The end at which a longer sequence is cut.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1, or an end is neither.</exception>
    /// <example><code>
    /// // 1 2 3 → 0 0 1 2 3;  1 2 3 4 5 6 → 2 3 4 5 6
    /// mlContext.Transforms.PadSequences("Features", "Tokens", length: 5);
    /// </code></example>
    public static SequencePaddingEstimator PadSequences(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName,
        int length,
        SequenceEnd padding = SequenceEnd.Pre,
        SequenceEnd truncating = SequenceEnd.Pre)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        string input = string.IsNullOrEmpty(inputColumnName) ? outputColumnName : inputColumnName;
        return new SequencePaddingEstimator(
            new PaddingSettings(PaddingSettings.Version, outputColumnName, input, length, padding, truncating));
    }
}
