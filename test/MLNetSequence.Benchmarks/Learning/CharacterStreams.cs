namespace MLNetSequence.Benchmarks.Learning;

/// <summary>
/// A text read by B readers at once: it is cut into B parts of equal length, and batch by batch each reader goes on T characters in
/// its part; at the end all go back to their beginnings. The label of a character is the next one. peers/pytorch_char.py cuts the
/// same way.
/// </summary>
internal sealed class CharacterStreams
{
    private readonly int[] _text;
    private readonly int _part;
    private int _next;

    /// <param name="text">Characters as numbers below <paramref name="classes"/>.</param>
    /// <param name="classes">How many different ones there are.</param>
    /// <param name="readers">B.</param>
    /// <param name="steps">T.</param>
    public CharacterStreams(int[] text, int classes, int readers, int steps)
    {
        _text = text;
        _part = text.Length / readers;
        Batches = (_part - 1) / steps;
        Batch = new LearningBatch(readers, steps, classes);
        if (Batches < 1)
        {
            throw new ArgumentException($"A part of {_part} characters is too short for {steps} steps and one label more.", nameof(text));
        }
    }

    /// <summary>Batches until all readers are back at their beginnings.</summary>
    public int Batches { get; }

    /// <summary>What <see cref="MoveNext"/> filled.</summary>
    public LearningBatch Batch { get; }

    /// <summary>Fills the batch with each reader's next characters.</summary>
    /// <returns>True where they are the first of the part, so that the state before them is zero.</returns>
    public bool MoveNext()
    {
        int start = _next * Batch.Steps;
        for (int b = 0; b < Batch.Sequences; b++)
        {
            for (int t = 0; t < Batch.Steps; t++)
            {
                int at = b * _part + start + t;
                Batch.SetOneHot(b, t, _text[at]);
                Batch.Label(b, t) = _text[at + 1];
            }
        }
        _next = (_next + 1) % Batches;
        return start == 0;
    }
}
