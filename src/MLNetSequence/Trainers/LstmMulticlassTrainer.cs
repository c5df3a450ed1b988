using Microsoft.ML.Runtime;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Trainers;

namespace MLNetSequence;

/// <summary>
/// Trains an LSTM to tell classes of token sequences apart. Made by
/// <see cref="LstmCatalog.Lstm(MulticlassClassificationCatalog.MulticlassClassificationTrainers, Options)"/>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Network</term><description>embedding, LSTM layers (the last step of each direction), a linear layer, softmax;
/// dropout after the embedding and after each LSTM</description></item>
/// <item><term>Label</term><description>Key&lt;UInt32&gt; of known count, as MapValueToKey makes it; two classes or more</description></item>
/// <item><term>Features</term><description>vector, of any length, of Key&lt;UInt32&gt; of known count; missing keys are padding
/// and are left out, wherever they stand; an empty sequence is allowed</description></item>
/// <item><term>Output</term><description>PredictedLabel (the label's key type) and Score (a probability for each class)</description></item>
/// <item><term>Loss</term><description>softmax cross-entropy; Adam; gradients clipped by global norm</description></item>
/// <item><term>Memory</term><description>all token sequences (4 bytes a token); the embedding five times over (with its gradient,
/// two moments, and the last good epoch's); the other parameters seven times; the activations of one batch</description></item>
/// <item><term>Same seed, same data</term><description>the same model, bit for bit, on any number of threads of one machine</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
public sealed partial class LstmMulticlassTrainer : IEstimator<SequenceMulticlassPredictionTransformer>
{
    private readonly IHost _host;
    private readonly Options _options;
    private readonly long _seed;

    internal LstmMulticlassTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _host = environment.Register(nameof(LstmMulticlassTrainer));
        _options = options.CheckedCopy();
        _seed = _options.Seed ?? _host.Rand.Next();
    }

    /// <summary>Reads all rows once, then trains.</summary>
    /// <param name="input">Data with the label and feature columns.</param>
    /// <returns>
    /// The model. After a cancellation it is that of the best epoch, where rows are held out, or what was learned until then; a warning
    /// in the log says so.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or all are of one class, or a label is missing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything was learned.</exception>
    /// <exception cref="NotFiniteNumberException">The loss was not finite before the first epoch was done.</exception>
    public SequenceMulticlassPredictionTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var log = new TrainingLog(channel, _options.Logger, _options.Progress);
        LabeledSequences data = LabeledSequences.Read(
            input, _options.LabelColumnName, _options.FeatureColumnName, _options.CancellationToken);
        var network = new Network(_options.Describe(data.Vocabulary, data.Classes));
        network.Initialize(_seed);
        var examples = new Examples(data.Sequences, Targets.OfLabels(data.Labels));
        var trainer = Trainer.InMemory(network, new CrossEntropyLoss(), examples, Settings());
        log.Started(network.Description, examples.Count, Trainer.HeldOut(examples.Count, _options.ValidationFraction));
        TrainingReport result = trainer.Run(log.Progress, () => _options.CancellationToken.IsCancellationRequested);
        log.Ended(result);
        return new SequenceMulticlassPredictionTransformer(network, Save(data), data.LabelValues, result.History);
    }

    /// <summary>The input's schema with PredictedLabel and Score.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with two more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = ColumnChecks.Find(inputSchema, "label", _options.LabelColumnName);
        if (!label.IsKey || label.Kind != SchemaShape.Column.VectorKind.Scalar || label.ItemType != NumberDataViewType.UInt32)
        {
            throw ColumnChecks.WrongType(
                "label", label.Name, LabeledSequences.ExpectedLabel, ColumnChecks.Describe(label), LabeledSequences.LabelHint);
        }
        SchemaShape.Column features = ColumnChecks.Find(inputSchema, "feature", _options.FeatureColumnName);
        bool isVector = features.Kind != SchemaShape.Column.VectorKind.Scalar;
        if (!features.IsKey || !isVector || features.ItemType != NumberDataViewType.UInt32)
        {
            throw ColumnChecks.WrongType(
                "feature", features.Name, TokenReader.Expected, ColumnChecks.Describe(features), KeySequences.Hint);
        }
        return ColumnChecks.With(inputSchema, OutputShapes(label));
    }

    private static SchemaShape.Column[] OutputShapes(SchemaShape.Column label)
    {
        var scalar = SchemaShape.Column.VectorKind.Scalar;
        List<SchemaShape.Column> kinds =
        [
            MLNet.Column(Annotations.ScoreColumnKind, scalar, TextDataViewType.Instance, isKey: false),
            MLNet.Column(Annotations.ScoreValueKind, scalar, TextDataViewType.Instance, isKey: false),
        ];
        List<SchemaShape.Column> ofLabel = [.. kinds];
        List<SchemaShape.Column> ofScore = [.. kinds];
        if (Annotations.Find(label.Annotations, Annotations.KeyValues) is { IsKey: false } values && LabelValues.Keeps(values.ItemType))
        {
            ofLabel.Add(values);
            ofScore.Add(Annotations.VectorShape(Annotations.SlotNames, TextDataViewType.Instance));
            ofScore.Add(Annotations.VectorShape(Annotations.TrainingLabelValues, values.ItemType));
        }
        return
        [
            MLNet.Column("PredictedLabel", scalar, NumberDataViewType.UInt32, isKey: true, new SchemaShape(ofLabel)),
            MLNet.Column(
                "Score", SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, new SchemaShape(ofScore)),
        ];
    }

    private TrainingOptions Settings() => new()
    {
        Epochs = _options.Epochs,
        BatchSize = _options.BatchSize,
        Optimizer = new Adam { LearningRate = _options.LearningRate },
        GlobalClipNorm = double.IsFinite(_options.ClipNorm) ? _options.ClipNorm : null,
        ValidationFraction = _options.ValidationFraction,
        Seed = _seed,
        Threads = _options.Threads ?? Environment.ProcessorCount,
    };

    private SequenceMulticlassPredictionTransformer.Saved Save(LabeledSequences data) => new(
        SequenceMulticlassPredictionTransformer.Saved.Version,
        _options.FeatureColumnName,
        _options.LabelColumnName,
        data.LabelValues?.Save(),
        new(
            _options.HiddenSize, _options.Layers, _options.Bidirectional, _options.EmbeddingSize, _options.Dropout, _options.Epochs,
            _options.BatchSize, _options.LearningRate, _options.ClipNorm, _options.ValidationFraction, _seed));
}
