using Microsoft.ML.Runtime;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Trainers;
using MLNetSequence.Trainers.Targets;

namespace MLNetSequence;

/// <summary>
/// Trains a recurrent network to tell classes of sequences apart. Made by <c>mlContext.MulticlassClassification.Trainers.SimpleRnn</c>,
/// <c>Lstm</c>, <c>Gru</c> or <c>RecurrentNetwork</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Label</term><description>Key&lt;UInt32&gt; of known count, as MapValueToKey makes it; two classes or more</description></item>
/// <item><term>Output</term><description>PredictedLabel (the label's key type) and Score (a probability for each class)</description></item>
/// <item><term>Loss</term><description>softmax cross-entropy</description></item>
/// </list>
/// </remarks>
public sealed class SequenceMulticlassTrainer : SequenceTrainer<SequenceMulticlassPredictionTransformer>
{
    internal SequenceMulticlassTrainer(IHostEnvironment environment, NetworkPlan plan, Options options)
        : base(environment, plan, options, new NetworkEnd(PerStep: false, Crf: false))
    {
    }

    private Options Told => (Options)Copied;

    private protected override ColumnRule LabelRule => KeyTargets.Rule;

    private protected override SchemaShape.Column[] Promise(SchemaShape.Column label) => MulticlassHead.Promise(label);

    private protected override TargetReader NewTargets(DataViewSchema.Column label) => new KeyTargets(KeyTargets.Classes(label, label.Type));

    private protected override (PredictionHead Head, Loss Loss) Conclude(DataViewSchema.Column label, TargetReader targets, int[] train)
    {
        var read = (KeyTargets)targets;
        if (Array.TrueForAll(train, row => read[row] == read[train[0]]))
        {
            throw new InvalidOperationException(
                $"All {train.Length} rows to learn from have one and the same label in column '{label.Name}'; a classifier needs two classes or more.");
        }
        int classes = KeyTargets.Classes(label, label.Type);
        var head = new MulticlassHead(classes, LabelValues.Of(label));
        var loss = new CrossEntropyLoss
        {
            LabelSmoothing = Told.LabelSmoothing,
            ClassWeights = ClassWeighting.Of(
                Told.ClassWeights, Told.BalanceClasses, classes, head.Labels, train.Select(row => (read[row], read.Weight(row)))),
        };
        return (head, loss);
    }

    private protected override SequenceMulticlassPredictionTransformer Create(TrainedModel model, TrainingState state) => new(model, state);

    /// <summary>How to train a classifier.</summary>
    public sealed class Options : SequenceTrainerOptions
    {
        /// <summary>Share of the label that is spread evenly over all classes; in [0, 1), 0 by default.</summary>
        public double LabelSmoothing { get; set; }

        /// <summary>
        /// What a row counts by its label, the label as text (for a number, in the invariant culture), at least 0; 1 for those not named. None
        /// by default.
        /// </summary>
        public IReadOnlyDictionary<string, double> ClassWeights { get; set; } = new Dictionary<string, double>();

        /// <summary>Weighs classes so that each counts the same in all, whatever number of rows it has. False by default.</summary>
        public bool BalanceClasses { get; set; }

        private protected override void CheckTask()
        {
            Arguments.Share(LabelSmoothing, nameof(LabelSmoothing));
            ClassWeighting.Check(ClassWeights, BalanceClasses);
        }

        private protected override void CopyTask() => ClassWeights = new Dictionary<string, double>(ClassWeights);
    }
}
