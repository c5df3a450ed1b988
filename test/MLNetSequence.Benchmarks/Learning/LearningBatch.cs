namespace MLNetSequence.Benchmarks.Learning;

/// <summary>B sequences of up to T steps with what should come out; tasks fill one and the same again and again.</summary>
internal sealed class LearningBatch(int sequences, int steps, int features)
{
    /// <summary>B.</summary>
    public int Sequences => sequences;

    /// <summary>T, the most steps a sequence can have.</summary>
    public int Steps => steps;

    /// <summary>F.</summary>
    public int Features => features;

    /// <summary>[B, T, F]; what lies past a sequence's end means nothing.</summary>
    public float[] Inputs { get; } = new float[sequences * steps * features];

    /// <summary>Steps of each sequence, 1 to T, in any order, [B].</summary>
    public int[] Lengths { get; } = [.. Enumerable.Repeat(steps, sequences)];

    /// <summary>For a number at the end, [B].</summary>
    public float[] Targets { get; } = new float[sequences];

    /// <summary>For a class at every step, [B, T]; what lies past a sequence's end means nothing.</summary>
    public int[] Labels { get; } = new int[sequences * steps];

    /// <summary>The features of one step, [F].</summary>
    public Span<float> Input(int sequence, int step) => Inputs.AsSpan((sequence * steps + step) * features, features);

    /// <summary>The label of one step.</summary>
    public ref int Label(int sequence, int step) => ref Labels[sequence * steps + step];

    /// <summary>Makes one step's features all zero but one.</summary>
    public void SetOneHot(int sequence, int step, int feature)
    {
        Span<float> input = Input(sequence, step);
        input.Clear();
        input[feature] = 1;
    }
}
