using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence;

/// <summary>A trained classifier: appends PredictedLabel and Score.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>PredictedLabel</term><description>the label's key type, with its KeyValues; the class of the largest score</description></item>
/// <item><term>Score</term><description>vector of Single, one probability a class, adding up to 1; SlotNames are the labels</description></item>
/// </list>
/// </remarks>
public sealed class SequenceMulticlassPredictionTransformer : SequencePredictionTransformer
{
    internal const string Kind = "multiclass";

    private readonly MulticlassHead _head;

    internal SequenceMulticlassPredictionTransformer(TrainedModel model, TrainingState state)
        : base(Kind, model, state) => _head = (MulticlassHead)model.Head;

    /// <summary>Loads what was saved.</summary>
    internal static ITransformer Load(byte[] payload)
    {
        (TrainedModel model, TrainingState state) = SavedModel.Read<SequenceMulticlassTrainer.Options, Saved>(
            payload, (saved, outputs) => new MulticlassHead(outputs, saved.Labels is null ? null : LabelValues.Load(saved.Labels, outputs)));
        return new SequenceMulticlassPredictionTransformer(model, state);
    }

    private protected override object SavedHead() => new Saved(_head.Labels?.Save());

    internal sealed record Saved(LabelValues.Saved? Labels);
}
