using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence;

/// <summary>A trained regression: appends Score.</summary>
/// <remarks>
/// Score is Single, or where the label is a vector of K numbers, a vector of K, with the label's SlotNames; on the label's own scale.
/// </remarks>
public sealed class SequenceRegressionPredictionTransformer : SequencePredictionTransformer
{
    internal const string Kind = "regression";

    private readonly RegressionHead _head;

    internal SequenceRegressionPredictionTransformer(TrainedModel model, TrainingState state)
        : base(Kind, model, state) => _head = (RegressionHead)model.Head;

    /// <summary>Loads what was saved.</summary>
    internal static ITransformer Load(byte[] payload)
    {
        (TrainedModel model, TrainingState state) = SavedModel.Read<SequenceRegressionTrainer.Options, Saved>(payload, (saved, outputs) =>
        {
            saved.Scale.CheckSaved();
            if (saved.Slots is { } slots && (slots.Length != outputs || slots.Contains(null)))
            {
                throw new ArgumentException($"it has {outputs} outputs and {slots.Count(s => s is not null)} names for them.");
            }
            if (!saved.IsVector && outputs != 1)
            {
                throw new ArgumentException($"it gives {outputs} numbers for a label of one.");
            }
            return new RegressionHead(saved.Scale, saved.IsVector, saved.Slots);
        });
        return new SequenceRegressionPredictionTransformer(model, state);
    }

    private protected override object SavedHead() => new Saved(_head.Scale, _head.IsVector, _head.Slots);

    internal sealed record Saved(LabelScale Scale, bool IsVector, string[]? Slots);
}
