using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// The loss of a group's outputs, row by row: one row a sequence, or one for each of its steps. What ends in a Crf goes to
/// <see cref="CrfLoss"/>.
/// </summary>
internal static class LossRows
{
    /// <summary>Turns outputs into the gradient of the batch's mean loss, in place, and adds up loss and hits by sequence.</summary>
    /// <param name="job">What is computed.</param>
    /// <param name="run">The group.</param>
    /// <param name="outputs">[B, C], or [N, C] where there is an output for every step.</param>
    /// <param name="sums">Loss and hits of each sequence, set.</param>
    public static void Backward(BatchJob job, NetworkRun run, Matrix outputs, Span<LossSum> sums) =>
        Run(job.Loss, job.Examples.Targets, run, outputs, job.PerStep, job.TotalWeight, sums);

    /// <summary>Turns outputs into predictions, in place (but for those of a Crf), and adds up loss and hits by sequence.</summary>
    public static void Forward(Loss loss, Targets targets, NetworkRun run, Matrix outputs, bool perStep, Span<LossSum> sums) =>
        Run(loss, targets, run, outputs, perStep, totalWeight: 0, sums);

    /// <summary>What a row counts: its own weight times that of its class.</summary>
    public static double Weight(Loss loss, Targets targets, int row) => targets.Weight(row) * loss.Weight(targets.Label(row));

    /// <summary>What all rows count that a sequence has in a window of its steps.</summary>
    public static double Weight(Loss loss, Targets targets, int sequence, int firstStep, int mostSteps)
    {
        int start = targets.Start(sequence) + firstStep;
        int end = (int)Math.Min(targets.Start(sequence) + targets.Rows(sequence), (long)start + mostSteps);
        double sum = 0;
        for (int row = start; row < end; row++)
        {
            sum += Weight(loss, targets, row);
        }
        return sum;
    }

    private static void Run(
        Loss loss, Targets targets, NetworkRun run, Matrix outputs, bool perStep, double totalWeight, Span<LossSum> sums)
    {
        if (run.Crf is { } crf)
        {
            CrfLoss.Run(loss, targets, run, crf, outputs, totalWeight, sums);
            return;
        }
        sums.Clear();
        int firstStep = perStep ? run.Batch.FirstStep : 0;
        int steps = perStep ? run.OutputLayout.Steps : 1;
        for (int t = 0; t < steps; t++)
        {
            int live = perStep ? run.OutputLayout.Live(t) : run.Batch.Count;
            for (int b = 0; b < live; b++)
            {
                Span<float> row = outputs.RowSpan(perStep ? run.OutputLayout.Row(t, b) : b);
                int target = targets.Start(run.Batch.Sources[b]) + firstStep + t;
                double weight = Weight(loss, targets, target);
                if (weight == 0)
                {
                    row.Clear();
                    continue;
                }
                bool gradient = totalWeight > 0;
                float scale = gradient ? (float)(weight / totalWeight) : 1;
                double value = loss.Row(row, targets.Label(target), targets.Values(target), scale, gradient, out bool hit);
                sums[b] = sums[b].Add(new LossSum(weight * value, hit ? 1 : 0, weight, 1));
            }
        }
    }
}
