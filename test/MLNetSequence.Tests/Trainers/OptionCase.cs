namespace MLNetSequence.Tests.Trainers;

/// <summary>One option, a value that is not its default, and what shows that it does something.</summary>
/// <param name="Name">Name of the property.</param>
/// <param name="Value">Makes the value.</param>
internal sealed record OptionCase(string Name, Func<OptionTask, object> Value)
{
    /// <summary>Whether a saved model does not keep it.</summary>
    public bool OfTheRunAlone { get; init; }

    /// <summary>What else must be set for the option to matter, with and without it.</summary>
    public Action<OptionTask, SequenceTrainerOptions>? Before { get; init; }

    /// <summary>What the option does; null where it makes another model.</summary>
    public Action<OptionRun>? Effect { get; init; }

    /// <summary>Takes away what fitting has left behind.</summary>
    public Action? Clean { get; init; }
}

/// <summary>Two trainings, without and with an option.</summary>
internal sealed record OptionRun(Func<SequencePredictionTransformer> Usual, Func<SequencePredictionTransformer> Changed, OptionTask Task)
{
    public void ModelsDiffer() => Assert.AreNotEqual(Task.Fingerprint(Usual()), Task.Fingerprint(Changed()));

    public void ModelsAreTheSame() => Assert.AreEqual(Task.Fingerprint(Usual()), Task.Fingerprint(Changed()));
}

/// <summary>All that a trainer is told.</summary>
internal sealed class OptionSetting(SequenceTrainerOptions options, RecurrentLayers layers)
{
    public SequenceTrainerOptions Options { get; } = options;

    public RecurrentLayers Layers { get; set; } = layers;
}

/// <summary>A class of options, and where one of it stands among all that a trainer is told.</summary>
/// <param name="Type">The class.</param>
/// <param name="Task">The task to try them on.</param>
/// <param name="At">Puts a fresh copy there and gives it.</param>
/// <param name="Cases">Makes a case for each property.</param>
internal sealed record OptionClass(Type Type, OptionTask Task, Func<OptionSetting, object> At, Func<IEnumerable<OptionCase>> Cases);
