using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// Puts values of earlier rows of a series beside the current one, as <c>shift</c> of pandas. Made by
/// <see cref="SequenceWindowingCatalog.Lags(TransformsCatalog, Options)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>Single, or a vector of Single of known size F; the rows of each series in order of
/// time</description></item>
/// <item><term>Output</term><description>vector of Single, (K) for K lags of a scalar, else (K, F), in the order in which the lags are
/// given; slot names Count(t-1), Count(t-7)</description></item>
/// <item><term>Rows</term><description>every row; or, with <see cref="IncompleteRows.Drop"/>, those with all their
/// lags</description></item>
/// <item><term>Memory</term><description>as many rows as the largest lag, for each series</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Prediction engine</term><description>no: it needs the rows before</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed class LagsEstimator : IEstimator<LagsTransformer>
{
    private readonly LagsSettings _settings;

    internal LagsEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = options.Settings();
    }

    /// <summary>Checks the columns; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the column of the series.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public LagsTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new LagsTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with the lags.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one more column.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        NumberReader.KnownSize("input").Find(inputSchema, _settings.InputColumn);
        GroupLookup.Check(inputSchema, _settings.GroupColumn);
        return ColumnChecks.With(inputSchema, NewColumn.NamedVector(_settings.OutputColumn));
    }

    /// <summary>Which lags to take. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make. Default: Lags.</summary>
        public string OutputColumnName { get; set; } = "Lags";

        /// <summary>Name of the column to read, Single or a vector of Single of known size; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>Rows to look back, each at least 0 (the row's own value), none twice, in any order; at least one.</summary>
        public IReadOnlyList<int> Lags { get; set; } = [];

        /// <summary>Name of the column that tells series apart (text, key, integer, Boolean or DateTime); their rows may be mixed. Null,
        /// the default, for one series.</summary>
        public string? GroupColumnName { get; set; }

        /// <summary>What becomes of the first rows of a series. Default: <see cref="IncompleteRows.FillWithNaN"/>, as in
        /// pandas.</summary>
        public IncompleteRows IncompleteRows { get; set; } = IncompleteRows.FillWithNaN;

        internal LagsSettings Settings()
        {
            ArgumentNullException.ThrowIfNull(Lags);
            return new LagsSettings(
                LagsSettings.Version, OutputColumnName, Arguments.InputOr(OutputColumnName, InputColumnName), [.. Lags],
                GroupColumnName, IncompleteRows).Check();
        }
    }
}
