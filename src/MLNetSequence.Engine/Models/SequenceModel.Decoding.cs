using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence;

/// <content>Labels.</content>
public sealed unsafe partial class SequenceModel
{
    /// <summary>The class of each token.</summary>
    /// <remarks>
    /// With a <see cref="SequenceNetwork.Crf"/>, the most likely sequence of classes (Viterbi 1967); of equally likely ones, that with the
    /// smallest last class, then the smallest before it. Otherwise, step by step, the class with the greatest score, the first of equals.
    /// </remarks>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <returns>A class, from 0 to C - 1, for every step that the network answers.</returns>
    /// <exception cref="ArgumentException">The network reads features, or does not know a token.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network gives one answer for the whole sequence, its <see cref="Loss"/> knows no classes, or the model is being trained.
    /// </exception>
    public int[] Decode(ReadOnlySpan<int> tokens) => DecodeOne(One(tokens));

    /// <summary>The class of each step of a series, as in the overload for tokens.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <returns>A class, from 0 to C - 1, for every step that the network answers.</returns>
    /// <exception cref="ArgumentException">The network reads tokens, the numbers are no whole steps, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network gives one answer for the whole sequence, its <see cref="Loss"/> knows no classes, or the model is being trained.
    /// </exception>
    public int[] Decode(ReadOnlySpan<float> features) => DecodeOne(One(features));

    /// <summary>The class of each step of many sequences, on all processors. Each gets the same classes as on its own.</summary>
    /// <param name="examples">The sequences; their targets, if they have any, are not read.</param>
    /// <returns>For each sequence, in order: a class, from 0 to C - 1, for every step that the network answers.</returns>
    /// <exception cref="ArgumentException">The network reads other steps, or does not know a token.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network gives one answer for the whole sequence, its <see cref="Loss"/> knows no classes, or the model is being trained.
    /// </exception>
    public int[][] Decode(SequenceExamples examples)
    {
        Sequences data = Many(examples);
        using (_gate.Read())
        {
            CheckDecodes();
            int[][] paths = new int[data.Count][];
            Scorer.Run(_network, data, All(data), Processors(data), beforeActivation: false, (run, outputs) =>
            {
                for (int b = 0; b < run.Batch.Count; b++)
                {
                    paths[run.Batch.Sources[b]] = Decode(run, outputs, b);
                }
            });
            return paths;
        }
    }

    private int[] DecodeOne(Sequences data)
    {
        using (_gate.Read())
        {
            CheckDecodes();
            NetworkRun run = _network.Rent();
            run.Batch.Fill(data, [0]);
            int[] path = Decode(run, run.ForwardAlone(), 0);
            _network.Return(run);
            return path;
        }
    }

    private static int[] Decode(NetworkRun run, Matrix outputs, int sequence)
    {
        int[] path = new int[run.OutputLayout.Lengths[sequence]];
        if (run.Crf is { } crf)
        {
            crf.Decode(outputs, sequence, path);
            return path;
        }
        for (int t = 0; t < path.Length; t++)
        {
            path[t] = Probabilities.ArgMax(outputs.RowSpan(run.OutputLayout.Row(t, sequence)));
        }
        return path;
    }

    private void CheckDecodes()
    {
        if (!_network.PerStep)
        {
            throw new InvalidOperationException(
                "Decode needs a network that answers at every step; this one gives one answer for the whole sequence.");
        }
        if (Loss is { ReadsLabel: false } loss)
        {
            throw new InvalidOperationException($"Decode gives classes, and the loss that scores are read by knows none: {loss}.");
        }
    }
}
