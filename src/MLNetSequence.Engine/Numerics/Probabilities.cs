namespace MLNetSequence.Engine.Numerics;

/// <summary>Rows of outputs to probabilities, and to the class they speak for.</summary>
internal static class Probabilities
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
}
