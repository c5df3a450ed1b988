using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Networks;

/// <summary>Many token sequences of any length, end to end in one list. A token is the row of the embedding it takes.</summary>
internal sealed class TokenSequences
{
    private readonly List<int> _tokens = [];
    private readonly List<int> _ends = [];

    public int Count => _ends.Count;

    public int Length(int sequence) => _ends[sequence] - Start(sequence);

    public ReadOnlySpan<int> this[int sequence] =>
        CollectionsMarshal.AsSpan(_tokens).Slice(Start(sequence), Length(sequence));

    /// <summary>Adds a token to the sequence that <see cref="EndSequence"/> will close.</summary>
    public void Add(int token) => _tokens.Add(token);

    public void EndSequence() => _ends.Add(_tokens.Count);

    public void Add(ReadOnlySpan<int> sequence)
    {
        _tokens.AddRange(sequence);
        EndSequence();
    }

    public void Clear()
    {
        _tokens.Clear();
        _ends.Clear();
    }

    private int Start(int sequence) => sequence == 0 ? 0 : _ends[sequence - 1];
}
