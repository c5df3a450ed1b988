using Microsoft.ML.Runtime;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Trainers;
using MLNetSequence.Trainers.Targets;

namespace MLNetSequence;

/// <summary>
/// Trains a recurrent network to answer yes or no. Made by <c>mlContext.BinaryClassification.Trainers.SimpleRnn</c>, <c>Lstm</c>,
/// <c>Gru</c> or <c>RecurrentNetwork</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Label</term><description>Boolean, both values occurring</description></item>
/// <item><term>Output</term><description>PredictedLabel (Boolean), Score (the logarithm of the odds) and Probability</description></item>
/// <item><term>Loss</term><description>binary cross-entropy</description></item>
/// </list>
/// </remarks>
public sealed class SequenceBinaryTrainer : SequenceTrainer<SequenceBinaryPredictionTransformer>
{
    internal SequenceBinaryTrainer(IHostEnvironment environment, NetworkPlan plan, Options options)
        : base(environment, plan, options, new NetworkEnd(PerStep: false, Crf: false))
    {
    }

    private Options Told => (Options)Copied;

    private protected override ColumnRule LabelRule => BooleanTargets.Rule;

    private protected override SchemaShape.Column[] Promise(SchemaShape.Column label) => BinaryHead.Promise();

    private protected override TargetReader NewTargets(DataViewSchema.Column label) => new BooleanTargets();

    private protected override (PredictionHead Head, Loss Loss) Conclude(DataViewSchema.Column label, TargetReader targets, int[] train)
    {
        var read = (BooleanTargets)targets;
        if (Array.TrueForAll(train, row => read[row] == read[train[0]]))
        {
            throw new InvalidOperationException(
                $"All {train.Length} rows to learn from have one and the same label in column '{label.Name}'; a classifier needs both.");
        }
        double yes = train.Where(row => read[row]).Sum(row => (double)read.Weight(row));
        double no = train.Where(row => !read[row]).Sum(row => (double)read.Weight(row));
        var loss = new BinaryCrossEntropyLoss
        {
            LabelSmoothing = Told.LabelSmoothing,
            PositiveWeight = Told.BalanceClasses && yes > 0 && no > 0 ? no / yes : Told.PositiveWeight,
        };
        return (new BinaryHead(Told.Threshold), loss);
    }

    private protected override SequenceBinaryPredictionTransformer Create(TrainedModel model, TrainingState state) =>
        new(model, state, Told.Threshold);

    /// <summary>How to train a yes-or-no classifier.</summary>
    public sealed class Options : SequenceTrainerOptions
    {
        /// <summary>How far a label is drawn to 0.5; in [0, 1), 0 by default.</summary>
        public double LabelSmoothing { get; set; }

        /// <summary>What a yes counts beside a no, above 0 and finite; 1 by default.</summary>
        public double PositiveWeight { get; set; } = 1;

        /// <summary>Chooses <see cref="PositiveWeight"/> so that both count the same in all. False by default.</summary>
        public bool BalanceClasses { get; set; }

        /// <summary>PredictedLabel is true where Probability is above this; above 0 and below 1, 0.5 by default.</summary>
        public double Threshold { get; set; } = 0.5;

        private protected override void CheckTask()
        {
            Arguments.Share(LabelSmoothing, nameof(LabelSmoothing));
            Arguments.Require(
                PositiveWeight > 0 && double.IsFinite(PositiveWeight), PositiveWeight, nameof(PositiveWeight), "above 0 and finite");
            Arguments.Require(Threshold is > 0 and < 1, Threshold, nameof(Threshold), "above 0 and below 1");
            if (BalanceClasses && PositiveWeight != 1)
            {
                throw new ArgumentException($"{nameof(BalanceClasses)} chooses the weight itself, so {nameof(PositiveWeight)} must be 1.");
            }
        }
    }
}
