using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;

namespace MLNetSequence;

/// <summary>A trained yes-or-no classifier: appends PredictedLabel, Score and Probability.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>PredictedLabel</term><description>Boolean: whether Probability is above the threshold of the trainer's options</description></item>
/// <item><term>Score</term><description>Single, the logarithm of the odds of a yes, log(p / (1 - p))</description></item>
/// <item><term>Probability</term><description>Single, p, from 0 to 1</description></item>
/// </list>
/// </remarks>
public sealed class SequenceBinaryPredictionTransformer : SequencePredictionTransformer
{
    internal const string Kind = "binary";

    private readonly double _threshold;

    internal SequenceBinaryPredictionTransformer(TrainedModel model, TrainingState state, double threshold)
        : base(Kind, model, state) => _threshold = threshold;

    /// <summary>Loads what was saved.</summary>
    internal static ITransformer Load(byte[] payload)
    {
        double threshold = 0;
        (TrainedModel model, TrainingState state) = SavedModel.Read<SequenceBinaryTrainer.Options, Saved>(payload, (saved, _) =>
        {
            threshold = saved.Threshold;
            Arguments.Require(threshold is > 0 and < 1, threshold, nameof(Saved.Threshold), "above 0 and below 1");
            return new BinaryHead(threshold);
        });
        return new SequenceBinaryPredictionTransformer(model, state, threshold);
    }

    private protected override object SavedHead() => new Saved(_threshold);

    internal sealed record Saved(double Threshold);
}
