using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

/// <summary>
/// Undoes a scaling by the centre and scale that stand in the same row. Made by
/// <see cref="SequenceScalingCatalog.UnscaleSeries(TransformsCatalog, string, string?, string)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>of one feature Single, or a vector of Single with dimensions (T) or (T, 1); of F features a
/// vector of Single with dimensions (F), which is one step, or (T, F), such as a forecast of T steps</description></item>
/// <item><term>Beside it</term><description>the scale column, a vector of Double with dimensions (2) for one feature and (2, F) for F.
/// It may have more features than the input: <see cref="Options.Features"/> says which the input holds</description></item>
/// <item><term>Output</term><description>the same type: x · scale + centre, worked out in double and rounded once to
/// Single</description></item>
/// <item><term>Missing values</term><description>NaN stays NaN</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// How exact it is: see <see cref="SeriesScalingEstimator"/>.
/// </remarks>
public sealed partial class SeriesUnscalingEstimator : IEstimator<SeriesUnscalingTransformer>
{
    private readonly UnscalingSettings _settings;

    internal SeriesUnscalingEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = options.Settings();
    }

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
        new ScaleColumn(_settings.ScaleColumn!, _settings.LeastFeatures).Check(inputSchema);
        SchemaShape.Column series = SeriesColumn.Any.Find(inputSchema, _settings.InputColumn);
        return ColumnChecks.With(inputSchema, NewColumn.Like(_settings.OutputColumn, series));
    }
}
