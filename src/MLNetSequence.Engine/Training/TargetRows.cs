using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Training;

/// <summary>Targets that are kept, row after row.</summary>
/// <param name="width">K; 0 where a row is a class.</param>
/// <param name="mayMiss">Whether NaN is a number that is missing.</param>
internal sealed class TargetRows(int width, bool mayMiss = false) : Targets
{
    private readonly List<int> _labels = [];
    private readonly List<float> _values = [];
    private readonly List<float> _weights = [];
    private readonly List<int> _ends = [];

    public override int Width => width;

    public override bool MayMiss => mayMiss;

    public override int Count => _ends.Count;

    public override int Start(int sequence) => sequence == 0 ? 0 : _ends[sequence - 1];

    public override int Rows(int sequence) => _ends[sequence] - Start(sequence);

    public override int Label(int row) => width == 0 ? _labels[row] : -1;

    public override ReadOnlySpan<float> Values(int row) => CollectionsMarshal.AsSpan(_values).Slice(row * width, width);

    public override float Weight(int row) => _weights[row];

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
    public static TargetRows OfLabels(IEnumerable<int> labels)
    {
        var targets = new TargetRows(0);
        foreach (int label in labels)
        {
            targets.Add(label);
            targets.EndSequence();
        }
        return targets;
    }
}
