using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// Makes a forecast of values of a forecast of differences and the last known values, row by row. Made by
/// <see cref="SequenceWindowingCatalog.IntegrateForecast(TransformsCatalog, string, string, string, int, int)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Differences</term><description>Single (one step ahead), or a vector of Single with one dimension, H steps
/// ahead</description></item>
/// <item><term>Levels</term><description>the values up to now: Single where lag · order is 1, or a vector of Single with one dimension,
/// oldest first, whose last lag · order are used</description></item>
/// <item><term>Output</term><description>of the type of the differences; for lag 1 and order 1 step h is the level plus the first h
/// differences</description></item>
/// <item><term>Precision</term><description>double, rounded once for each step; exact where values and differences are whole numbers
/// within ±2²⁴</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Prediction engine</term><description>yes</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed class IntegrateForecastEstimator : IEstimator<IntegrateForecastTransformer>
{
    private readonly IntegrateForecastSettings _settings;

    internal IntegrateForecastEstimator(IntegrateForecastSettings settings) => _settings = settings.Check();

    /// <summary>Checks the columns; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the columns of differences and levels.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public IntegrateForecastTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new IntegrateForecastTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the forecast of values.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column differences = IntegrateForecastTransformer.Differences.Find(inputSchema, _settings.InputColumn);
        IntegrateForecastTransformer.Levels(_settings.Span).Find(inputSchema, _settings.LevelColumn);
        return ColumnChecks.With(
            inputSchema, MLNet.Column(_settings.OutputColumn, differences.Kind, NumberDataViewType.Single, isKey: false));
    }
}
