using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Sequences with a class each, and how to learn them.</summary>
internal sealed record Labeled(TokenSequences Data, int[] Labels)
{
    public Examples Examples { get; } = new(Data, TargetRows.OfLabels(Labels));

    public Trainer NewTrainer(Network network, TrainingOptions options) =>
        Trainer.InMemory(network, new CrossEntropyLoss(), Examples, options);

    public TrainingReport Train(Network network, TrainingOptions options) => NewTrainer(network, options).Run(_ => { }, () => false);

    /// <summary>Loss and hits over some rows; over all where none are named.</summary>
    public LossSum Evaluate(Trainer trainer, params int[] rows) =>
        trainer.Evaluate(new ExampleBlock(Examples, rows.Length > 0 ? rows : Sample.Rows(Data.Count)));
}
