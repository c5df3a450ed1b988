using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// Differences of a series: Δx(t) = x(t) − x(t − lag), taken <c>order</c> times over (Box and Jenkins, Time Series Analysis, 1970); a lag
/// of a season removes the season. Made by <see cref="SequenceWindowingCatalog.Difference(TransformsCatalog, Options)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>Single, or a vector of Single of known size, each slot a series of its own; the rows of each
/// series in order of time</description></item>
/// <item><term>Output</term><description>of the type of the input; computed in double precision and rounded once</description></item>
/// <item><term>Rows</term><description>every row, the first lag · order of a series with NaN; or, with
/// <see cref="IncompleteRows.Drop"/>, the others</description></item>
/// <item><term>Inverse</term><description>over rows <see cref="IntegrateEstimator"/>, for forecasts
/// <see cref="IntegrateForecastEstimator"/></description></item>
/// <item><term>Memory</term><description>lag · order rows for each series</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Prediction engine</term><description>no: it needs the rows before</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// A missing value (NaN) makes a difference NaN wherever it takes part.
/// </remarks>
public sealed class DifferenceEstimator : IEstimator<DifferenceTransformer>
{
    private readonly DifferenceSettings _settings;

    internal DifferenceEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = options.Settings();
    }

    /// <summary>Checks the columns; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the column of the series.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public DifferenceTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new DifferenceTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the differences.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column input = NumberReader.KnownSize("input").Find(inputSchema, _settings.InputColumn);
        GroupLookup.Check(inputSchema, _settings.GroupColumn);
        return ColumnChecks.With(inputSchema, NewColumn.Like(_settings.OutputColumn, input));
    }

    /// <summary>Which differences to take. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make. Default: Difference.</summary>
        public string OutputColumnName { get; set; } = "Difference";

        /// <summary>Name of the column to read, Single or a vector of Single of known size; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>Rows from one value to the one that is taken from it, at least 1. Default: 1. A season's length removes the
        /// season.</summary>
        public int Lag { get; set; } = 1;

        /// <summary>Times that differences are taken, at least 1. Default: 1. 2 removes a linear trend of the differences, too.</summary>
        public int Order { get; set; } = 1;

        /// <summary>Name of the column that tells series apart (text, key, integer, Boolean or DateTime); their rows may be mixed. Null,
        /// the default, for one series.</summary>
        public string? GroupColumnName { get; set; }

        /// <summary>What becomes of the first Lag · Order rows of a series. Default:
        /// <see cref="IncompleteRows.FillWithNaN"/>.</summary>
        public IncompleteRows IncompleteRows { get; set; } = IncompleteRows.FillWithNaN;

        internal DifferenceSettings Settings() => new DifferenceSettings(
            DifferenceSettings.Version, OutputColumnName, Arguments.InputOr(OutputColumnName, InputColumnName), Lag, Order,
            GroupColumnName, IncompleteRows).Check();
    }
}
