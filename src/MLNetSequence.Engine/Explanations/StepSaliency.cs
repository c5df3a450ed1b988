using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Explanations;

/// <summary>What each step of a sequence has added to one of the network's outputs, to first order: gradient × input.</summary>
/// <remarks>
/// Denil et al. 2014, Shrikumar et al. 2016:
/// <code>
/// s[t] = Σ_f x[t, f]·∂y[c]/∂x[t, f]
/// </code>
/// y is the output before the activation that the network ends with, so that a softmax does not hide what a sure answer rests on. x[t]
/// is what the first layer made of the step's tokens, or the step's numbers. Dropout is off, and every sequence begins with the state
/// that the layers begin with. For a network that is linear, y[c] is the sum of s and of what it gives for zeros.
/// </remarks>
internal static unsafe class StepSaliency
{
    /// <summary>Why the network's answers cannot be explained step by step, or null where they can.</summary>
    public static string? WhyNot(SequenceNetwork network) => network.Output.Kind == ShapeKind.Sequence
        ? "The network answers at every step, and each of its answers rests on steps of its own; only one answer for the whole " +
            "sequence is explained step by step."
        : null;

    /// <summary>
    /// Hands s, [T], of each sequence to <paramref name="use"/>, which may be called from several threads. A sequence has the same
    /// bits whichever others there are. Any number of threads may call it for one network.
    /// </summary>
    /// <param name="network">What is explained; it is only read.</param>
    /// <param name="data">The sequences.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="output">c, below the network's outputs; null for each sequence's greatest, the first of equal ones.</param>
    /// <param name="use">Gets the number of a sequence in the data, and its s, which is overwritten after the call.</param>
    /// <exception cref="ArgumentException">The network answers at every step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public static void Run(
        Network network,
        Sequences data,
        ReadOnlySpan<int> rows,
        Workers workers,
        int? output,
        Action<int, ReadOnlySpan<float>> use)
    {
        if (WhyNot(network.Description) is { } reason)
        {
            throw new ArgumentException(reason, nameof(network));
        }
        if (output is { } c && (uint)c >= (uint)network.Outputs)
        {
            throw new ArgumentOutOfRangeException(
                nameof(output), c, $"The network's outputs are numbered from 0 to {network.Outputs - 1}.");
        }
        Scorer.Run(network, data, rows, workers, run => Explain(run, output, use), Network.MostKeptRows);
    }

    private static void Explain(NetworkRun run, int? output, Action<int, ReadOnlySpan<float>> use)
    {
        Matrix outputs = run.ForwardToExplain();
        for (int b = 0; b < outputs.Rows; b++)
        {
            Span<float> row = outputs.RowSpan(b);
            int explained = output ?? Greatest(row);
            row.Clear();
            row[explained] = 1;
        }
        Matrix gradient = run.BackwardToSteps(outputs);
        PackedLayout layout = run.Batch.Layout;
        float[] steps = new float[layout.Steps];
        for (int b = 0; b < layout.Count; b++)
        {
            Span<float> own = steps.AsSpan(0, layout.Lengths[b]);
            for (int t = 0; t < own.Length; t++)
            {
                int row = layout.Row(t, b);
                own[t] = (float)RowMath.Dot(run.StepValues.Row(row), gradient.Row(row), gradient.Columns);
            }
            use(run.Batch.Sources[b], own);
        }
    }

    private static int Greatest(ReadOnlySpan<float> row)
    {
        int greatest = 0;
        for (int i = 1; i < row.Length; i++)
        {
            greatest = row[i] > row[greatest] ? i : greatest;
        }
        return greatest;
    }
}
