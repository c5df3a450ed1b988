using System.Text.Json.Serialization;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Words, as Keras' <c>Tokenizer</c> has them, and the default: filter characters and white space separate, and belong to no word.
/// </summary>
/// <remarks>
/// Keras turns filter characters into blanks and splits at blanks alone, so that a word may hold a carriage return or a no-break
/// space; here all white space (<see cref="char.IsWhiteSpace(char)"/>) separates.
/// </remarks>
/// <example><code>
/// // "Don't stop!" → don't, stop
/// options.Splitter = new WordSplitter();
/// // "don't stop!" → don, t, stop
/// options.Splitter = new WordSplitter { FilterCharacters = WordSplitter.DefaultFilterCharacters + "'" };
/// </code></example>
public sealed record WordSplitter : SequenceSplitter
{
    /// <summary>The characters that Keras' Tokenizer takes for separators; the apostrophe is not one of them.</summary>
    public const string DefaultFilterCharacters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /// <summary>
    /// Characters that separate words beside white space, each a single UTF-16 unit. Default:
    /// <see cref="DefaultFilterCharacters"/>.
    /// </summary>
    [JsonRequired]
    public string FilterCharacters { get; init; } = DefaultFilterCharacters;

    internal override Func<TextScan> Prepare()
    {
        var scan = new SeparatorScan(SplitterChecks.Characters(FilterCharacters, nameof(FilterCharacters)));
        return () => scan;
    }
}
