using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training.Losses;

/// <summary>-log softmax(x)[label], in nats, and its gradient softmax(x) - onehot(label).</summary>
internal static class SoftmaxCrossEntropy
{
    /// <summary>Replaces a row of outputs by probabilities; returns log Σ eˣ, from which the loss of any label follows.</summary>
    public static double Softmax(Span<float> row) =>
        SoftmaxRow.Apply(row, SoftmaxRow.Max(row), factor: 1, offset: 0).LogSum;

    /// <summary>The class with the largest value; the first of equals.</summary>
    public static int ArgMax(ReadOnlySpan<float> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            best = row[i] > row[best] ? i : best;
        }
        return best;
    }

    /// <summary>
    /// Turns outputs [B, C] into their gradient, times <paramref name="scale"/>, in place.
    /// </summary>
    /// <param name="outputs">The last layer's output.</param>
    /// <param name="labels">The class of each row of the data, from 0.</param>
    /// <param name="sources">Where each row of the batch stood in the data.</param>
    /// <param name="scale">1 / (rows of the whole batch), so that shards add up to the mean.</param>
    /// <returns>Sums over the rows, not means.</returns>
    public static LossSum Backward(Matrix outputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> sources, float scale)
    {
        LossSum sum = Forward(outputs, labels, sources);
        for (int b = 0; b < outputs.Rows; b++)
        {
            var row = outputs.RowSpan(b);
            row[labels[sources[b]]] -= 1f;
            foreach (ref float x in row)
            {
                x *= scale;
            }
        }
        return sum;
    }

    /// <summary>Turns outputs [B, C] into probabilities, in place, and adds up loss and hits.</summary>
    public static LossSum Forward(Matrix outputs, ReadOnlySpan<int> labels, ReadOnlySpan<int> sources)
    {
        var sum = new LossSum(0, 0, outputs.Rows);
        for (int b = 0; b < outputs.Rows; b++)
        {
            var row = outputs.RowSpan(b);
            int label = labels[sources[b]];
            bool hit = ArgMax(row) == label;
            double own = row[label];
            sum = sum.Add(new LossSum(Softmax(row) - own, hit ? 1 : 0, 0));
        }
        return sum;
    }
}

/// <summary>Loss and hits added up over rows. Means are taken once, over all rows, so uneven batches weigh what they should.</summary>
internal readonly record struct LossSum(double Loss, int Correct, int Rows)
{
    public double MeanLoss => Loss / Rows;

    public double Accuracy => (double)Correct / Rows;

    public LossSum Add(LossSum other) => new(Loss + other.Loss, Correct + other.Correct, Rows + other.Rows);
}
