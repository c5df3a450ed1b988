using MLNetSequence.Interop;

namespace MLNetSequence.Text;

/// <summary>
/// What a tokenizer saves: its options and its tokens, in the order of their keys. Format version 1 (2026-11): the first.
/// </summary>
internal sealed record TokenizerSettings(
    int FormatVersion, string OutputColumn, string InputColumn, SequenceSplitter Splitter, bool LowerCase, bool FoldAccents,
    string RemovedCharacters, int MaximumTokens, int MinimumFrequency, string? OutOfVocabularyToken, int OutOfVocabularyBuckets,
    string? StartToken, string? EndToken, bool VocabularyWasGiven, string[] Words) : ISavedSettings
{
    public const int Version = 1;

    public static TokenizerSettings Of(SequenceTokenizingEstimator.Options o, string[] words) => new(
        Version, o.OutputColumnName, o.InputColumnName!, o.Splitter, o.LowerCase, o.FoldAccents, o.RemovedCharacters, o.MaximumTokens,
        o.MinimumFrequency, o.OutOfVocabularyToken, o.OutOfVocabularyBuckets, o.StartToken, o.EndToken, o.Vocabulary is not null, words);

    /// <exception cref="ArgumentException">There cannot be so many buckets.</exception>
    public SequenceTokenizingEstimator.Options ToOptions() => new()
    {
        OutputColumnName = OutputColumn,
        InputColumnName = InputColumn,
        Splitter = Splitter,
        LowerCase = LowerCase,
        FoldAccents = FoldAccents,
        RemovedCharacters = RemovedCharacters,
        MaximumTokens = MaximumTokens,
        MinimumFrequency = MinimumFrequency,
        OutOfVocabularyToken = OutOfVocabularyToken,
        OutOfVocabularyBuckets = CheckedBuckets(),
        StartToken = StartToken,
        EndToken = EndToken,
        Vocabulary = VocabularyWasGiven ? SequenceVocabulary.FromWords(Words) : null,
    };

    // Before a name is made for each of them.
    private int CheckedBuckets() => OutOfVocabularyBuckets <= Math.Max(1, Words.Length)
        ? OutOfVocabularyBuckets
        : throw new ArgumentException($"There are {OutOfVocabularyBuckets} buckets, but only {Words.Length} tokens.");
}
