using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// What sequences should come to: rows of a class or of K numbers, each with a weight; one row a sequence, or one a step.
/// </summary>
/// <param name="width">K; 0 where a row is a class.</param>
internal sealed class Targets(int width)
{
    private readonly List<int> _labels = [];
    private readonly List<float> _values = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _ends = [];

    /// <summary>K; 0 where a row is a class.</summary>
    public int Width => width;

    /// <summary>Sequences.</summary>
    public int Count => _ends.Count;

    /// <summary>The number of a sequence's first row.</summary>
    public int Start(int sequence) => sequence == 0 ? 0 : _ends[sequence - 1];

    /// <summary>How many rows a sequence has.</summary>
    public int Rows(int sequence) => _ends[sequence] - Start(sequence);

    /// <summary>The class of a row; -1 where rows are numbers.</summary>
    public int Label(int row) => width == 0 ? _labels[row] : -1;

    /// <summary>The numbers of a row; none where rows are classes.</summary>
    public ReadOnlySpan<float> Values(int row) => CollectionsMarshal.AsSpan(_values).Slice(row * width, width);

    /// <summary>How much a row counts; 0 for a step that is masked.</summary>
    public float Weight(int row) => _weights[row];

    /// <summary>Adds a row to the sequence that <see cref="EndSequence"/> will close.</summary>
    public void Add(int label, float weight = 1)
    {
        _labels.Add(label);
        _weights.Add(weight);
    }

    /// <summary>Adds a row to the sequence that <see cref="EndSequence"/> will close.</summary>
    public void Add(ReadOnlySpan<float> values, float weight = 1)
    {
        _values.AddRange(values);
        _weights.Add(weight);
    }

    public void EndSequence() => _ends.Add(_weights.Count);

    /// <summary>One class for each sequence.</summary>
    public static Targets OfLabels(IEnumerable<int> labels)
    {
        var targets = new Targets(0);
        foreach (int label in labels)
        {
            targets.Add(label);
            targets.EndSequence();
        }
        return targets;
    }
}

/// <summary>Sequences and what they should come to.</summary>
internal sealed record Examples(Networks.Sequences Inputs, Targets Targets)
{
    public int Count => Inputs.Count;
}
