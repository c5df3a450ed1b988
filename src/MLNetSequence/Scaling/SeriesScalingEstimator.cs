using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

/// <summary>
/// Learns centre and scale of each series and scales it. Made by
/// <see cref="SequenceScalingCatalog.ScaleSeries(TransformsCatalog, string, string?, SeriesScaling, string?, string?)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>Single, a step of a series; or a vector of Single, a sequence: (T) steps of one feature, or
/// (T, F), T steps of F features, where T may vary. Beside it a group column, where there are several series</description></item>
/// <item><term>A vector with one dimension</term><description>is a SEQUENCE of one feature here, of one centre and scale, even where
/// its slots are eight countries in one row. <see cref="DifferenceEstimator"/>, <see cref="LagsEstimator"/> and
/// <see cref="SlidingWindowEstimator"/> read it as ONE step of as many features: set <see cref="Options.SlotsAreFeatures"/> for
/// that, and each slot has a centre and scale of its own</description></item>
/// <item><term>Output</term><description>the same type, (x − centre) / scale worked out in double and rounded once to Single; slot
/// names kept. On demand centre and scale beside it, as a vector of Double with
/// dimensions (2), or (2, F) for F features</description></item>
/// <item><term>Statistics</term><description>for each feature of each series, over all its rows and steps, in double</description></item>
/// <item><term>Missing values</term><description>NaN: left out of the statistics, and stays NaN</description></item>
/// <item><term>Reads the data to fit</term><description>once; memory grows with the number of series, and only for
/// <see cref="SeriesScaling.Robust"/> with the rows</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// <para>
/// How exact the inverse is: a scaled value is a Single, so it keeps 24 bits of x − centre. What is undone differs from x by at most
/// 2⁻²⁴·|x − centre| and half a unit in the last place, so it is x itself, bit for bit, wherever |x − centre| is below |x| / 2,
/// and at most one unit in the last place off under <see cref="SeriesScaling.MeanAbsolute"/>. No inverse can do better: where x is small
/// beside the centre, several x share one scaled value. This holds as long as the scaled value does not overflow; where it falls below the
/// normal numbers of Single (1.2·10⁻³⁸), 2⁻¹⁵⁰·scale is to be added.
/// </para>
/// <para>Fit on the part of the data that comes before what is to be forecast: statistics of the future are not known in time.</para>
/// </remarks>
public sealed partial class SeriesScalingEstimator : IEstimator<SeriesScalingTransformer>
{
    private readonly Options _options;

    internal SeriesScalingEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.CheckedCopy();
    }

    /// <summary>Reads all series once and works out their centres and scales.</summary>
    /// <param name="input">Data with the series and, where one was named, the group column.</param>
    /// <returns>The transformer with centres and scales.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There is no row; a value is infinite; a group is missing; a vector is no whole
    /// number of steps; or a series has no value at all.</exception>
    public SeriesScalingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        GroupScales series = SeriesScalingFit.Fit(_options, input);
        return new SeriesScalingTransformer(new ScalingSettings(
            ScalingSettings.Version, _options.OutputColumnName, _options.InputColumnName!, _options.ScaleColumnName,
            _options.SlotsAreFeatures, _options.Scaling, series.Save()));
    }

    /// <summary>The input's schema with the scaled column and, where asked for, the one with centre and scale.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one or two more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column series = SeriesColumn.ToFit(_options.SlotsAreFeatures).Find(inputSchema, _options.InputColumnName!);
        GroupLookup.Check(inputSchema, _options.GroupColumnName);
        List<SchemaShape.Column> outputs = [NewColumn.Like(_options.OutputColumnName, series)];
        if (_options.ScaleColumnName is { } scale)
        {
            outputs.Add(MLNet.Column(scale, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Double, isKey: false));
        }
        return ColumnChecks.With(inputSchema, [.. outputs]);
    }
}
