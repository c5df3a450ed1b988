using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text;
using MLNetSequence.Text.ToText;

namespace MLNetSequence;

/// <summary>
/// Joins the words that a sequence of keys stands for: the inverse of tokenizing. Made by
/// <see cref="SequenceToTextCatalog.SequenceToText(TransformsCatalog.TextTransforms, string, string?, string)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>vector, of any length, one dimension, of keys of any raw type, with text KeyValues
/// </description></item>
/// <item><term>Output</term><description>text, scalar; empty for a sequence without words</description></item>
/// <item><term>Missing keys</term><description>0, which is padding, and keys past the vocabulary: left out, separator and all
/// (Keras' <c>sequences_to_texts</c> writes the out-of-vocabulary token for them, if it has one)</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// Words are taken from the column's KeyValues wherever the transformer is used, so its model file holds none. Key values that are
/// not text are refused: how a number is written is for the program to say, for instance by a mapping of its own before.
/// </remarks>
public sealed class SequenceToTextEstimator : IEstimator<SequenceToTextTransformer>
{
    private readonly Options _options;

    internal SequenceToTextEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
    }

    /// <summary>How to make text. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make.</summary>
        public string OutputColumnName { get; set; } = "Text";

        /// <summary>Name of the key column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>What stands between two words. Default: a blank. Empty for tokens that are characters.</summary>
        public string Separator { get; set; } = " ";

        /// <summary>
        /// Tokens to leave out, such as those for a start or for unknown words. Default: none. Each must be in the vocabulary.
        /// </summary>
        public IReadOnlyList<string> SkippedTokens { get; set; } = [];

        /// <summary>
        /// The token that ends a text: it and whatever follows are left out. Null (the default) for none. It must be in the vocabulary.
        /// </summary>
        public string? StopAtToken { get; set; }

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
            CheckText(Separator, nameof(Separator));
            ArgumentNullException.ThrowIfNull(SkippedTokens);
            var copy = (Options)MemberwiseClone();
            copy.SkippedTokens = [.. SkippedTokens];
            foreach (string token in copy.SkippedTokens)
            {
                CheckText(token, nameof(SkippedTokens));
            }
            CheckText(StopAtToken ?? "", nameof(StopAtToken));
            copy.InputColumnName = Arguments.InputOr(OutputColumnName, InputColumnName);
            return copy;
        }

        // No model file could hold half a surrogate pair.
        private static void CheckText(string text, string option)
        {
            ArgumentNullException.ThrowIfNull(text, option);
            if (Surrogates.FirstHalf(text) is >= 0 and int place)
            {
                throw new ArgumentException($"{option} must be of whole characters, but has half a surrogate pair at {place}.", option);
            }
        }
    }

    /// <summary>Checks the column and the tokens that the options name; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the key column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The column is missing, is no vector of keys or has no text KeyValues, or a token of the options is not in the vocabulary.
    /// </exception>
    public SequenceToTextTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new SequenceToTextTransformer(_options);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the text column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The column is missing, is no vector of keys or is not promised text KeyValues.
    /// </exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        TokenColumn.Check(inputSchema, _options.InputColumnName!);
        return ColumnChecks.With(inputSchema, MLNet.Column(
            _options.OutputColumnName, SchemaShape.Column.VectorKind.Scalar, TextDataViewType.Instance, isKey: false));
    }
}
