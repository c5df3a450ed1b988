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
/// <item><term>Differences</term><description>Single (one step ahead), or a vector of Single with dimensions (H), H steps ahead of one
/// feature, or (H, F), H steps ahead of F features; so one step of F features is (1, F)</description></item>
/// <item><term>Levels</term><description>the values up to now, oldest first, whose last lag · order steps are used. For one feature:
/// Single where lag · order is 1, or a vector of Single with dimensions (L) or (L, 1). For F features: a vector of Single with dimensions
/// (F), one step, where lag · order is 1, or (L, F)</description></item>
/// <item><term>Features</term><description>each for itself</description></item>
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
        SchemaShape.Column differences = ForecastColumns.Differences.Find(inputSchema, _settings.InputColumn);
        int? features = differences.Kind == SchemaShape.Column.VectorKind.Scalar ? 1 : null;
        ForecastColumns.Levels(_settings.Span, features).Find(inputSchema, _settings.LevelColumn);
        return ColumnChecks.With(
            inputSchema, MLNet.Column(_settings.OutputColumn, differences.Kind, NumberDataViewType.Single, isKey: false));
    }
}
