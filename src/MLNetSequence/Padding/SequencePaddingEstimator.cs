using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Padding;

namespace MLNetSequence;

/// <summary>
/// Brings sequences to one length, as Keras' <c>pad_sequences</c>. Made by
/// <see cref="SequencePaddingCatalog.PadSequences(TransformsCatalog, string, string?, int, SequenceEnd, SequenceEnd)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>vector, of any length, of Key&lt;UInt32&gt; or Single; one dimension</description></item>
/// <item><term>Output</term><description>vector of the same items and the length asked for; KeyValues kept</description></item>
/// <item><term>Padding</term><description>key 0, which is missing; 0 for Single</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// The trainers of MLNetSequence need no padding: what it is good for is the cut to a largest length.
/// </remarks>
public sealed class SequencePaddingEstimator : IEstimator<SequencePaddingTransformer>
{
    private readonly PaddingSettings _settings;

    internal SequencePaddingEstimator(PaddingSettings settings) => _settings = settings.Check();

    /// <summary>Checks the column; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the sequence column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of a type that cannot be padded.</exception>
    public SequencePaddingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new SequencePaddingTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the padded column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or of a type that cannot be padded.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column column = SequencePaddingTransformer.Sequence.Find(inputSchema, _settings.InputColumn);
        SchemaShape.Column? values = Annotations.Find(column.Annotations, Annotations.KeyValues);
        return ColumnChecks.With(inputSchema, MLNet.Column(
            _settings.OutputColumn, SchemaShape.Column.VectorKind.Vector, column.ItemType, column.IsKey,
            values is { } found ? new SchemaShape([found]) : null));
    }
}
