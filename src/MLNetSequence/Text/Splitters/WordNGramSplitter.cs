using System.Text.Json.Serialization;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Every run of <see cref="Minimum"/> to <see cref="Maximum"/> words is a token, its words joined by one blank: all of the smallest
/// width first, from left to right, then the next width, as <c>ngrams</c> of Keras' TextVectorization (<c>tf.strings.ngrams</c>).
/// </summary>
/// <remarks>A text with fewer words than the smallest width has no token.</remarks>
/// <example><code>
/// // "to be or" → to, be, or, to be, be or      TextVectorization(ngrams=2)
/// options.Splitter = new WordNGramSplitter();
/// </code></example>
public sealed record WordNGramSplitter : SequenceSplitter
{
    /// <summary>Words of the shortest tokens, at least 1. Default: 1.</summary>
    [JsonRequired]
    public int Minimum { get; init; } = 1;

    /// <summary>Words of the longest tokens, at least <see cref="Minimum"/>. Default: 2.</summary>
    [JsonRequired]
    public int Maximum { get; init; } = 2;

    /// <summary>Characters that separate words beside white space, as of <see cref="WordSplitter.FilterCharacters"/>.</summary>
    [JsonRequired]
    public string FilterCharacters { get; init; } = WordSplitter.DefaultFilterCharacters;

    internal override Func<TextScan> Prepare()
    {
        SplitterChecks.Widths(Minimum, Maximum);
        var words = new SeparatorScan(SplitterChecks.Characters(FilterCharacters, nameof(FilterCharacters)));
        return () => new WordNGramScan(words, Minimum, Maximum);
    }
}
