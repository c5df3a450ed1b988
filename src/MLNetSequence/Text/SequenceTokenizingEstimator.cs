using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>
/// Learns a vocabulary, or is given one, and turns each text into the sequence of its tokens' keys. Made by
/// <see cref="SequenceTextCatalog.TokenizeIntoSequence(TransformsCatalog.TextTransforms, string, string?, int)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>text, scalar; or a vector of text, one dimension, that was split already: each item is one
/// token as it is, lowered and folded where asked for, never split</description></item>
/// <item><term>Output</term><description>variable vector of Key&lt;UInt32&gt;, one key a token, the vocabulary as KeyValues; of a vector
/// of known size one of that size, start and end token added</description></item>
/// <item><term>Keys</term><description>0 missing; then, where enabled, out of vocabulary (one key a bucket), start, end; then words by
/// falling frequency, ties by first appearance, or in the order given</description></item>
/// <item><term>Unknown tokens</term><description>the out-of-vocabulary key; without one they are left out of a text, and are 0 in a
/// vector, whose items keep their places</description></item>
/// <item><term>Reads the data to fit</term><description>once, or not at all where the vocabulary is given; several threads count;
/// memory grows with the vocabulary, not with the rows</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed partial class SequenceTokenizingEstimator : IEstimator<SequenceTokenizingTransformer>
{
    /// <summary>What a word that is not in the vocabulary becomes, unless said otherwise.</summary>
    public const string DefaultOutOfVocabularyToken = "[UNK]";

    /// <summary>
    /// The characters that Keras' TextVectorization takes out of texts (<c>strip_punctuation</c>), the apostrophe among them; for
    /// <see cref="Options.RemovedCharacters"/>.
    /// </summary>
    public const string Punctuation = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";

    private readonly Options _options;
    private readonly TokenizerSetup _setup;
    private readonly Vocabulary? _given;

    internal SequenceTokenizingEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
        _setup = new TokenizerSetup(_options);
        _given = _options.Vocabulary is { } words ? Given(words) : null;
    }

    /// <summary>Reads all texts once and keeps the most frequent tokens; where the vocabulary is given, reads nothing.</summary>
    /// <param name="input">Data with the text column.</param>
    /// <returns>The transformer with the vocabulary.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of a type that does not fit.</exception>
    /// <exception cref="InvalidOperationException">
    /// There is no row, no token in any of them, or none that is frequent enough; or a row cannot be split: it is named.
    /// </exception>
    public SequenceTokenizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column column = _setup.Input.Find(input.Schema, _options.InputColumnName!);
        return new SequenceTokenizingTransformer(_options, _setup, _given ?? Learn(input, column));
    }

    /// <summary>The input's schema with the token column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text column is missing or of a type that does not fit.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column text = _setup.Input.Find(inputSchema, _options.InputColumnName!);
        SchemaShape.Column.VectorKind kind = text.Kind == SchemaShape.Column.VectorKind.Vector
            ? SchemaShape.Column.VectorKind.Vector
            : SchemaShape.Column.VectorKind.VariableVector;
        var annotations = new SchemaShape([Annotations.VectorShape(Annotations.KeyValues, TextDataViewType.Instance)]);
        return ColumnChecks.With(inputSchema, MLNet.Column(
            _options.OutputColumnName, kind, NumberDataViewType.UInt32, isKey: true, annotations));
    }

    private Vocabulary Given(SequenceVocabulary words)
    {
        IReadOnlyList<string> special = _setup.Special.Names;
        bool hasSpecial = words.Words.Take(special.Count).SequenceEqual(special);
        return Vocabulary.Of([.. special, .. words.Words.Skip(hasSpecial ? special.Count : 0)], _setup.Special);
    }

    private Vocabulary Learn(IDataView input, DataViewSchema.Column column)
    {
        TokenCounts counts = new VocabularyLearner(_setup.NewTokenizer).Learn(input, column, out long rows);
        if (counts.Tokens.Count == 0)
        {
            throw new InvalidOperationException(rows == 0
                ? "The data has no rows to learn a vocabulary from."
                : $"There is no word in column '{column.Name}', in none of its {rows} rows.");
        }
        return LearnedVocabulary.Make(counts, _setup.Special, _options.MinimumFrequency, _options.MaximumTokens);
    }
}
