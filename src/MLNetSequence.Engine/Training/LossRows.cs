using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>The loss of a group's outputs, row by row: one row a sequence, or one for each of its steps.</summary>
internal static class LossRows
{
    /// <summary>Turns outputs into the gradient of the batch's mean loss, in place, and adds up loss and hits by sequence.</summary>
    public static void Backward(BatchJob job, NetworkRun run, Matrix outputs, int first, Span<double> losses, Span<int> hits)
    {
        losses.Clear();
        hits.Clear();
        bool perStep = outputs.Rows != run.Batch.Count || run.OutputLayout.Rows == outputs.Rows && IsPerStep(job, run);
        int steps = perStep ? run.OutputLayout.Steps : 1;
        for (int t = 0; t < steps; t++)
        {
            int live = perStep ? run.OutputLayout.Live(t) : run.Batch.Count;
            for (int b = 0; b < live; b++)
            {
                Span<float> row = outputs.RowSpan(perStep ? run.OutputLayout.Row(t, b) : b);
                int target = job.Examples.Targets.Start(job.Order[first + b]) + (perStep ? job.FirstStep + t : 0);
                double weight = WeightOf(job.Loss, job.Examples.Targets, target);
                if (weight == 0)
                {
                    row.Clear();
                    continue;
                }
                losses[b] += weight * RowLoss(job, row, target, (float)(weight / job.TotalWeight), out bool hit);
                hits[b] += hit ? 1 : 0;
            }
        }
    }
}
