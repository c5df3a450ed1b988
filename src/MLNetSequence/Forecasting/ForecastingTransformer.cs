using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Streaming;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>
/// A trained forecaster: forecasts the rows that follow a history, or, as a transformer, at each row of a view those that follow it.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Transform</term><description>appends to each row the forecast of the rows after it, made of the rows of its series up to it,
/// and of those alone; with bounds, where the options name columns for them. Where known covariates of rows to come are read, those rows
/// must be there (their targets are not read): at the end of a series the forecast is NaN, and each row is shown when they have come, so
/// that series which follow each other are mixed</description></item>
/// <item><term>Missing values</term><description>a target that is NaN is masked, not filled in</description></item>
/// <item><term>Memory</term><description>the model remembers the last rows of each series that it was trained on, so that it can go on
/// after them; they are saved with it</description></item>
/// <item><term>Thread safety</term><description>any number of threads may forecast at once</description></item>
/// </list>
/// Transform, Forecast and a streaming engine that have seen the same last rows give the same bits.
/// </remarks>
public sealed class ForecastingTransformer : SequenceHistoryTransformer, IStreamingTransformer
{
    internal const string Kind = "forecast";

    private readonly ForecastTraining? _training;

    internal ForecastingTransformer(ForecastModel model, ForecastTraining? training = null) =>
        (Model, _training) = (model, training);

    /// <summary>Steps that the columns of Transform hold.</summary>
    public int Horizon => Model.Settings.Horizon;

    /// <summary>Rows of a series that a forecast is made of, at most.</summary>
    public int WindowSize => Model.Core.Window;

    /// <summary>Whether any number of steps can be forecast, and not only up to <see cref="Horizon"/>.</summary>
    public bool AnyHorizon => Model.Core.AnyHorizon;

    /// <summary>The network inside; null for a baseline.</summary>
    public SequenceNetwork? Network => _training?.Network;

    /// <summary>How training went, and why it ended; saved with the model. Null for a baseline.</summary>
    public TrainingReport? Report => _training?.Report;

    /// <summary>How training went, an entry for every epoch; saved with the model. Null for a baseline.</summary>
    public TrainingHistory? History => Report?.History;

    internal ForecastModel Model { get; }

    internal override IReadOnlyList<string> Inputs => Model.Inputs.Names;

    internal override string? GroupColumn => Model.Inputs.Group;

    internal override ShownRows Rows => new(First: 0, Lookahead: Model.ReadsAhead ? Horizon : 0);

    private protected override (string Method, string Output) Known => ("A forecaster", Model.Settings.Output);

    private protected override string InPlace => "Use Transform or Forecast on the rows of the series in order, or "
        + "model.CreateSequenceEngine, which takes in one row after the other.";

    /// <summary>Forecasts what follows the last rows of each series that the model remembers: those it was trained on.</summary>
    /// <param name="horizon">Steps, at least 1; null for <see cref="Horizon"/>.</param>
    /// <param name="future">
    /// The rows to come, for a model that reads known covariates: the group, time and known columns of at least <see cref="Horizon"/> rows
    /// of each series, of as many as steps are asked for where <see cref="AnyHorizon"/>. Null where it reads none.
    /// </param>
    /// <param name="paths">Paths to draw and keep, from 1 to a million, by a model that draws paths; null for none.</param>
    /// <returns>One forecast for each series, in the order in which they first came.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is longer than the model was trained for, or a number is below
    /// 1.</exception>
    /// <exception cref="ArgumentException">Rows to come are needed, or paths asked for that the model does not draw.</exception>
    /// <exception cref="InvalidOperationException">A row to come is missing, or makes no sense.</exception>
    public IReadOnlyList<SeriesForecast> Forecast(int? horizon = null, IDataView? future = null, int? paths = null) =>
        new Forecasts(Model).Make(Model.Memory.Series, Model.Memory.NameOf, horizon, future, paths);

    /// <summary>Forecasts what follows the last row of each series of a history.</summary>
    /// <param name="history">The rows of each series in order of time, with the columns of the training data. Series may be mixed.</param>
    /// <param name="horizon">Steps, at least 1; null for <see cref="Horizon"/>.</param>
    /// <param name="future">
    /// The rows to come, for a model that reads known covariates: the group, time and known columns of at least <see cref="Horizon"/> rows
    /// of each series, of as many as steps are asked for where <see cref="AnyHorizon"/>. Null where it reads none.
    /// </param>
    /// <param name="paths">Paths to draw and keep, from 1 to a million, by a model that draws paths; null for none.</param>
    /// <returns>One forecast for each series, in the order in which they first come.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The horizon is longer than the model was trained for, a number is below 1, or a column is missing or of the wrong type.
    /// </exception>
    /// <exception cref="ArgumentException">Rows to come are needed, or paths asked for that the model does not draw.</exception>
    /// <exception cref="InvalidOperationException">A row makes no sense, or one to come is missing.</exception>
    /// <example><code>
    /// IReadOnlyList&lt;SeriesForecast&gt; forecasts = model.Forecast(history, horizon: 7);
    /// </code></example>
    public IReadOnlyList<SeriesForecast> Forecast(IDataView history, int? horizon = null, IDataView? future = null, int? paths = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        SeriesData data = SeriesData.Read(history, Model.Inputs, Model.Memory.Groups);
        return new Forecasts(Model).Make(data.Series, data.NameOf, horizon, future, paths);
    }

    /// <summary>What a model file keeps of it.</summary>
    internal byte[] Payload() => ForecastFile.Write(Model, _training);

    internal static ITransformer Load(byte[] payload) => ForecastFile.Read(payload);

    IStreamingTransformer IStreamingTransformer.StartStream() => new ForecastStream(this);

    /// <summary>The same with another memory.</summary>
    internal ForecastingTransformer With(ForecastModel model) => new(model, _training);

    internal override IHistoryRun Start(DataViewRow input) => new ForecastRun(Model, input);

    private protected override IReadOnlyList<Mapping.OutputColumn> Outputs(DataViewSchema input)
    {
        Model.Inputs.CheckSchema(input);
        Model.Memory.Groups?.SameColumn.Find(input, Model.Inputs.Group!);
        return ForecastOutputs.Of(Model);
    }

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, Payload());
}
