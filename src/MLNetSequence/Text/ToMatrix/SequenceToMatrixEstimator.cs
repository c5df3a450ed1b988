using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text.ToMatrix;

namespace MLNetSequence;

/// <summary>
/// Turns each sequence of keys into one number for every token of the vocabulary, as Keras' <c>Tokenizer.sequences_to_matrix</c>
/// and <c>texts_to_matrix</c>. Made by
/// <see cref="SequenceToMatrixCatalog.SequenceToMatrix(TransformsCatalog, string, string?, SequenceMatrixMode)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>vector, of any length, one dimension, of keys of any raw type, K different ones</description>
/// </item>
/// <item><term>Output</term><description>vector of Single, size K, slot k - 1 for key k; sparse where that is smaller. Keras' column 0,
/// which belongs to no token, is left out</description></item>
/// <item><term>SlotNames</term><description>the key values, where they are text</description></item>
/// <item><term>Missing keys</term><description>0, which is padding, and keys past K: not counted, and no part of a sequence's length.
/// Keras counts zeros of padded sequences in its column 0 and in the length of 'freq'; its texts_to_matrix meets none</description></item>
/// <item><term>A sequence without tokens</term><description>zeros</description></item>
/// <item><term>Reads the data to fit</term><description>once, and only for <see cref="SequenceMatrixMode.TfIdf"/>; memory: K
/// integers</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// Documents are counted in the token column, as Keras' <c>fit_on_sequences</c> does: words that a tokenizer made one token, such as
/// those out of vocabulary, count as that token. Documents without a token count, too.
/// </remarks>
public sealed class SequenceToMatrixEstimator : IEstimator<SequenceToMatrixTransformer>
{
    private readonly MatrixSettings _settings;

    internal SequenceToMatrixEstimator(MatrixSettings settings) => _settings = settings.Check();

    /// <summary>Checks the column and, for <see cref="SequenceMatrixMode.TfIdf"/>, counts the documents of each token.</summary>
    /// <param name="input">Data with the key column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no vector of keys, or K is too large.</exception>
    /// <exception cref="InvalidOperationException">There is no row to count documents in.</exception>
    public SequenceToMatrixTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        (DataViewSchema.Column column, int keys) = BagColumn.Find(input.Schema, _settings.InputColumn);
        return new SequenceToMatrixTransformer(
            _settings.Mode == SequenceMatrixMode.TfIdf ? _settings with { Documents = CountDocuments(input, column, keys) } : _settings);
    }

    /// <summary>The input's schema with the bag column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no vector of keys.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column column = BagColumn.Rule.Find(inputSchema, _settings.InputColumn);
        SchemaShape? annotations = KeyTexts.Has(column)
            ? new SchemaShape([Annotations.VectorShape(Annotations.SlotNames, TextDataViewType.Instance)])
            : null;
        return ColumnChecks.With(inputSchema, MLNet.Column(
            _settings.OutputColumn, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, annotations));
    }

    private static TokenDocuments CountDocuments(IDataView input, DataViewSchema.Column column, int keys)
    {
        long documents = 0;
        long[] withToken = new long[keys]; // [K]
        using (DataViewRowCursor cursor = input.GetRowCursor([column]))
        {
            KeyReader reader = KeyReader.Of(cursor, column);
            for (; cursor.MoveNext(); documents++)
            {
                Span<int> sequence = reader.Read();
                sequence.Sort();
                int last = 0;
                foreach (int key in sequence)
                {
                    withToken[key - 1] += key == last ? 0 : 1;
                    last = key;
                }
            }
        }
        return documents > 0
            ? new TokenDocuments(documents, withToken)
            : throw new InvalidOperationException(
                $"The data has no rows: {SequenceMatrixMode.TfIdf} needs some to count the documents of each token in column "
                + $"'{column.Name}'.");
    }
}
