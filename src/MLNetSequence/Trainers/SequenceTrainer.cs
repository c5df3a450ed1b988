using Microsoft.ML.Runtime;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.RangeTest;
using MLNetSequence.Inputs;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Trainers;
using MLNetSequence.Trainers.Targets;

namespace MLNetSequence;

/// <summary>What all trainers have in common: they read all rows once, then train a network in epochs of batches.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Features</term><description>vectors, of any length, of Key&lt;UInt32&gt; of known count (tokens) or of Single of the dimensions
/// (T), (T, F) or (0, F) (series), one column or several; padding is left out, wherever it stands; an empty sequence is allowed</description></item>
/// <item><term>Memory</term><description>all sequences (4 bytes a token or number); an embedding five times over (with its gradient,
/// two moments, and the last good epoch's), six times with rows to measure on; other weights two more; the activations of one batch</description></item>
/// <item><term>Same seed, same data</term><description>the same model, bit for bit, on any number of threads of one machine</description></item>
/// <item><term>Exportable to ONNX</term><description>no</description></item>
/// </list>
/// </remarks>
/// <typeparam name="TTransformer">The trained model.</typeparam>
public abstract class SequenceTrainer<TTransformer> : IEstimator<TTransformer>
    where TTransformer : SequencePredictionTransformer
{
    private readonly IHost _host;
    private readonly NetworkPlan _plan;
    private readonly SequenceTrainerOptions _options;
    private readonly NetworkEnd _end;
    private readonly Func<bool> _contextCancelled;

    private protected SequenceTrainer(IHostEnvironment environment, NetworkPlan plan, SequenceTrainerOptions options, NetworkEnd end)
    {
        ArgumentNullException.ThrowIfNull(options);
        _host = environment.Register(GetType().Name);
        _options = options.CheckedCopy();
        _options.Training = TrainingSeed.Settled(_options.Training, _host);
        (_plan, _end) = (plan, end);
        plan.Check(_options, end);
        _contextCancelled = MLNet.Cancelled(_host);
    }

    /// <summary>The trainer's own copy of its options.</summary>
    private protected SequenceTrainerOptions Copied => _options;

    /// <summary>What the label column must be.</summary>
    private protected abstract ColumnRule LabelRule { get; }

    /// <summary>Reads all rows once, then trains.</summary>
    /// <param name="input">Data with the label and feature columns.</param>
    /// <returns>
    /// The model. Training that is cancelled, by the options' token or by the context, gives the weights of the best epoch so far where
    /// there were rows to measure on, and else what was learned until then; the model's Report and a warning in the log say so.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="ArgumentException">
    /// The network or an option does not fit the columns, or the initial model does not fit the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are no rows, or nothing can be learned from them; the message names row and column.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before anything was learned.</exception>
    /// <exception cref="NotFiniteNumberException">The loss was not finite before the first epoch was done.</exception>
    /// <exception cref="InvalidDataException">A checkpoint is damaged, or of another training.</exception>
    /// <exception cref="IOException">A checkpoint cannot be read or written.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Training");
        var log = new TrainingLog(channel, _options.Logger, _options.Progress);
        Preparation made = Prepare(input);
        log.Started(made.Network.Description, made.Train.Length, made.HeldOut);
        if (_options.EmbeddingSize is not null && made.Inputs.TokenColumns == 0)
        {
            log.Ignored(nameof(_options.EmbeddingSize), "no feature column holds tokens.");
        }
        if (made.TookOutputLayer is { } took)
        {
            log.Transferred(took);
        }
        var trainer = new Trainer(
            made.Network, made.Loss, new InMemorySource(made.Examples, made.Train), made.Validation, _options.Training);
        TrainingReport report = Cancellable(() => trainer.Run(log.Report, IsCancelled));
        log.Ended(report);
        ChosenLayers? layers = _plan.Layers is { } chosen ? new ChosenLayers(chosen.Cell, chosen.Layers) : null;
        return Create(
            new TrainedModel(made.Inputs, Thawed(made.Network, made.Described), made.Head), new TrainingState(_options, layers, report));
    }

    /// <summary>
    /// The learning-rate range test (Smith 2017): trains for some batches while the learning rate grows from one bound to the other, to
    /// show from where on the loss falls, and from where on it rises. No model comes of it.
    /// </summary>
    /// <param name="input">Data with the label and feature columns.</param>
    /// <param name="lowest">The rate of the first batch, above 0.</param>
    /// <param name="highest">The rate of the last batch, above <paramref name="lowest"/>.</param>
    /// <param name="steps">Batches, at least 10.</param>
    /// <returns>Rates and losses; print it, or save it as CSV or SVG. Its suggestion is one for a constant rate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or a column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or nothing can be learned from them.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="NotFiniteNumberException">Already the first loss was not finite.</exception>
    public LearningRateRange FindLearningRate(IDataView input, double lowest = 1e-6, double highest = 1, int steps = 100)
    {
        ArgumentNullException.ThrowIfNull(input);
        using IChannel channel = _host.Start("Learning rate range test");
        Preparation made = Prepare(input);
        return Cancellable(() => LearningRateTest.Run(
            made.Network, made.Loss, made.Examples, made.Train, _options.Training, lowest, highest, steps, IsCancelled));
    }

    /// <summary>The input's schema with the columns that the model appends.</summary>
    /// <param name="inputSchema">The shape of the data to come.</param>
    /// <returns>The same shape with more columns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        SchemaShape.Column label = LabelRule.Find(inputSchema, _options.LabelColumnName);
        SequenceInputs.Check(inputSchema, _options);
        if (_options.ExampleWeightColumnName is { } weight)
        {
            TrainingRows.WeightRule.Find(inputSchema, weight);
        }
        if (_options.ValidationColumnName is { } validation)
        {
            TrainingRows.ValidationRule.Find(inputSchema, validation);
        }
        return ColumnChecks.With(inputSchema, Promise(label));
    }

    /// <summary>The columns that the model will append.</summary>
    private protected abstract SchemaShape.Column[] Promise(SchemaShape.Column label);

    /// <summary>What reads the labels of a column.</summary>
    private protected abstract TargetReader NewTargets(DataViewSchema.Column label);

    /// <summary>What the outputs mean, and what training makes small, once all rows are read.</summary>
    /// <param name="label">The label column.</param>
    /// <param name="targets">What was read of it.</param>
    /// <param name="train">The rows to learn from; no other may decide anything.</param>
    private protected abstract (PredictionHead Head, Loss Loss) Conclude(DataViewSchema.Column label, TargetReader targets, int[] train);

    /// <summary>The model.</summary>
    private protected abstract TTransformer Create(TrainedModel model, TrainingState state);

    // What the caller's own token cancelled says so.
    private T Cancellable<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException e) when (_options.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, _options.CancellationToken);
        }
    }

    private bool IsCancelled() => _options.CancellationToken.IsCancellationRequested || _contextCancelled();

    private Preparation Prepare(IDataView input)
    {
        DataViewSchema.Column label = LabelRule.Find(input.Schema, _options.LabelColumnName);
        SequenceInputs inputs = SequenceInputs.Of(input.Schema, _options);
        // Before any row is read, which may take its time.
        DataViewSchema.Column? measured = _options.ValidationData is { } held
            ? ValidationSchema.Check(held.Schema, LabelRule, label, inputs, _options)
            : null;
        TrainingRows rows = TrainingRows.Read(input, inputs, label, NewTargets(label), _options, IsCancelled);
        (int[] train, int[] heldOut) = Split(rows);
        (PredictionHead head, Loss loss) = Conclude(label, rows.Targets, train);
        SequenceNetwork described = _plan.Describe(inputs, _options, _end, head.Outputs);
        Network network = NewNetwork(described, inputs, head, out bool? tookOutputLayer);
        Examples examples = rows.ToExamples(head);
        TrainingChecks.Examples(network, loss, examples);
        ExampleBlock? validation = heldOut.Length > 0 ? new ExampleBlock(examples, heldOut) : null;
        if (measured is { } labels)
        {
            validation = ReadValidation(_options.ValidationData!, labels, inputs, head);
            TrainingChecks.Examples(network, loss, validation.Value.Examples);
        }
        return new Preparation(inputs, described, network, head, loss, examples, train, validation, tookOutputLayer);
    }

    private (int[] Train, int[] Held) Split(TrainingRows rows)
    {
        if (rows.Train.Count == 0)
        {
            throw new InvalidOperationException(rows.Held.Count == 0
                ? "The training data has no rows."
                : $"All {rows.Held.Count} rows are to be measured on (column '{_options.ValidationColumnName}'), and none to learn from.");
        }
        if (_options.ValidationColumnName is not null)
        {
            return rows.Held.Count > 0
                ? ([.. rows.Train], [.. rows.Held])
                : throw new InvalidOperationException($"Column '{_options.ValidationColumnName}' is true in no row: there is none to measure on.");
        }
        return rows.Train.Count > 1 || _options.Training.ValidationFraction == 0
            ? Trainer.Split(rows.Train.Count, _options.Training)
            : throw new InvalidOperationException(
                $"{nameof(TrainingOptions.ValidationFraction)} needs a row to learn from and one to measure on; there is 1 in all.");
    }

    private Network NewNetwork(SequenceNetwork description, SequenceInputs inputs, PredictionHead head, out bool? tookOutputLayer)
    {
        if (_options.FrozenLayers >= description.LayerCount)
        {
            throw new ArgumentException(
                $"{nameof(_options.FrozenLayers)} is {_options.FrozenLayers} of {description.LayerCount} layers: nothing is left to train.");
        }
        var network = new Network(description.Freeze([.. Enumerable.Range(0, _options.FrozenLayers)]));
        network.Initialize(_options.Training.Seed ?? 0);
        tookOutputLayer = _options.InitialModel is { } initial
            ? WeightTransfer.Copy(initial.GetSequenceModel().Trained, network, inputs, head)
            : null;
        return network;
    }

    private ExampleBlock ReadValidation(IDataView data, DataViewSchema.Column label, SequenceInputs inputs, PredictionHead head)
    {
        TrainingRows rows = TrainingRows.Read(data, inputs, label, NewTargets(label), _options, IsCancelled, " of the validation data");
        return rows.Train.Count > 0
            ? new ExampleBlock(rows.ToExamples(head), [.. rows.Train])
            : throw new InvalidOperationException("The validation data has no rows.");
    }

    // Freezing is of the training; the model it comes to is the network that was described, with the tables frozen that it says are.
    private Network Thawed(Network network, SequenceNetwork described)
    {
        if (_options.FrozenLayers == 0)
        {
            return network;
        }
        var thawed = new Network(described);
        foreach (Parameter parameter in thawed.Parameters.All)
        {
            network.Parameters.Span(network.Parameters.Find(parameter.Name)).CopyTo(thawed.Parameters.Span(parameter));
        }
        thawed.Pack();
        return thawed;
    }

    private sealed record Preparation(
        SequenceInputs Inputs, SequenceNetwork Described, Network Network, PredictionHead Head, Loss Loss, Examples Examples, int[] Train,
        ExampleBlock? Validation, bool? TookOutputLayer)
    {
        public int HeldOut => Validation?.Rows.Length ?? 0;
    }
}
