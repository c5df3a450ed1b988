using MLNetSequence.Encodings;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// Turns sequences of keys into sequences of one-hot vectors. Made by
/// <see cref="SequenceOneHotCatalog.SequenceToOneHot(TransformsCatalog, string, string?)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>vector of keys (Byte, UInt16, UInt32, UInt64), of one dimension: T steps, or any number of
/// them. K, the number of keys, and T · K are at most 2,147,483,647</description></item>
/// <item><term>Output</term><description>vector of Single, dimensions (T, K), or (0, K) where T varies; sparse; no annotations, since
/// KeyValues as slot names would repeat at every step</description></item>
/// <item><term>Step t</term><description>key k sets feature k - 1 to 1: item t · K + k - 1 of the vector. A missing key (0) is a step of
/// zeros</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// <para>
/// It is what ML.NET's Conversion.MapKeyToVector makes, but for two things: a sequence of one step keeps its dimensions, (1, K), and
/// there are no slot names, which would be T · K texts. Padding before it and padding with 0 behind it come to the same.
/// </para>
/// </remarks>
public sealed class SequenceOneHotEstimator : IEstimator<SequenceOneHotTransformer>
{
    private readonly OneHotSettings _settings;

    internal SequenceOneHotEstimator(OneHotSettings settings) => _settings = settings.Check();

    /// <summary>Checks the column; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the sequence column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no vector of keys, or T · K is too large.</exception>
    public SequenceOneHotTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _ = KeyColumn.Find(input.Schema, _settings.InputColumn);
        return new SequenceOneHotTransformer(_settings);
    }

    /// <summary>The input's schema with the one-hot column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or no vector of keys.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column column = KeyColumn.Find(inputSchema, _settings.InputColumn);
        return ColumnChecks.With(
            inputSchema, MLNet.Column(_settings.OutputColumn, column.Kind, NumberDataViewType.Single, isKey: false));
    }
}
