using Microsoft.ML.Runtime;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Trainers;
using MLNetSequence.Trainers.Targets;

namespace MLNetSequence;

/// <summary>
/// Trains a recurrent network to give one number for a sequence, or several. Made by <c>mlContext.Regression.Trainers.SimpleRnn</c>,
/// <c>Lstm</c>, <c>Gru</c> or <c>RecurrentNetwork</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Label</term><description>Single, or a vector of K Single</description></item>
/// <item><term>Output</term><description>Score, of the label's type</description></item>
/// <item><term>Loss</term><description>mean squared error, or another of the options</description></item>
/// </list>
/// </remarks>
public sealed class SequenceRegressionTrainer : SequenceTrainer<SequenceRegressionPredictionTransformer>
{
    internal SequenceRegressionTrainer(IHostEnvironment environment, NetworkPlan plan, Options options)
        : base(environment, plan, options, new NetworkEnd(PerStep: false, Crf: false))
    {
    }

    private Options Told => (Options)Copied;

    private protected override ColumnRule LabelRule => NumberTargets.Rule;

    private protected override SchemaShape.Column[] Promise(SchemaShape.Column label) => RegressionHead.Promise(label);

    private protected override TargetReader NewTargets(DataViewSchema.Column label) => new NumberTargets(Count(label));

    private protected override (PredictionHead Head, Loss Loss) Conclude(DataViewSchema.Column label, TargetReader targets, int[] train)
    {
        LabelScale scale = Told.ScaleLabels ? ((NumberTargets)targets).ScaleOf(train) : LabelScale.None(Count(label));
        return (new RegressionHead(scale, label.Type is VectorDataViewType, SlotNames(label)), Told.Loss);
    }

    private protected override SequenceRegressionPredictionTransformer Create(TrainedModel model, TrainingState state) => new(model, state);

    private static int Count(DataViewSchema.Column label) => label.Type is VectorDataViewType vector ? vector.Size : 1;

    private static string[]? SlotNames(DataViewSchema.Column label)
    {
        if (label.Type is not VectorDataViewType || !label.HasSlotNames())
        {
            return null;
        }
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }

    /// <summary>How to train a regression.</summary>
    public sealed class Options : SequenceTrainerOptions
    {
        /// <summary>
        /// What training makes small: <see cref="MeanSquaredLoss"/>, the default, <see cref="MeanAbsoluteLoss"/> or <see cref="HuberLoss"/>.
        /// Where <see cref="ScaleLabels"/> is true, it is measured on the scaled labels.
        /// </summary>
        public Loss Loss { get; set; } = new MeanSquaredLoss();

        /// <summary>
        /// Learns labels of mean 0 and deviation 1, as measured on the rows to learn from, and gives scores on the labels' own scale. True by
        /// default.
        /// </summary>
        public bool ScaleLabels { get; set; } = true;

        private protected override void CheckTask()
        {
            ArgumentNullException.ThrowIfNull(Loss);
            if (Loss is not (MeanSquaredLoss or MeanAbsoluteLoss or HuberLoss))
            {
                throw new ArgumentException(
                    $"{nameof(Loss)} must be {nameof(MeanSquaredLoss)}, {nameof(MeanAbsoluteLoss)} or {nameof(HuberLoss)}, not {Loss.GetType().Name}.");
            }
        }
    }
}
