using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Networks;

/// <summary>Many sequences of any length: kept end to end in one list, or worked out by a subclass when they are asked for.</summary>
/// <remarks>
/// Several threads may ask at once. A subclass may work a sequence out into memory that each thread has once: a span is valid until
/// the same thread calls any member again.
/// </remarks>
internal abstract class Sequences
{
    private readonly List<int> _ends = [];

    /// <summary>Sequences.</summary>
    public virtual int Count => _ends.Count;

    /// <summary>K, the tokens a step has.</summary>
    public virtual int TokenColumns => 0;

    /// <summary>F, the numbers a step has.</summary>
    public virtual int Features => 0;

    /// <summary>S, the numbers that a sequence has once, beside its steps.</summary>
    public virtual int Statics => 0;

    /// <summary>Steps of a sequence.</summary>
    public virtual int Length(int sequence) => _ends[sequence] - Start(sequence);

    /// <summary>The tokens of a column, step after step, [T]; until the next call on this thread.</summary>
    public virtual ReadOnlySpan<int> Tokens(int sequence, int column) => [];

    /// <summary>The numbers of the steps, one after the other, [T·F]; until the next call on this thread.</summary>
    public virtual ReadOnlySpan<float> Values(int sequence) => [];

    /// <summary>The numbers of the sequence itself, [S]; until the next call on this thread.</summary>
    public virtual ReadOnlySpan<float> StaticValues(int sequence) => [];

    /// <summary>Steps of all sequences, counted anew: those that overlap are counted as often.</summary>
    public long CountSteps()
    {
        long steps = 0;
        for (int i = 0; i < Count; i++)
        {
            steps += Length(i);
        }
        return steps;
    }

    public virtual void Clear() => _ends.Clear();

    /// <summary>Closes a sequence where <paramref name="steps"/> steps have been added in all.</summary>
    protected void EndAt(int steps) => _ends.Add(steps);

    protected int Start(int sequence) => sequence == 0 ? 0 : _ends[sequence - 1];
}

/// <summary>Sequences of tokens. A token is the row of the embedding it takes.</summary>
internal sealed class TokenSequences : Sequences
{
    private readonly List<int> _tokens = [];

    public override int TokenColumns => 1;

    public ReadOnlySpan<int> this[int sequence] =>
        CollectionsMarshal.AsSpan(_tokens).Slice(Start(sequence), Length(sequence));

    public override ReadOnlySpan<int> Tokens(int sequence, int column) => this[sequence];

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

    public override ReadOnlySpan<float> Values(int sequence) => this[sequence];

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
