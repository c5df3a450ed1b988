using Microsoft.ML.Runtime;
using MLNetSequence.Anomalies;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Trainers;

namespace MLNetSequence;

/// <summary>
/// Trains a recurrent autoencoder to reconstruct what is normal; what it cannot reconstruct is strange. Made by
/// <c>mlContext.AnomalyDetection.Trainers.LstmAutoencoder</c> or <c>GruAutoencoder</c>.
/// </summary>
/// <remarks>
/// An encoder reads a window of rows; a decoder, which sees its last state and nothing else, writes the rows again, the last one first
/// (Malhotra et al. 2016, "LSTM-based encoder-decoder for multi-sensor anomaly detection"). The score of a row is its error in the window
/// that ends with it: of several inputs the Mahalanobis distance, as in the paper, with correlations that are shrunk.
/// <list type="table">
/// <item><term>Inputs</term><description>Single or vectors of Single of known size, as they are: they are scaled inside the model, by the
/// mean and deviation of each series in training, or of the window for a series that was not there; NaN is masked</description></item>
/// <item><term>Series</term><description>one, or many that a group column tells apart: one model learns from all of
/// them</description></item>
/// <item><term>Training data</term><description>mostly normal rows; a few anomalies do little harm</description></item>
/// <item><term>Memory</term><description>the rows, once; windows are worked out when a batch is made of them</description></item>
/// <item><term>Same seed, same data</term><description>the same model, bit for bit, on any number of threads of one
/// machine</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed partial class SequenceAnomalyTrainer : IEstimator<SequenceAnomalyTransformer>
{
    // Numbers of a window, at most.
    private const int MostNumbers = 1 << 20;

    private readonly IHost _host;
    private readonly ForecastNetwork _network;
    private readonly Options _options;
    private readonly Func<bool> _contextCancelled;

    internal SequenceAnomalyTrainer(IHostEnvironment environment, RecurrentCell cell, RecurrentLayers layers, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _host = environment.Register(nameof(SequenceAnomalyTrainer));
        _network = new ForecastNetwork(cell, layers);
        _options = (Options)options.CheckedCopy();
        _options.Training = TrainingSeed.Settled(_options.Training, _host);
        _contextCancelled = MLNet.Cancelled(_host);
    }

    private int LeastRows => _options.MinimumRows ?? _options.WindowSize;

    /// <summary>Reads all rows once, trains on the first ones of each series, and measures scores on the last ones.</summary>
    /// <param name="input">The rows of each series in order of time. Series may be mixed.</param>
    /// <returns>
    /// The model. Training that is cancelled gives the weights of the best epoch so far where there were windows to measure on, and else
    /// what was learned until then; the model's Report and a warning in the log say so.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">
    /// There are too few rows to learn from, to score, or to know the threshold that is asked for, or a row makes no sense; the message
    /// says which.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything was learned.</exception>
    /// <exception cref="NotFiniteNumberException">The loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public SequenceAnomalyTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var log = new TrainingLog(channel, _options.Logger, _options.Progress);
        ForecastInputs inputs = InputsOf(input.Schema);
        SeriesData data = SeriesData.Read(input, inputs, cancelled: IsCancelled);
        int[] rows = [.. data.Series.Select(s => s.Count)];
        AnomalyCalibration.CheckRows(rows, LeastRows);
        int[] first = AnomalyCalibration.Learned(rows, _options.CalibrationFraction, LeastRows);
        SeriesData learnable = data.First(first);
        var windows = new TrainingWindows(learnable, _options.WindowSize, _options.Stride, LeastRows);
        (int[] train, int[] held, int[] learnedRows) = windows.Split(_options.Training.ValidationFraction);
        NetworkSettings settings = Settings();
        var learned = new NetworkLearned(inputs, settings, SeriesScales.Of(learnable, learnedRows, TargetTransform.None));
        (Network network, TrainingReport report) = Train(learned, windows, train, held, log);
        var expected = new ForecastModel(
            new ForecastSettings(_options.OutputColumnName, null, null, 0.95, settings.Horizon), inputs, null,
            NetworkCore.Of(learned, network), ForecastMemory.Of(data, settings.Window));
        AnomalySettings anomalies = AnomalySettings.Of(_options, seesRow: true, expected.Core);
        var expectation = new Expectation(expected, anomalies, learned.Scales);
        // What was learned until a cancellation is worth its scores.
        Func<bool> isCancelled = report.Outcome == TrainingOutcome.Cancelled ? () => false : IsCancelled;
        AnomalyModel model = new AnomalyCalibration(expectation, isCancelled).Measure(anomalies, learned.Scales, data, first, _options);
        var training = new ForecastTraining(network.Description, report);
        return new SequenceAnomalyTransformer(model, new ForecastingTransformer(expected, training));
    }

    /// <summary>The input's schema with the columns that the model appends.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (string name in _options.InputColumnNames)
        {
            ForecastColumn.Input.Find(inputSchema, name);
        }
        GroupLookup.Check(inputSchema, _options.GroupColumnName);
        if (_options.TimeColumnName is { } time)
        {
            TimeFeaturesTransformer.Time.Find(inputSchema, time);
        }
        return ColumnChecks.With(inputSchema, AnomalyOutputs.Promise(_options));
    }

    private ForecastInputs InputsOf(DataViewSchema schema)
    {
        var inputs = new ForecastInputs(
            ForecastColumn.Of(schema, ForecastColumn.Input, _options.InputColumnNames), [], [], [], [], _options.GroupColumnName,
            _options.TimeColumnName);
        long numbers = inputs.Targets.Sum(c => (long)c.Width) * _options.WindowSize;
        return numbers <= MostNumbers ? inputs : throw new ArgumentOutOfRangeException(
            nameof(_options.WindowSize), _options.WindowSize,
            FormattableString.Invariant($"A window may have {MostNumbers:N0} numbers; of these inputs it would have {numbers:N0}."));
    }

    // A window is forecast backward: the first step is the row that is scored.
    private NetworkSettings Settings() => new(
        ForecastingStrategy.EncoderDecoder, _options.WindowSize, _options.WindowSize, 0, ForecastScaling.Series, TargetTransform.None,
        new MeanSquaredLoss(), TimeParts.None, 1, _options.Training.Seed ?? 0);

    private (Network Network, TrainingReport Report) Train(
        NetworkLearned learned, TrainingWindows windows, int[] train, int[] held, TrainingLog log)
    {
        var features = new WindowFeatures(learned.Inputs, learned.Settings, learned.Scales);
        var network = new Network(_network.Describe(learned.Inputs, learned.Settings, features, embedding: null));
        network.Initialize(learned.Settings.Seed);
        var examples = new Examples(
            new WindowSequences(windows, features, learned.NewScale, keys: 0, more: 0),
            new ReconstructionTargets(windows, learned.Settings.Window, learned.NewScale, learned.Inputs.TargetCount));
        TrainingChecks.Examples(network, learned.Settings.Trained, examples);
        log.Started(network.Description, train.Length, held.Length);
        ExampleBlock? validation = held.Length > 0 ? new ExampleBlock(examples, held) : null;
        var trainer = new Trainer(network, learned.Settings.Trained, new InMemorySource(examples, train), validation, _options.Training);
        TrainingReport report = trainer.Run(log.Report, IsCancelled);
        log.Ended(report);
        return (network, report);
    }

    private bool IsCancelled() => _options.CancellationToken.IsCancellationRequested || _contextCancelled();
}
