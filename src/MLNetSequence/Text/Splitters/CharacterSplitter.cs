using System.Text.Json.Serialization;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Every character is a token, white space too: <c>char_level=True</c> of Keras' Tokenizer, <c>split="character"</c> of
/// TextVectorization.
/// </summary>
/// <remarks>
/// A character is a Unicode code point, as in Keras: a surrogate pair is one token, a letter and a combining mark behind it are two.
/// </remarks>
/// <example><code>
/// options.Splitter = new CharacterSplitter();
/// </code></example>
public sealed record CharacterSplitter : SequenceSplitter
{
    /// <summary>
    /// Whether a token is what a reader takes for one character instead: a letter with its combining marks, a family of emoji, a
    /// carriage return with its line feed (grapheme clusters, Unicode Standard Annex 29). Default: false.
    /// </summary>
    [JsonRequired]
    public bool GraphemeClusters { get; init; }

    internal override Func<TextScan> Prepare() => GraphemeClusters ? () => new ClusterScan() : () => new CharacterScan(1, 1);
}
