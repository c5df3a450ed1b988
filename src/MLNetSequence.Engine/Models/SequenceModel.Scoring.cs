using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence;

/// <content>Scoring.</content>
public sealed unsafe partial class SequenceModel
{
    /// <summary>Scores a sequence of tokens.</summary>
    /// <param name="tokens">[T], each at least 1 (0 is padding, and there is none) and below the network's vocabulary.</param>
    /// <param name="state">
    /// What the recurrent layers start from, and where what they remember after the last token is kept: so a long sequence can be
    /// scored piece by piece, with the same bits as in one go. Null (the default) for a sequence of its own. One thread at a time.
    /// </param>
    /// <returns>
    /// [C], or [T, C], step after step, where the network answers at every step; read as <see cref="Loss"/> says.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The network reads something else, or does not know a token, or the state is another model's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 1.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public float[] Score(ReadOnlySpan<int> tokens, SequenceState? state = null) => ScoreOne(One(tokens), state);

    /// <summary>Scores a series of numbers.</summary>
    /// <param name="features">[T, F], step after step, finite.</param>
    /// <param name="state">
    /// What the recurrent layers start from, and where what they remember after the last step is kept: so a long series can be
    /// scored piece by piece, with the same bits as in one go. Null (the default) for a series of its own. One thread at a time.
    /// </param>
    /// <returns>
    /// [C], or [T, C], step after step, where the network answers at every step; read as <see cref="Loss"/> says.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The network reads something else, the numbers are no whole steps, one is not finite, or the state is another model's.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public float[] Score(ReadOnlySpan<float> features, SequenceState? state = null) => ScoreOne(One(features), state);

    /// <summary>Scores a sequence whose steps have several tokens, or tokens and numbers, or which has numbers of its own.</summary>
    /// <param name="steps">The sequence; it has what the network reads.</param>
    /// <param name="state">
    /// What the recurrent layers start from, and where what they remember after the last step is kept: so a long sequence can be
    /// scored piece by piece, with the same bits as in one go. Null (the default) for a sequence of its own. One thread at a time.
    /// </param>
    /// <returns>
    /// [C], or [T, C], step after step, where the network answers at every step; read as <see cref="Loss"/> says.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// There is not what the network reads, it does not know a token, a number is not finite, or the state is another model's.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is below 0, or 0 where it must be there.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public float[] Score(SequenceSteps steps, SequenceState? state = null) => ScoreOne(One(steps), state);

    /// <summary>Scores many sequences, on all processors. Each gives the same bits as on its own.</summary>
    /// <param name="examples">The sequences; their targets, if they have any, are not read.</param>
    /// <returns>
    /// For each sequence, in order: [C], or [T, C], step after step, where the network answers at every step; read as
    /// <see cref="Loss"/> says.
    /// </returns>
    /// <exception cref="ArgumentException">The network reads other steps, or does not know a token.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public float[][] Score(SequenceExamples examples)
    {
        Sequences data = Many(examples);
        using (_gate.Read())
        {
            Loss? loss = ReadBy();
            float[][] scores = new float[data.Count][];
            Workers workers = Processors(data);
            var projection = TokenProjection.For(_network, workers, data.CountSteps());
            Action<NetworkRun, Matrix> read = (run, outputs) =>
            {
                for (int b = 0; b < run.Batch.Count; b++)
                {
                    scores[run.Batch.Sources[b]] = Read(run, outputs, b, loss);
                }
            };
            Scorer.Run(_network, data, All(data), workers, beforeActivation: false, read, projection: projection);
            return scores;
        }
    }

    private TokenSequences One(ReadOnlySpan<int> tokens)
    {
        SequenceCheck.Reads(Network, InputShape.Tokens, nameof(tokens));
        SequenceCheck.Vocabulary(Network, [SequenceCheck.Tokens(tokens)], nameof(tokens));
        var data = new TokenSequences();
        data.Add(tokens);
        return data;
    }

    private FeatureSequences One(ReadOnlySpan<float> features)
    {
        int width = Network.StepFeatures;
        if (Network.Reads != InputShape.OfFeatures(width))
        {
            throw new ArgumentException($"The network reads {Network.Reads}, not features alone.", nameof(features));
        }
        SequenceCheck.Features(features, width);
        var data = new FeatureSequences(width);
        data.Add(features);
        return data;
    }

    private StepSequences One(SequenceSteps steps)
    {
        InputShape reads = Network.Reads;
        var data = new StepSequences(reads.TokenColumns, reads.Features, reads.Statics);
        int[] largest = new int[reads.TokenColumns];
        StepCheck.Fits(steps, data, largest);
        SequenceCheck.Vocabulary(Network, largest, nameof(steps));
        data.Add(steps.Count, steps.Tokens, steps.Features, steps.Statics);
        return data;
    }

    private Sequences Many(SequenceExamples examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        SequenceCheck.Reads(Network, InputShape.Of(examples.Inputs), nameof(examples));
        SequenceCheck.Vocabulary(Network, examples.LargestTokens, nameof(examples));
        return examples.Inputs;
    }

    private static int[] All(Sequences data) => [.. Enumerable.Range(0, data.Count)];

    private static Workers Processors(Sequences data) => new(Math.Max(1, Math.Min(Environment.ProcessorCount, data.Count)));

    private float[] ScoreOne(Sequences data, SequenceState? state)
    {
        if (state is not null && state.Model != this)
        {
            throw new ArgumentException("The state is another model's; give a layer's state over by SetLayerState.", nameof(state));
        }
        using (_gate.Read())
        {
            NetworkRun run = _network.Rent();
            run.Batch.Fill(data, [0]);
            state?.LoadInto(run);
            float[] scores = Read(run, run.ForwardAlone(), 0, ReadBy());
            state?.TakeFrom(run);
            _network.Return(run);
            return scores;
        }
    }

    // The loss that makes scores of outputs; null where the network's last activation has already done so.
    private Loss? ReadBy() => Loss is { } loss && (loss.Absorbs == Activation.Linear || _network.OutputActivation == Activation.Linear)
        ? loss
        : null;

    private float[] Read(NetworkRun run, Matrix outputs, int sequence, Loss? loss)
    {
        int rows = _network.PerStep ? run.OutputLayout.Lengths[sequence] : 1;
        int width = outputs.Columns;
        float[] scores = new float[checked(rows * width)];
        if (run.Crf is { } crf)
        {
            crf.Marginals(outputs, sequence, scores);
            return scores;
        }
        for (int t = 0; t < rows; t++)
        {
            Span<float> row = scores.AsSpan(t * width, width);
            outputs.RowSpan(_network.PerStep ? run.OutputLayout.Row(t, sequence) : sequence).CopyTo(row);
            loss?.Predict(row);
        }
        return scores;
    }
}
