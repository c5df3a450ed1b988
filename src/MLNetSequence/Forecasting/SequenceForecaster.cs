using Microsoft.ML.Runtime;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Trainers;

namespace MLNetSequence;

/// <summary>
/// Trains a recurrent network to forecast one series or many. Made by <c>mlContext.Forecasting.ForecastByLstm</c>, <c>ForecastByGru</c> or
/// <c>ForecastByRecurrentNetwork</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Targets</term><description>Single or vectors of Single of known size, as they are: they are scaled inside the model; NaN is
/// masked</description></item>
/// <item><term>Series</term><description>one, or many that a group column tells apart: one model learns from all of
/// them</description></item>
/// <item><term>Output</term><description>vector of Single, (horizon) or (horizon, K); bounds likewise, where columns are named for
/// them</description></item>
/// <item><term>Memory</term><description>the rows, once; windows are worked out when a batch is made of them</description></item>
/// <item><term>Same seed, same data</term><description>the same model, bit for bit, on any number of threads of one
/// machine</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed partial class SequenceForecaster : IEstimator<ForecastingTransformer>, IForecastingEstimator
{
    private readonly IHost _host;
    private readonly ForecastNetwork _network;
    private readonly Options _options;
    private readonly Func<bool> _contextCancelled;

    internal SequenceForecaster(IHostEnvironment environment, ForecastNetwork network, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _host = environment.Register(nameof(SequenceForecaster));
        _options = (Options)options.CheckedCopy();
        _network = network;
        network.Check(_options.Strategy);
        _options.Training = TrainingSeed.Settled(_options.Training, _host);
        _contextCancelled = MLNet.Cancelled(_host);
    }

    ForecastingOptions IForecastingEstimator.Forecasting => _options;

    /// <summary>Reads all rows once, then trains.</summary>
    /// <param name="input">The rows of each series in order of time. Series may be mixed.</param>
    /// <returns>
    /// The model. Training that is cancelled gives the weights of the best epoch so far where there were windows to measure on, and else
    /// what was learned until then; the model's Report and a warning in the log say so.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="ArgumentException">The layers or an option do not fit the columns.</exception>
    /// <exception cref="InvalidOperationException">There are too few rows, or a row makes no sense; the message names it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything was learned.</exception>
    /// <exception cref="NotFiniteNumberException">The loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public ForecastingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var log = new TrainingLog(channel, _options.Logger, _options.Progress);
        ForecastInputs inputs = ForecastInputs.Of(input.Schema, _options);
        SeriesData data = SeriesData.Read(input, inputs, cancelled: IsCancelled);
        NetworkSettings settings = _options.Settings(inputs);
        settings.CheckTargets(data);
        settings.CheckPaths(inputs.TargetCount, settings.Horizon, settings.Paths);
        var windows = new TrainingWindows(data, settings, _options.Stride);
        if (windows.TooShort is > 0 and var few)
        {
            log.LeftOut(few, settings.Horizon + 1);
        }
        (int[] train, int[] held, int[] rows) = windows.Split(_options.Training.ValidationFraction);
        var learned = new NetworkLearned(inputs, settings, SeriesScales.Of(data, rows, settings.Transform));
        NetworkSettings.CheckHeld(data, rows, learned.Scales);
        var features = new WindowFeatures(inputs, settings, learned.Scales);
        var network = new Network(_network.Describe(inputs, settings, features, _options.EmbeddingSize));
        network.Initialize(settings.Seed);
        var targets = new WindowTargets(windows, settings, learned.NewScale, inputs.TargetCount, inputs.Width, windows.Longest);
        if (!Array.Exists(train, targets.IsLearned))
        {
            throw new InvalidOperationException(
                "Nothing can be learned: there is no target that is not missing (NaN) behind a window with another that is not.");
        }
        var examples = new Examples(
            new WindowSequences(
                windows, features, learned.NewScale, inputs.Keys.Count,
                settings.Strategy == ForecastingStrategy.Recursive ? settings.Horizon - 1 : 0),
            targets);
        TrainingChecks.Examples(network, settings.Trained, examples);
        bool isLinear = settings.Strategy == ForecastingStrategy.Direct && features.Joined > 0 && settings.Loss is not NegativeBinomialLoss;
        if (isLinear && _options.LinearStart)
        {
            LinearStart.Set(network, settings, examples, train);
        }
        log.Started(network.Description, train.Length, held.Length);
        ExampleBlock? validation = held.Length > 0 ? new ExampleBlock(examples, held) : null;
        var trainer = new Trainer(network, settings.Trained, new InMemorySource(examples, train), validation, _options.Training);
        TrainingReport report = trainer.Run(log.Report, IsCancelled);
        log.Ended(report);
        NetworkCore core = NetworkCore.Of(learned, network);
        var model = new ForecastModel(
            ForecastSettings.Of(_options), inputs, TimeStep.Of(data), core, ForecastMemory.Of(data, settings.Window));
        return new ForecastingTransformer(model, new ForecastTraining(network.Description, report));
    }

    /// <summary>The input's schema with the columns that the model appends.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ForecastInputs.Check(inputSchema, _options);
        return ColumnChecks.With(inputSchema, ForecastOutputs.Promise(ForecastSettings.Of(_options)));
    }

    private bool IsCancelled() => _options.CancellationToken.IsCancellationRequested || _contextCancelled();
}
