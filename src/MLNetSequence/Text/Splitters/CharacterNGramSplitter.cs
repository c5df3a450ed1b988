using System.Text.Json.Serialization;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Every run of <see cref="Minimum"/> to <see cref="Maximum"/> characters is a token, white space among the characters: all of the
/// smallest width first, from left to right, then the next width.
/// </summary>
/// <remarks>
/// A character is a Unicode code point. Keras' TextVectorization has <c>split="character"</c> with <c>ngrams</c>, in the same order,
/// but joins the characters by blanks; here they are as they stand in the text. A text shorter than the smallest width has no token.
/// </remarks>
/// <example><code>
/// // "abc" → ab, bc, abc
/// options.Splitter = new CharacterNGramSplitter { Minimum = 2, Maximum = 3 };
/// </code></example>
public sealed record CharacterNGramSplitter : SequenceSplitter
{
    /// <summary>Characters of the shortest tokens, at least 1. Default: 3.</summary>
    [JsonRequired]
    public int Minimum { get; init; } = 3;

    /// <summary>Characters of the longest tokens, at least <see cref="Minimum"/>. Default: 3.</summary>
    [JsonRequired]
    public int Maximum { get; init; } = 3;

    internal override Func<TextScan> Prepare()
    {
        SplitterChecks.Widths(Minimum, Maximum);
        return () => new CharacterScan(Minimum, Maximum);
    }
}
