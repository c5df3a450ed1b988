using MLNetSequence.Mapping;
using MLNetSequence.Text;

namespace MLNetSequence;

public sealed partial class SequenceTokenizingEstimator
{
    /// <summary>How to tokenize. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make.</summary>
        public string OutputColumnName { get; set; } = "Tokens";

        /// <summary>Name of the text column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>
        /// How a text is split. Default: <see cref="WordSplitter"/>, as Keras' Tokenizer. A column that is a vector is split already
        /// and takes no other.
        /// </summary>
        public SequenceSplitter Splitter { get; set; } = new WordSplitter();

        /// <summary>Whether "Good" and "good" are one word (invariant culture, letter by letter). Default: they are.</summary>
        /// <remarks>
        /// Keras' Tokenizer lowers as Python does: a Σ that ends a word becomes ς, İ two characters; here they become σ and stay İ. Its
        /// TextVectorization lowers the letters of ASCII only.
        /// </remarks>
        public bool LowerCase { get; set; } = true;

        /// <summary>
        /// Whether "café" and "cafe" are one word: text loses its non-spacing marks (canonical decomposition, general category Mn
        /// left out, composed again), accents in Latin, points in Hebrew, vowel signs in Devanagari. Default: it keeps them.
        /// </summary>
        public bool FoldAccents { get; set; }

        /// <summary>
        /// Characters that are taken out of a text before it is split, each a single UTF-16 unit: what stands around them grows
        /// together. Default: none. <see cref="Punctuation"/> is what Keras' TextVectorization takes out.
        /// </summary>
        public string RemovedCharacters { get; set; } = "";

        /// <summary>
        /// Most keys, those of the special tokens (out of vocabulary, start, end) among them: at least one more than there are of
        /// these. Default: all words. Not with <see cref="Vocabulary"/>.
        /// </summary>
        /// <remarks>
        /// Keras counts the 0 of padding, too: <c>Tokenizer(num_words=n)</c> keeps the words whose index is below n, so n - 1 indices,
        /// the oov_token's among them; <c>TextVectorization(max_tokens=n)</c> keeps n - 2 words. Both are n - 1 here.
        /// </remarks>
        public int MaximumTokens { get; set; } = int.MaxValue;

        /// <summary>
        /// How often a word appears in all texts at least to be kept, from 1. Default: 1. Not with <see cref="Vocabulary"/>.
        /// </summary>
        public int MinimumFrequency { get; set; } = 1;

        /// <summary>What a word that is not in the vocabulary becomes; null to leave such words out.</summary>
        public string? OutOfVocabularyToken { get; set; } = DefaultOutOfVocabularyToken;

        /// <summary>
        /// How many keys the words outside the vocabulary share, from 1 to 16,777,216: keys 1 to n, named "[UNK]", "[UNK2]", … "[UNKn]". A
        /// word's bucket is the same in every process and on every machine: 64-bit FNV-1a of its UTF-8, modulo n. Default: 1.
        /// </summary>
        public int OutOfVocabularyBuckets { get; set; } = 1;

        /// <summary>
        /// What every sequence begins with, an empty one too; null for nothing. Of a vector that is split already, the keys move one
        /// place back.
        /// </summary>
        public string? StartToken { get; set; }

        /// <summary>What every sequence ends with, an empty one too; null for nothing.</summary>
        public string? EndToken { get; set; }

        /// <summary>The words, where they are given and not learned: Fit reads no row then. Null to learn them.</summary>
        public SequenceVocabulary? Vocabulary { get; set; }

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
            ArgumentNullException.ThrowIfNull(Splitter);
            SplitterChecks.Characters(RemovedCharacters, nameof(RemovedCharacters));
            if (FoldAccents && !TextNormalizer.CanFold)
            {
                throw new PlatformNotSupportedException(
                    $"{nameof(FoldAccents)} needs Unicode's tables, which this process was told to do without (InvariantGlobalization).");
            }
            CheckFrequencies();
            var copy = (Options)MemberwiseClone();
            copy.InputColumnName = Arguments.InputOr(OutputColumnName, InputColumnName);
            return copy;
        }

        private void CheckFrequencies()
        {
            Arguments.AtLeast(MinimumFrequency, 1, nameof(MinimumFrequency));
            long least = SpecialTokens.Count(OutOfVocabularyToken, OutOfVocabularyBuckets, StartToken, EndToken) + 1;
            if (MaximumTokens < least)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(MaximumTokens), MaximumTokens,
                    $"{nameof(MaximumTokens)} must be at least {least}: one word, and the {least - 1} special tokens.");
            }
            if (Vocabulary is not null && (MaximumTokens != int.MaxValue || MinimumFrequency != 1))
            {
                throw new ArgumentException(
                    $"{nameof(Vocabulary)} says which words there are; {nameof(MaximumTokens)} and {nameof(MinimumFrequency)} are for one "
                    + "that is learned.",
                    nameof(Vocabulary));
            }
        }
    }
}
