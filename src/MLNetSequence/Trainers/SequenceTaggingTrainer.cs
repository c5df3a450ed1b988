using Microsoft.ML.Runtime;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Trainers;
using MLNetSequence.Trainers.Targets;

namespace MLNetSequence;

/// <summary>
/// Trains a recurrent network to give each step of a sequence a label: parts of speech, names in a text, states of a machine. Made by
/// <c>mlContext.MulticlassClassification.Trainers.SequenceTagger</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Label</term><description>a vector of Key&lt;UInt32&gt; of known count, one a step; a step whose key is missing is not
/// learned from</description></item>
/// <item><term>Output</term><description>PredictedLabel, a key a step, and Score, (T, C): a probability for each label at each step</description></item>
/// <item><term>Loss</term><description>softmax cross-entropy at each step, or with a conditional random field the negative log-likelihood of all
/// labels of a sequence together, a step</description></item>
/// </list>
/// </remarks>
public sealed class SequenceTaggingTrainer : SequenceTrainer<SequenceTaggingPredictionTransformer>
{
    internal SequenceTaggingTrainer(IHostEnvironment environment, NetworkPlan plan, Options options)
        : base(environment, plan, options, new NetworkEnd(PerStep: true, options?.ConditionalRandomField ?? false))
    {
    }

    private Options Told => (Options)Copied;

    private protected override ColumnRule LabelRule => StepKeyTargets.Rule;

    private protected override SchemaShape.Column[] Promise(SchemaShape.Column label) => TaggingHead.Promise(label);

    private protected override TargetReader NewTargets(DataViewSchema.Column label) => new StepKeyTargets(Classes(label));

    private protected override (PredictionHead Head, Loss Loss) Conclude(DataViewSchema.Column label, TargetReader targets, int[] train)
    {
        var read = (StepKeyTargets)targets;
        (int Class, float Weight)[] steps = [.. train.SelectMany(read.Steps)];
        if (steps.DistinctBy(s => s.Class).Count() < 2)
        {
            throw new InvalidOperationException(
                $"The {train.Length} rows to learn from have {(steps.Length == 0 ? "no label" : "one and the same label")} at all steps in column " +
                $"'{label.Name}'; a tagger needs two labels or more.");
        }
        int classes = Classes(label);
        var head = new TaggingHead(classes, LabelValues.Of(label));
        var loss = new CrossEntropyLoss
        {
            LabelSmoothing = Told.LabelSmoothing,
            ClassWeights = ClassWeighting.Of(Told.ClassWeights, Told.BalanceClasses, classes, head.Labels, steps),
        };
        return (head, loss);
    }

    private protected override SequenceTaggingPredictionTransformer Create(TrainedModel model, TrainingState state) => new(model, state);

    private static int Classes(DataViewSchema.Column label) => KeyTargets.Classes(label, ((VectorDataViewType)label.Type).ItemType);

    /// <summary>How to train a tagger.</summary>
    public sealed class Options : SequenceTrainerOptions
    {
        /// <summary>
        /// Puts a linear-chain conditional random field on top (Lafferty et al. 2001; Lample et al. 2016): labels of a sequence are learned and
        /// predicted together, so that one may depend on the one before, as in spans of B-, I- and O. False by default. Not together with
        /// <see cref="LabelSmoothing"/> or weights of classes.
        /// </summary>
        public bool ConditionalRandomField { get; set; }

        /// <summary>Share of the label that is spread evenly over all labels; in [0, 1), 0 by default.</summary>
        public double LabelSmoothing { get; set; }

        /// <inheritdoc cref="SequenceMulticlassTrainer.Options.ClassWeights"/>
        public IReadOnlyDictionary<string, double> ClassWeights { get; set; } = new Dictionary<string, double>();

        /// <summary>Weighs labels so that each counts the same in all, whatever number of steps it has. False by default.</summary>
        public bool BalanceClasses { get; set; }

        private protected override void CheckTask()
        {
            Arguments.Share(LabelSmoothing, nameof(LabelSmoothing));
            ClassWeighting.Check(ClassWeights, BalanceClasses);
            if (ConditionalRandomField && (LabelSmoothing > 0 || BalanceClasses || ClassWeights.Count > 0))
            {
                throw new ArgumentException(
                    $"With {nameof(ConditionalRandomField)} labels are learned together, so {nameof(LabelSmoothing)}, {nameof(ClassWeights)} and " +
                    $"{nameof(BalanceClasses)} cannot be set.");
            }
        }

        private protected override void CopyTask() => ClassWeights = new Dictionary<string, double>(ClassWeights);
    }
}
