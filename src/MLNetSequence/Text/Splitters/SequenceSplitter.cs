using System.Text.Json.Serialization;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>How a text is split into tokens; one of the records derived from this one.</summary>
/// <remarks>
/// A splitter sees the text after <see cref="SequenceTokenizingEstimator.Options.FoldAccents"/>,
/// <see cref="SequenceTokenizingEstimator.Options.LowerCase"/> and
/// <see cref="SequenceTokenizingEstimator.Options.RemovedCharacters"/>. No splitter makes an empty token, and none cuts a character
/// of two UTF-16 units in half.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(WordSplitter), "word")]
[JsonDerivedType(typeof(WhitespaceSplitter), "whitespace")]
[JsonDerivedType(typeof(CharacterSplitter), "character")]
[JsonDerivedType(typeof(CharacterNGramSplitter), "characterNGram")]
[JsonDerivedType(typeof(WordNGramSplitter), "wordNGram")]
[JsonDerivedType(typeof(PatternSplitter), "pattern")]
[JsonDerivedType(typeof(CustomSplitter), "custom")]
public abstract record SequenceSplitter
{
    private protected SequenceSplitter()
    {
    }

    /// <summary>Checks the settings, and does what needs to be done only once.</summary>
    /// <returns>Makes what splits, for one thread each.</returns>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    /// <exception cref="InvalidOperationException">It stands for code that is not there: <see cref="CustomSplitter"/>.</exception>
    internal abstract Func<TextScan> Prepare();
}
