using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// Makes windows over the rows of one or more series, and targets that follow them: Keras' <c>timeseries_dataset_from_array</c> with an
/// offset of the target. Made by <see cref="SequenceWindowingCatalog.SlidingWindow(TransformsCatalog, Options)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input</term><description>columns of Single, or vectors of Single of known size, F features together; the rows of each
/// series in order of time</description></item>
/// <item><term>Window</term><description>vector of Single, (T) for one scalar column, else (T, F): steps first, oldest first; slot names
/// Count(t-2), Count(t-1), Count(t)</description></item>
/// <item><term>Target</term><description>vector of Single, (Horizon) for one scalar column, else (Horizon, targets), slot names
/// Count(t+1), …; for one scalar column and a Horizon of 1 a plain Single, as regression trainers want their label</description></item>
/// <item><term>Rows</term><description>one for each window: the row of its last step, t, with all its columns; in the order in which the
/// rows come that complete window and target</description></item>
/// <item><term>Missing values</term><description>NaN in the data is NaN in the window: a window is incomplete where there are too few rows, not
/// where one holds NaN. Difference and Lags leave their first rows, which have none, out with
/// <see cref="IncompleteRows.Drop"/></description></item>
/// <item><term>Memory</term><description>the rows of one window and its target, for each series</description></item>
/// <item><term>Reads the data to fit</term><description>no</description></item>
/// <item><term>Prediction engine</term><description>no: it needs the rows before</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// <para>
/// A model that is to score the newest window, whose target nobody knows yet, needs <see cref="Options.IncompleteTargets"/> =
/// <see cref="IncompleteRows.FillWithNaN"/>; <c>mlContext.Data.FilterRowsByMissingValues(windows, "Target")</c> leaves rows without a
/// label out of training, which not every trainer does itself. Windows are counted from the start of a series: with a
/// <see cref="Options.Stride"/> above 1 none may end at its newest row.
/// </para>
/// <para>
/// Windows come in the order of time and are not shuffled. A trainer that takes rows one by one, such as OnlineGradientDescent, learns
/// better from a copy that it can shuffle: <c>AppendCacheCheckpoint(mlContext)</c> behind the windows.
/// </para>
/// <para>
/// <c>TrainTestSplit</c> and <c>CrossValidate</c> deal rows out at random: before the windows they tear gaps into the series, which nobody
/// sees in a window, and behind them they put windows that overlap on both sides. Split by time, with <c>TakeRows</c> and
/// <c>SkipRows</c>, or <c>FilterByCustomPredicate</c>.
/// </para>
/// </remarks>
public sealed partial class SlidingWindowEstimator : IEstimator<SlidingWindowTransformer>
{
    private readonly WindowSettings _settings;

    internal SlidingWindowEstimator(Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _settings = options.Settings();
    }

    /// <summary>Checks the columns; nothing is learned from the rows.</summary>
    /// <param name="input">Data with the columns of the series.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SlidingWindowTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transformer = new SlidingWindowTransformer(_settings);
        _ = transformer.GetOutputSchema(input.Schema);
        return transformer;
    }

    /// <summary>The input's schema with windows and targets.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with one or two more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (string name in _settings.InputColumns)
        {
            NumberReader.KnownSize("input").Find(inputSchema, name);
        }
        SchemaShape.Column[] targets = [.. _settings.TargetColumns.Select(n => NumberReader.KnownSize("target").Find(inputSchema, n))];
        GroupLookup.Check(inputSchema, _settings.GroupColumn);
        SchemaShape with = ColumnChecks.With(inputSchema, NewColumn.NamedVector(_settings.OutputColumn));
        if (_settings.Horizon == 0)
        {
            return with;
        }
        bool isScalar = _settings.Horizon == 1 && targets is [{ Kind: SchemaShape.Column.VectorKind.Scalar }];
        return ColumnChecks.With(with, isScalar
            ? MLNet.Column(_settings.TargetOutputColumn, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false)
            : NewColumn.NamedVector(_settings.TargetOutputColumn));
    }
}
