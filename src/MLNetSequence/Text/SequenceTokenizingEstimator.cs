using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Learns a vocabulary and turns each text into the sequence of its words' keys. Made by
/// <see cref="SequenceTextCatalog.TokenizeIntoSequence(TransformsCatalog.TextTransforms, string, string?, int)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>text, scalar</description></item>
/// <item><term>Output</term><description>variable vector of Key&lt;UInt32&gt;, one key a word, the vocabulary as KeyValues</description></item>
/// <item><term>Keys</term><description>0 missing (never produced here); 1 out of vocabulary where enabled; then words by falling
/// frequency, ties by first appearance</description></item>
/// <item><term>Reads the data to fit</term><description>once; memory grows with the vocabulary, not with the rows</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed class SequenceTokenizingEstimator : IEstimator<SequenceTokenizingTransformer>
{
    /// <summary>The characters that Keras' Tokenizer takes for separators; the apostrophe is not one of them.</summary>
    public const string DefaultFilterCharacters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";

    /// <summary>What a word that is not in the vocabulary becomes, unless said otherwise.</summary>
    public const string DefaultOutOfVocabularyToken = "[UNK]";

    private readonly Options _options;

    internal SequenceTokenizingEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
    }

    /// <summary>How to tokenize. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make.</summary>
        public string OutputColumnName { get; set; } = "Tokens";

        /// <summary>Name of the text column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>
        /// Most entries of the vocabulary, the out-of-vocabulary token among them, at least 1 (2 with that token). Default: all words.
        /// </summary>
        /// <remarks>Keras' Tokenizer(num_words: n) keeps n - 1 words; TextVectorization(max_tokens: n) keeps n - 2.</remarks>
        public int MaximumTokens { get; set; } = int.MaxValue;

        /// <summary>Whether "Good" and "good" are one word (invariant culture). Default: they are.</summary>
        public bool LowerCase { get; set; } = true;

        /// <summary>Characters that separate words, beside white space, which always does. Each a single UTF-16 unit.</summary>
        public string FilterCharacters { get; set; } = DefaultFilterCharacters;

        /// <summary>What a word that is not in the vocabulary becomes; null to leave such words out.</summary>
        public string? OutOfVocabularyToken { get; set; } = DefaultOutOfVocabularyToken;

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
            ArgumentNullException.ThrowIfNull(FilterCharacters);
            if (OutOfVocabularyToken == "")
            {
                throw new ArgumentException("The out-of-vocabulary token must not be empty; null means none.", nameof(OutOfVocabularyToken));
            }
            if (FilterCharacters.Any(char.IsSurrogate))
            {
                throw new ArgumentException("A filter character must be a single UTF-16 unit.", nameof(FilterCharacters));
            }
            int least = OutOfVocabularyToken is null ? 1 : 2;
            if (MaximumTokens < least)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(MaximumTokens), MaximumTokens,
                    $"{nameof(MaximumTokens)} must be at least {least}: one word, and the out-of-vocabulary token if there is one.");
            }
            var copy = (Options)MemberwiseClone();
            copy.InputColumnName = string.IsNullOrEmpty(InputColumnName) ? OutputColumnName : InputColumnName;
            return copy;
        }
    }

    /// <summary>Reads all texts once and keeps the most frequent words.</summary>
    /// <param name="input">Data with the text column.</param>
    /// <returns>The transformer with the vocabulary.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or is not text.</exception>
    /// <exception cref="InvalidOperationException">There is no row, or no word in any of them.</exception>
    public SequenceTokenizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column column = SequenceTokenizingTransformer.TextInput.Find(input.Schema, _options.InputColumnName!);
        var splitter = new WordSplitter(_options.LowerCase, _options.FilterCharacters);
        var builder = new VocabularyBuilder();
        long rows = 0;
        using (DataViewRowCursor cursor = input.GetRowCursor([column]))
        {
            ValueGetter<ReadOnlyMemory<char>> getText = cursor.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> text = default;
            for (; cursor.MoveNext(); rows++)
            {
                getText(ref text);
                splitter.Start(text.Span);
                while (splitter.Next(out ReadOnlySpan<char> word))
                {
                    builder.Add(word);
                }
            }
        }
        if (builder.Count == 0)
        {
            throw new InvalidOperationException(rows == 0
                ? "The data has no rows to learn a vocabulary from."
                : $"There is no word in column '{column.Name}', in none of its {rows} rows.");
        }
        Vocabulary vocabulary = builder.Build(_options.MaximumTokens, _options.OutOfVocabularyToken);
        return new SequenceTokenizingTransformer(_options, vocabulary);
    }

    /// <summary>The input's schema with the token column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or is not text.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SequenceTokenizingTransformer.TextInput.Find(inputSchema, _options.InputColumnName!);
        var annotations = new SchemaShape([Annotations.VectorShape(Annotations.KeyValues, TextDataViewType.Instance)]);
        return ColumnChecks.With(inputSchema, MLNet.Column(
            _options.OutputColumnName, SchemaShape.Column.VectorKind.VariableVector, NumberDataViewType.UInt32, isKey: true, annotations));
    }
}
