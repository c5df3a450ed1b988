using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

/// <summary>
/// Undoes a scaling by the centre and scale that stand in the same row. Made by
/// <see cref="SequenceScalingCatalog.UnscaleSeries(TransformsCatalog, string, string?, string)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>Single, or a vector of Single with dimensions (T) or (T, F), such as a forecast; beside it the
/// scale column, a vector of Double with dimensions (2) for one feature and (2, F) for F</description></item>
/// <item><term>Output</term><description>the same type: x · scale + centre, worked out in double and rounded once to
/// Single</description></item>
/// <item><term>Missing values</term><description>NaN stays NaN</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// How exact it is: see <see cref="SeriesScalingEstimator"/>.
/// </remarks>
public sealed class SeriesUnscalingEstimator : IEstimator<SeriesUnscalingTransformer>
{
    private readonly UnscalingSettings _settings;

    internal SeriesUnscalingEstimator(UnscalingSettings settings) => _settings = settings.Check();

    /// <summary>Checks the columns; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the scaled column and the scale column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SeriesUnscalingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new SeriesUnscalingTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the unscaled column.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        new ScaleColumn(_settings.ScaleColumn!).Check(inputSchema);
        SchemaShape.Column series = SeriesColumn.Any.Find(inputSchema, _settings.InputColumn);
        return ColumnChecks.With(inputSchema, NewColumn.Like(_settings.OutputColumn, series));
    }
}
