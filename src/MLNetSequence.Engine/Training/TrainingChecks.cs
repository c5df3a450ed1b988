using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Training;

/// <summary>What must hold before a training begins; an error names what was expected and what came.</summary>
internal static class TrainingChecks
{
    public static void Options(TrainingOptions options)
    {
        Require.AtLeast(1, options.Epochs, nameof(options.Epochs));
        Require.AtLeast(1, options.BatchSize, nameof(options.BatchSize));
        Require.AtLeast(1, options.AccumulateBatches, nameof(options.AccumulateBatches));
        Require.AtLeast(1, options.TruncatedSteps ?? 1, nameof(options.TruncatedSteps));
        Require.AtLeast(1, options.Threads ?? 1, nameof(options.Threads));
        if (options.ProgressInterval < TimeSpan.Zero && options.ProgressInterval != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options.ProgressInterval), options.ProgressInterval,
                $"{nameof(options.ProgressInterval)} must be at least 0, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}.");
        }
        Require.Below1(options.ValidationFraction, nameof(options.ValidationFraction));
        AboveZero(options.ClipValue, nameof(options.ClipValue));
        AboveZero(options.ClipNorm, nameof(options.ClipNorm));
        AboveZero(options.GlobalClipNorm, nameof(options.GlobalClipNorm));
        if ((long)options.BatchSize * options.AccumulateBatches > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options.AccumulateBatches), options.AccumulateBatches, "BatchSize times AccumulateBatches must be an int.");
        }
        Require.AtLeast(1, options.EarlyStopping?.Patience ?? 1, nameof(EarlyStopping.Patience));
        Require.AtLeast(0.0, options.EarlyStopping?.MinimumImprovement ?? 0, nameof(EarlyStopping.MinimumImprovement));
        Require.AtLeast(1, options.Checkpoints?.EverySteps ?? 1, nameof(Checkpoints.EverySteps));
        ArgumentException.ThrowIfNullOrEmpty(options.Checkpoints?.Path ?? "none");
        ArgumentNullException.ThrowIfNull(options.Optimizer);
        ArgumentNullException.ThrowIfNull(options.Schedule);
        options.Optimizer.Check();
        options.Schedule.Check();
    }

    /// <summary>That network, loss and options go together.</summary>
    public static void Network(Network network, Loss loss, TrainingOptions options)
    {
        Activation ends = network.OutputActivation;
        if (loss.Absorbs != Activation.Linear && ends != Activation.Linear && ends != loss.Absorbs)
        {
            throw new ArgumentException(
                $"The loss {loss} needs a network that ends in {loss.Absorbs} or {Activation.Linear}, not in {ends}.");
        }
        if (loss.Absorbs != Activation.Linear && PenalizesActivated(network))
        {
            throw new ArgumentException(
                $"The loss {loss} works before the last activation, so what comes after it cannot be penalized (ActivityRegularizer).");
        }
        CrfLoss.Check(network, loss, options);
        bool stateful = network.Description.FlatLayers().Any(l => l.Layer is RecurrentDescription { Common.Stateful: true });
        if (stateful && options.Shuffle)
        {
            throw new ArgumentException(
                "A stateful network goes on from the batch before, so the order must stay as it is: say Shuffle = false.");
        }
        if (options.TruncatedSteps is not null)
        {
            Windows(network, options);
        }
    }

    /// <summary>That something is trained.</summary>
    public static void Trained(SequenceNetwork network)
    {
        if (network.FrozenParameterCount > 0 && network.FrozenParameterCount == network.ParameterCount)
        {
            throw new ArgumentException("All weights of the network are frozen, so there is nothing to train.", nameof(network));
        }
    }

    /// <summary>
    /// That the data are such as the network reads, and the targets such as the loss can take, one for each sequence or for each step
    /// of it.
    /// </summary>
    public static void Examples(Network network, Loss loss, Examples examples)
    {
        (Sequences inputs, Targets targets) = examples;
        if (InputShape.Of(inputs) != network.Reads)
        {
            throw new ArgumentException($"The network reads {network.Reads}; the data has {InputShape.Of(inputs)}.", nameof(examples));
        }
        if (inputs.Count != targets.Count)
        {
            throw new ArgumentException($"There are {inputs.Count} sequences but {targets.Count} targets.", nameof(examples));
        }
        if (loss.ReadsLabel != (targets.Width == 0))
        {
            throw new ArgumentException($"The loss {loss} reads {(loss.ReadsLabel ? "classes" : "numbers")}, and not such targets.");
        }
        int expected = loss.OutputsFor(loss.ReadsLabel ? network.Outputs : targets.Width);
        if (expected != network.Outputs)
        {
            throw new ArgumentException($"The loss {loss} needs {expected} outputs, the network has {network.Outputs}.");
        }
        for (int i = 0; i < inputs.Count; i++)
        {
            Sequence(network, loss, examples, i);
        }
    }

    /// <summary>That there is something to measure: the mean over rows that all weigh nothing is not a number.</summary>
    public static void Validation(Loss loss, ExampleBlock? validation)
    {
        if (validation is { } held && held.Rows.All(row => LossRows.Weight(loss, held.Examples.Targets, row, 0, int.MaxValue) == 0))
        {
            throw new ArgumentException(
                $"None of the {held.Rows.Length} sequences held out has a target of a weight above 0, so there is nothing to measure on.");
        }
    }

    private static void Sequence(Network network, Loss loss, Examples examples, int i)
    {
        Targets targets = examples.Targets;
        LayerShape output = network.Description.Output;
        long steps = examples.Inputs.Length(i);
        long rows = !network.PerStep ? 1 : output.Steps > 0 ? output.Steps : (steps + output.Stride - 1) / output.Stride;
        if (targets.Rows(i) != rows)
        {
            throw new ArgumentException(
                $"Sequence {i + 1} has {targets.Rows(i)} targets; the network gives {rows} outputs for its {steps} steps.");
        }
        for (int row = targets.Start(i); row < targets.Start(i) + rows; row++)
        {
            if (!(targets.Weight(row) >= 0) || !float.IsFinite(targets.Weight(row)))
            {
                throw new ArgumentException(
                    $"Sequence {i + 1} has a target of weight {targets.Weight(row)}; a weight is at least 0 and finite.");
            }
            if (targets.Weight(row) > 0
                && loss.Refuse(targets.Label(row), targets.Values(row), network.Outputs, targets.MayMiss) is { } reason)
            {
                throw new ArgumentException($"Sequence {i + 1} has a target that the loss {loss} cannot take: {reason}");
            }
        }
    }

    private static void AboveZero(double? value, string name)
    {
        if (value is { } number && !(number > 0))
        {
            throw new ArgumentOutOfRangeException(name, number, $"{name} must be above 0.");
        }
    }

    private static bool PenalizesActivated(Network network) =>
        network.Layers is [.., ActivationLayer, ActivityPenaltyLayer];

    // A window must be all that its steps depend on, but for the states that are carried.
    private static void Windows(Network network, TrainingOptions options)
    {
        if (!network.PerStep || network.Description.Output.Stride > 1 || network.Description.Output.Steps > 0)
        {
            throw new ArgumentException("TruncatedSteps needs a network that gives an output for every step.");
        }
        if (options.AccumulateBatches > 1)
        {
            throw new ArgumentException("TruncatedSteps changes the weights after every window, so AccumulateBatches must be 1.");
        }
        foreach ((_, LayerDescription layer) in network.Description.FlatLayers())
        {
            bool looksAhead = layer is RecurrentDescription { Common: { Bidirectional: true } or { GoBackwards: true } };
            if (looksAhead || layer is Conv1DDescription)
            {
                throw new ArgumentException($"TruncatedSteps cuts sequences into windows, and {layer} looks beyond a window's ends.");
            }
        }
    }
}
