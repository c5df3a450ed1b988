using MLNetSequence;

namespace Microsoft.ML;

/// <summary>What MLNetSequence adds to <c>mlContext.Transforms.Text</c>.</summary>
public static class SequenceTextCatalog
{
    /// <summary>Turns text into a sequence of word keys: lower case, punctuation left out, the most frequent words kept.</summary>
    /// <param name="catalog"><c>mlContext.Transforms.Text</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a variable vector of Key&lt;UInt32&gt;.</param>
    /// <param name="inputColumnName">Name of the text column; null for the name of the output.</param>
    /// <param name="maximumTokens">Most entries of the vocabulary, the out-of-vocabulary token among them; at least 2.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumTokens"/> is below 2.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000)
    ///     .Append(mlContext.Transforms.PadSequences("Features", "Tokens", length: 200));
    /// </code></example>
    public static SequenceTokenizingEstimator TokenizeIntoSequence(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string? inputColumnName = null,
        int maximumTokens = int.MaxValue) =>
        catalog.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            MaximumTokens = maximumTokens,
        });

    /// <summary>Turns text into a sequence of keys, split in another way than into words.</summary>
    /// <param name="catalog"><c>mlContext.Transforms.Text</c>.</param>
    /// <param name="outputColumnName">Name of the column to make: a variable vector of Key&lt;UInt32&gt;.</param>
    /// <param name="inputColumnName">Name of the text column; null for the name of the output.</param>
    /// <param name="splitter">How a text is split, after it was lowered.</param>
    /// <param name="maximumTokens">Most entries of the vocabulary, the out-of-vocabulary token among them; at least 2.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">A name is empty, or a setting of the splitter is outside its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumTokens"/> is below 2.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Letters", "Name", new CharacterSplitter());
    /// </code></example>
    public static SequenceTokenizingEstimator TokenizeIntoSequence(
        this TransformsCatalog.TextTransforms catalog,
        string outputColumnName,
        string? inputColumnName,
        SequenceSplitter splitter,
        int maximumTokens = int.MaxValue) =>
        catalog.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
        {
            OutputColumnName = outputColumnName,
            InputColumnName = inputColumnName,
            Splitter = splitter,
            MaximumTokens = maximumTokens,
        });

    /// <summary>Turns text into a sequence of keys, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Transforms.Text</c>.</param>
    /// <param name="options">How to tokenize.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">An option is empty that must not be, or two exclude each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="InvalidOperationException">The splitter is custom code that this process does not have.</exception>
    /// <exception cref="PlatformNotSupportedException">Accents are to be folded in a process without Unicode's tables.</exception>
    /// <example><code>
    /// var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
    /// {
    ///     OutputColumnName = "Tokens",
    ///     InputColumnName = "Sentence",
    ///     Splitter = new PatternSplitter(@"\w+|[^\w\s]"),
    ///     MinimumFrequency = 2,
    ///     StartToken = "[START]",
    ///     EndToken = "[END]",
    /// });
    /// </code></example>
    public static SequenceTokenizingEstimator TokenizeIntoSequence(
        this TransformsCatalog.TextTransforms catalog, SequenceTokenizingEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new SequenceTokenizingEstimator(options);
    }
}
