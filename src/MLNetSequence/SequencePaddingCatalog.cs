using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Padding, as MLNetSequence adds it to <c>mlContext.Transforms</c>.</summary>
public static class SequencePaddingCatalog
{
    /// <summary>Brings sequences to one length, as Keras' <c>pad_sequences</c>, with its defaults.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a vector of <paramref name="length"/> steps.</param>
    /// <param name="inputColumnName">Name of the column to read, a vector of keys, integers, Single or Double, of dimensions (T),
    /// (T, F) or (0, F); null for the name of the output.</param>
    /// <param name="length">Steps of every sequence afterwards, at least 1; null for as many as the longest has that is seen at Fit.
    /// </param>
    /// <param name="padding">The end at which a shorter sequence is filled.</param>
    /// <param name="truncating">The end at which a longer sequence is cut.</param>
    /// <param name="value">What is filled in, a value that the items can have; for keys, 0 is missing.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1, or an end is neither.</exception>
    /// <example><code>
    /// // 1 2 3 → 0 0 1 2 3;  1 2 3 4 5 6 → 2 3 4 5 6
    /// mlContext.Transforms.PadSequences("Features", "Tokens", length: 5);
    ///
    /// // As long as the longest; 1.5 2.5 → 1.5 2.5 -1
    /// mlContext.Transforms.PadSequences("Padded", "Series", padding: SequenceEnd.Post, value: -1);
    /// </code></example>
    public static SequencePaddingEstimator PadSequences(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int? length = null,
        SequenceEnd padding = SequenceEnd.Pre,
        SequenceEnd truncating = SequenceEnd.Pre,
        double value = 0) =>
        catalog.PadSequences(new SequencePaddingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Length = length,
            Padding = padding,
            Truncating = truncating,
            Value = value,
        });

    /// <summary>Brings sequences to one length, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="options">How to pad.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or the mask bears that of the padded column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <example><code>
    /// // 1 2 3 → Padded 1 2 3 0 0, Mask true true true false false
    /// mlContext.Transforms.PadSequences(new SequencePaddingEstimator.Options
    /// {
    ///     OutputColumnName = "Padded", InputColumnName = "Series", Length = 5, Padding = SequenceEnd.Post, MaskColumnName = "Mask",
    /// });
    /// </code></example>
    public static SequencePaddingEstimator PadSequences(this TransformsCatalog catalog, SequencePaddingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SequencePaddingEstimator(options);
    }
}
