using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence;

/// <summary>A trained tagger: appends PredictedLabel and Score.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>PredictedLabel</term><description>variable vector of the label's key type, with its KeyValues, one a step; missing at steps
/// that are padding</description></item>
/// <item><term>Score</term><description>vector of Single, (T, C): a probability for each of C labels at each step, NaN at steps that are padding;
/// its annotation TrainingLabelValues holds the labels. With a conditional random field these are the labels' marginal probabilities, and
/// PredictedLabel are the likeliest labels together</description></item>
/// </list>
/// </remarks>
public sealed class SequenceTaggingPredictionTransformer : SequencePredictionTransformer
{
    internal const string Kind = "tagging";

    private readonly TaggingHead _head;

    internal SequenceTaggingPredictionTransformer(TrainedModel model, TrainingState state)
        : base(Kind, model, state) => _head = (TaggingHead)model.Head;

    /// <summary>Loads what was saved.</summary>
    internal static ITransformer Load(byte[] payload)
    {
        (TrainedModel model, TrainingState state) = SavedModel.Read<SequenceTaggingTrainer.Options, SequenceMulticlassPredictionTransformer.Saved>(
            payload, (saved, outputs) => new TaggingHead(outputs, saved.Labels is null ? null : LabelValues.Load(saved.Labels, outputs)));
        return new SequenceTaggingPredictionTransformer(model, state);
    }

    private protected override object SavedHead() => new SequenceMulticlassPredictionTransformer.Saved(_head.Labels?.Save());
}
