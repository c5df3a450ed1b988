using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>The loss of a network that ends in a Crf: whole sequences, where <see cref="LossRows"/> takes rows.</summary>
/// <remarks>
/// A sequence's loss is the negative log-likelihood of its labels, weighted with the mean weight of the steps that have one. The loss
/// of a batch, Σ weighted / Σ(weights of those steps), is then in nats a step, as that of rows.
/// </remarks>
internal static class CrfLoss
{
    /// <summary>That the loss and the options go with a Crf, where the network ends in one.</summary>
    public static void Check(Network network, Loss loss, TrainingOptions options)
    {
        if (network.Crf is null)
        {
            return;
        }
        if (loss is not CrossEntropyLoss crossEntropy)
        {
            throw new ArgumentException($"A network that ends in a Crf is trained with {nameof(CrossEntropyLoss)}, not with {loss}.");
        }
        if (crossEntropy.LabelSmoothing > 0 || crossEntropy.ClassWeights is not null)
        {
            throw new ArgumentException(
                $"A Crf's loss is that of a whole path of labels, so {nameof(crossEntropy.LabelSmoothing)} and " +
                $"{nameof(crossEntropy.ClassWeights)} must be left out of {loss}.");
        }
        if (options.TruncatedSteps is not null)
        {
            throw new ArgumentException("TruncatedSteps cuts sequences into windows, and a Crf needs whole ones.");
        }
    }

    /// <summary>As <see cref="LossRows"/>; without a gradient (totalWeight 0), outputs stay the emissions that they are.</summary>
    public static void Run(
        Loss loss, Targets targets, NetworkRun run, CrfLayer.CrfRun crf, Matrix outputs, double totalWeight, Span<LossSum> sums)
    {
        bool gradient = totalWeight > 0;
        for (int b = 0; b < run.Batch.Count; b++)
        {
            Span<int> labels = crf.Labels(b);
            (int labelled, double weight) = Read(loss, targets, targets.Start(run.Batch.Sources[b]), labels);
            sums[b] = default;
            if (labelled > 0)
            {
                double mean = weight / labelled;
                double value = crf.Loss(outputs, b, labels, gradient ? mean / totalWeight : 0, out int hits);
                sums[b] = new LossSum(mean * value, hits, weight, labelled);
            }
            else if (gradient)
            {
                Clear(run.OutputLayout, outputs, b);
            }
        }
    }

    // The labels that count, and -1 at steps that have none.
    private static (int Labelled, double Weight) Read(Loss loss, Targets targets, int first, Span<int> labels)
    {
        int labelled = 0;
        double sum = 0;
        for (int t = 0; t < labels.Length; t++)
        {
            double weight = LossRows.Weight(loss, targets, first + t);
            labels[t] = weight > 0 ? targets.Label(first + t) : -1;
            labelled += weight > 0 ? 1 : 0;
            sum += weight;
        }
        return (labelled, sum);
    }

    private static void Clear(PackedLayout layout, Matrix outputs, int sequence)
    {
        for (int t = 0; t < layout.Lengths[sequence]; t++)
        {
            outputs.RowSpan(layout.Row(t, sequence)).Clear();
        }
    }
}
