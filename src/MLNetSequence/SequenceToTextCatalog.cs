using MLNetSequence;

namespace Microsoft.ML;

/// <summary>Text from sequences of keys, as MLNetSequence adds it to <c>mlContext.Transforms.Text</c>.</summary>
public static class SequenceToTextCatalog
{
    /// <summary>Joins the words that a sequence of keys stands for, as Keras' <c>sequences_to_texts</c>; padding is left out.</summary>
    /// <param name="catalog"><c>mlContext.Transforms.Text</c>.</param>
    /// <param name="outputColumnName">Name of the text column to make.</param>
    /// <param name="inputColumnName">Name of the column to read: a vector of keys with text KeyValues; null for the name of the
    /// output.</param>
    /// <param name="separator">What stands between two words; empty for tokens that are characters.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or the separator holds half a surrogate pair.</exception>
    /// <example><code>
    /// // [0 0 2 5 3] → "the cat sat"
    /// mlContext.Transforms.Text.SequenceToText("Text", "Tokens");
    /// </code></example>
    public static SequenceToTextEstimator SequenceToText(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string separator = " ") =>
        catalog.SequenceToText(new SequenceToTextEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Separator = separator,
        });

    /// <summary>Joins the words that a sequence of keys stands for, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms.Text</c>.</param>
    /// <param name="options">How to make text.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">The output's name is empty, or an option holds half a surrogate pair.</exception>
    /// <example><code>
    /// // [START] the cat sat [END] the the → "the cat sat"
    /// mlContext.Transforms.Text.SequenceToText(new SequenceToTextEstimator.Options
    /// {
    ///     InputColumnName = "Tokens",
    ///     SkippedTokens = ["[START]"],
    ///     StopAtToken = "[END]",
    /// });
    /// </code></example>
    public static SequenceToTextEstimator SequenceToText(
        this TransformsCatalog.TextTransforms catalog, SequenceToTextEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SequenceToTextEstimator(options);
    }
}
