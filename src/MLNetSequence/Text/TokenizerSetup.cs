using MLNetSequence.Mapping;

namespace MLNetSequence.Text;

/// <summary>What follows from a tokenizer's options and is needed to fit and to transform.</summary>
internal sealed class TokenizerSetup
{
    private readonly SequenceTokenizingEstimator.Options _options;
    private readonly Func<TextScan> _newScan;

    /// <param name="options">Options that were checked.</param>
    /// <exception cref="ArgumentException">The splitter's settings are outside their range.</exception>
    public TokenizerSetup(SequenceTokenizingEstimator.Options options)
    {
        _options = options;
        _newScan = options.Splitter.Prepare();
        Special = new SpecialTokens(
            options.OutOfVocabularyToken, options.OutOfVocabularyBuckets, options.StartToken, options.EndToken);
        bool takesVectors = options.Splitter.Equals(new WordSplitter()) && options.RemovedCharacters.Length == 0;
        Input = takesVectors
            ? new("text", "text, scalar or a vector with one dimension", c => c.IsText && (!c.IsVector || c.HasRank(1)))
            : new(
                "text", "text (scalar)", c => !c.IsVector && c.IsText,
                $" A vector is split already: it goes with the default {nameof(options.Splitter)}, "
                + $"and without {nameof(options.RemovedCharacters)}.");
    }

    /// <summary>What the text column must be.</summary>
    public ColumnRule Input { get; }

    public SpecialTokens Special { get; }

    /// <summary>Makes what normalizes and splits texts on one thread.</summary>
    public TextTokenizer NewTokenizer() => new(
        new TextNormalizer(_options.LowerCase, _options.FoldAccents, _options.RemovedCharacters), _newScan(), _options.InputColumnName!);
}
