using System.Runtime.InteropServices;

namespace MLNetSequence.Evaluation;

/// <summary>Counts steps: which class each has and which was predicted; and the sequences that are all right.</summary>
internal sealed class StepCounts
{
    // By pairs, and not as a table: there may be very many labels, of which few occur.
    private readonly Dictionary<(int Label, int Predicted), long> _pairs = [];

    /// <summary>Sequences with a label at a step at least.</summary>
    public long Sequences { get; private set; }

    /// <summary>Those of them that are right at every step that has a label.</summary>
    public long RightSequences { get; private set; }

    /// <summary>Steps by label and prediction, -1 for none.</summary>
    public IReadOnlyDictionary<(int Label, int Predicted), long> Pairs => _pairs;

    /// <inheritdoc cref="SpanCounts.Add"/>
    public void Add(ReadOnlySpan<int> labels, ReadOnlySpan<int> predictions)
    {
        if (labels.IsEmpty)
        {
            return;
        }
        for (int i = 0; i < labels.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (labels[i], predictions[i]), out _)++;
        }
        Sequences++;
        RightSequences += labels.SequenceEqual(predictions) ? 1 : 0;
    }
}
