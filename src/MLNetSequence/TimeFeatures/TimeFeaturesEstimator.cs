using MLNetSequence.Mapping;
using MLNetSequence.TimeFeatures;

namespace MLNetSequence;

/// <summary>
/// Turns a date and time into features: hour, day, week, month, quarter. Made by
/// <see cref="TimeFeaturesCatalog.TimeFeatures(TransformsCatalog, string, string?, TimeParts, TimeEncoding)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>DateTime, scalar, taken as it stands, whatever its kind: ML.NET's text loader makes UTC of
/// it</description></item>
/// <item><term>Output</term><description>vector of Single, one slot a part, or two, sine and cosine, with slot names "Hour", or "Hour.Sin"
/// and "Hour.Cos"; parts in the order of <see cref="TimeParts"/></description></item>
/// <item><term>Missing values</term><description><c>default(DateTime)</c>: an error, or NaN, see
/// <see cref="MissingTime"/></description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// Numbers are pandas'. The cyclic encoding is that of Darts' <c>datetime_attribute_timeseries</c>, but for the length of a year: there,
/// day and week of the year lie on one circle for all rows of a series, as long as its longest year may need; here each year's circle is
/// as long as that year, so that a row can be worked on alone.
/// </remarks>
public sealed class TimeFeaturesEstimator : IEstimator<TimeFeaturesTransformer>
{
    private readonly TimeFeaturesSettings _settings;

    internal TimeFeaturesEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string input = Arguments.InputOr(options.OutputColumnName, options.InputColumnName);
        _settings = new TimeFeaturesSettings(
            TimeFeaturesSettings.Version, options.OutputColumnName, input, options.Parts, options.Encoding, options.MissingTime).Check();
    }

    /// <summary>Which features to make. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make.</summary>
        public string OutputColumnName { get; set; } = "TimeFeatures";

        /// <summary>Name of the DateTime column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>The parts to take, at least one. Default: hour, day of the week and month.</summary>
        public TimeParts Parts { get; set; } = TimeParts.Hour | TimeParts.DayOfWeek | TimeParts.Month;

        /// <summary>How a part becomes a feature. Default: its number.</summary>
        public TimeEncoding Encoding { get; set; } = TimeEncoding.Number;

        /// <summary>What becomes of <c>default(DateTime)</c>, which ML.NET puts where there is no date. Default: an error.</summary>
        public MissingTime MissingTime { get; set; } = MissingTime.Throw;
    }

    /// <summary>Checks the column; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the DateTime column.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or is not DateTime.</exception>
    public TimeFeaturesTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new TimeFeaturesTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the column of features.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or is not DateTime.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        TimeFeaturesTransformer.Time.Find(inputSchema, _settings.InputColumn);
        return ColumnChecks.With(inputSchema, NewColumn.NamedVector(_settings.OutputColumn));
    }
}
