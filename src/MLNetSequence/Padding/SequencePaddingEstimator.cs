using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Padding;

namespace MLNetSequence;

/// <summary>
/// Brings sequences to one length, as Keras' <c>pad_sequences</c>. Made by
/// <see cref="SequencePaddingCatalog.PadSequences(TransformsCatalog, string, string?, int?, SequenceEnd, SequenceEnd, double)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>vector of keys (Byte, UInt16, UInt32, UInt64), of integers of any size, of Single or of
/// Double. Dimensions (T) or none: T steps of one item. (T, F) or (0, F), for T that varies: steps of F features, one step after the
/// other. An empty sequence is allowed</description></item>
/// <item><term>Output</term><description>vector of the same items (Keras' <c>dtype</c> is the items' own type here) and dimensions
/// (length) or (length, F): whole steps are filled in and cut off. KeyValues kept, SlotNames not. With zeros filled in, a sparse
/// vector stays sparse</description></item>
/// <item><term>Mask</term><description>on request: vector of Boolean, (length), true where a step is real. A missing key or NaN that
/// stood in the sequence is real</description></item>
/// <item><term>Reads the data to fit</term><description>once where no length is given, else not at all</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// <para>
/// Unlike Keras, which rounds or wraps it, a value that the items cannot have is refused, and so are a length of 0, and data without
/// any step where no length is given.
/// </para>
/// The trainers of MLNetSequence need no padding: what it is good for is the cut to a largest length, and other libraries.
/// </remarks>
public sealed partial class SequencePaddingEstimator : IEstimator<SequencePaddingTransformer>
{
    private readonly Options _options;

    internal SequencePaddingEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
    }

    /// <summary>Checks the column, and looks for the longest sequence where no length was given.</summary>
    /// <param name="input">Data with the sequence column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of a type that cannot be padded, or cannot hold the
    /// value.</exception>
    /// <exception cref="InvalidOperationException">No length was given, and there is no step in any row, or a row ends within one.
    /// </exception>
    public SequencePaddingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        StepColumn column = StepColumn.Find(input.Schema, _options);
        int length = _options.Length ?? column.Item.Longest(input, column);
        _ = column.Padded(length);
        return new SequencePaddingTransformer(_options.WithLength(length));
    }

    /// <summary>The input's schema with the padded column, and the mask where one was asked for.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one or two more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or of a type that cannot be padded, or cannot hold the
    /// value.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column column = StepColumn.Find(inputSchema, _options);
        List<SchemaShape.Column> outputs =
        [
            MLNet.Column(
                _options.OutputColumnName, SchemaShape.Column.VectorKind.Vector, column.ItemType, column.IsKey,
                Annotations.Kept(column.Annotations, Annotations.KeyValues)),
        ];
        if (_options.MaskColumnName is { } mask)
        {
            outputs.Add(MLNet.Column(mask, SchemaShape.Column.VectorKind.Vector, BooleanDataViewType.Instance, isKey: false));
        }
        return ColumnChecks.With(inputSchema, [.. outputs]);
    }
}
