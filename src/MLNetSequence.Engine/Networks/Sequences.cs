using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Networks;

/// <summary>Many sequences of any length, end to end in one list.</summary>
internal abstract class Sequences
{
    private readonly List<int> _ends = [];

    public int Count => _ends.Count;

    /// <summary>Numbers a step has; 0 for a token.</summary>
    public abstract int Features { get; }

    /// <summary>Steps of a sequence.</summary>
    public int Length(int sequence) => _ends[sequence] - Start(sequence);

    public virtual void Clear() => _ends.Clear();

    /// <summary>Closes a sequence where <paramref name="steps"/> steps have been added in all.</summary>
    protected void EndAt(int steps) => _ends.Add(steps);

    protected int Start(int sequence) => sequence == 0 ? 0 : _ends[sequence - 1];
}

/// <summary>Sequences of tokens. A token is the row of the embedding it takes.</summary>
internal sealed class TokenSequences : Sequences
{
    private readonly List<int> _tokens = [];

    public override int Features => 0;

    public ReadOnlySpan<int> this[int sequence] =>
        CollectionsMarshal.AsSpan(_tokens).Slice(Start(sequence), Length(sequence));

    /// <summary>Adds a token to the sequence that <see cref="EndSequence"/> will close.</summary>
    public void Add(int token) => _tokens.Add(token);

    public void EndSequence() => EndAt(_tokens.Count);

    public void Add(ReadOnlySpan<int> sequence)
    {
        _tokens.AddRange(sequence);
        EndSequence();
    }

    public override void Clear()
    {
        base.Clear();
        _tokens.Clear();
    }
}

/// <summary>Sequences of F numbers a step.</summary>
internal sealed class FeatureSequences(int features) : Sequences
{
    private readonly List<float> _values = [];

    public override int Features => features;

    /// <summary>The steps of a sequence, one after the other, [T·F].</summary>
    public ReadOnlySpan<float> this[int sequence] =>
        CollectionsMarshal.AsSpan(_values).Slice(Start(sequence) * features, Length(sequence) * features);

    /// <summary>Adds a sequence, [T·F].</summary>
    public void Add(ReadOnlySpan<float> sequence)
    {
        if (sequence.Length % features != 0)
        {
            throw new ArgumentException(
                $"A sequence with {features} features a step cannot have {sequence.Length} numbers.", nameof(sequence));
        }
        _values.AddRange(sequence);
        EndAt(_values.Count / features);
    }

    public override void Clear()
    {
        base.Clear();
        _values.Clear();
    }
}
