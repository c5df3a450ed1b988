using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// The inverse of <see cref="DifferenceEstimator"/> over the rows of a series. Made by
/// <see cref="SequenceWindowingCatalog.Integrate(TransformsCatalog, Options)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>differences, Single or a vector of Single of known size; the rows of each series in order of
/// time; and where each starts, in a column or in the options</description></item>
/// <item><term>Output</term><description>of the type of the input</description></item>
/// <item><term>Rows</term><description>every row</description></item>
/// <item><term>Memory</term><description>lag · order rows for each series, in double precision</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Prediction engine</term><description>no: it needs the rows before; see
/// <see cref="IntegrateForecastEstimator"/></description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// How exact it is. Sums are kept in double precision and rounded to Single as they are shown. Whole numbers come back bit for bit (but
/// for the sign of a zero), whatever the lag and the order, as long as they and all their differences stay within ±2²⁴. For an order of
/// 1 so does any value, as long as no difference that it is summed of was rounded to Single; else it is off by no more than half a unit
/// in the last place of each of these differences, and of itself, and what double precision adds, which is less by far.
/// </remarks>
public sealed class IntegrateEstimator : IEstimator<IntegrateTransformer>
{
    private readonly IntegrateSettings _settings;

    internal IntegrateEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = options.Settings();
    }

    /// <summary>Checks the columns; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the column of differences.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type, or there are not as many starting values
    /// as it takes for the column.</exception>
    public IntegrateTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new IntegrateTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the values that the differences were taken of.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column input = NumberReader.KnownSize("difference").Find(inputSchema, _settings.InputColumn);
        if (_settings.LevelColumn is not null)
        {
            SchemaShape.Column level = NumberReader.KnownSize("level").Find(inputSchema, _settings.LevelColumn);
            if (level.Kind != input.Kind)
            {
                throw HistoryColumns.UnlikeLevel(
                    level.Name, input.Name, ColumnChecks.Describe(input), ColumnChecks.Describe(level));
            }
        }
        GroupLookup.Check(inputSchema, _settings.GroupColumn);
        return ColumnChecks.With(inputSchema, NewColumn.Like(_settings.OutputColumn, input));
    }

    /// <summary>Which differences to sum up. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make. Default: Value.</summary>
        public string OutputColumnName { get; set; } = "Value";

        /// <summary>Name of the column of differences, Single or a vector of Single of known size; null for the name of the
        /// output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>
        /// Name of a column that holds the values themselves, of the type of the differences. It is read where there is no sum: in the
        /// first Lag · Order rows of a series, and where the sum is NaN, so that one missing value does not void all that come after
        /// it. Either this or <see cref="StartingValues"/> must be set.
        /// </summary>
        public string? LevelColumnName { get; set; }

        /// <summary>
        /// The Lag · Order values at the head of the series, in order of time (of vectors, one vector after the other); every series
        /// starts with them. What they stand for says <see cref="IncompleteRows"/>. A difference that is NaN makes all NaN that is
        /// summed of it.
        /// </summary>
        public IReadOnlyList<float>? StartingValues { get; set; }

        /// <summary>The lag of the differences, at least 1. Default: 1.</summary>
        public int Lag { get; set; } = 1;

        /// <summary>The order of the differences, at least 1. Default: 1.</summary>
        public int Order { get; set; } = 1;

        /// <summary>Name of the column that tells series apart, as of the differences. Null, the default, for one series.</summary>
        public string? GroupColumnName { get; set; }

        /// <summary>
        /// What Difference did with the first rows, and so what <see cref="StartingValues"/> stand for: the values of the first rows,
        /// whose difference is NaN (<see cref="IncompleteRows.FillWithNaN"/>, the default), or of the rows before the first one
        /// (<see cref="IncompleteRows.Drop"/>).
        /// </summary>
        public IncompleteRows IncompleteRows { get; set; } = IncompleteRows.FillWithNaN;

        internal IntegrateSettings Settings() => new IntegrateSettings(
            IntegrateSettings.Version, OutputColumnName, Arguments.InputOr(OutputColumnName, InputColumnName), LevelColumnName,
            StartingValues is null ? null : [.. StartingValues], Lag, Order, GroupColumnName, IncompleteRows).Check();
    }
}
