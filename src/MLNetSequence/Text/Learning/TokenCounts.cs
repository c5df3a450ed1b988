using System.Runtime.CompilerServices;

namespace MLNetSequence.Text;

/// <summary>
/// Different tokens, how often each came, and where first. Threads share the tokens; each counts on its own.
/// </summary>
internal sealed class TokenCounts
{
    private readonly Lock _gate = new();
    private readonly List<Counter> _counters = [];

    // Place of the first appearance, from 1; 0 is none yet.
    private readonly Chunks<long> _first = new();

    /// <summary>The tokens; their numbers are not the same from run to run where several threads count.</summary>
    public TokenTable Tokens { get; } = new();

    /// <summary>What counts on one thread.</summary>
    public Counter NewCounter()
    {
        lock (_gate)
        {
            var counter = new Counter(this);
            _counters.Add(counter);
            return counter;
        }
    }

    /// <summary>Adds up what all threads have counted; none may be counting.</summary>
    public TokenCount[] Sum()
    {
        var sums = new TokenCount[Tokens.Count];
        for (int id = 0; id < sums.Length; id++)
        {
            long count = 0;
            foreach (Counter counter in _counters)
            {
                count += counter.Of(id);
            }
            sums[id] = new TokenCount(id, count, _first[id]);
        }
        return sums;
    }

    // Once for each token and thread. A thread's places only rise, so its first one is the least it will ever have.
    private void Saw(int id, long place)
    {
        _first.Reach(id);
        ref long first = ref _first[id];
        long known = Volatile.Read(ref first);
        while (known == 0 || place < known)
        {
            long before = Interlocked.CompareExchange(ref first, place, known);
            if (before == known)
            {
                return;
            }
            known = before;
        }
    }

    /// <summary>Counts tokens on one thread.</summary>
    internal sealed class Counter(TokenCounts all)
    {
        private readonly Chunks<long> _counts = new();
        private int _reached;

        /// <summary>Counts the tokens of a text; an empty one is none.</summary>
        /// <param name="text">The tokens.</param>
        /// <param name="place">Place of the first one, from 1, larger than all before.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(TokenBuffer text, long place)
        {
            ref char start = ref text.Start;
            ReadOnlySpan<int> bounds = text.Bounds;
            for (int i = 0; i + 1 < bounds.Length; i += 2)
            {
                int from = bounds[i];
                int length = bounds[i + 1] - from;
                if (length > 0)
                {
                    Add(all.Tokens.FindOrAdd(ref Unsafe.Add(ref start, from), length), place + i);
                }
            }
        }

        public long Of(int id) => id < _reached ? _counts[id] : 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Add(int id, long place)
        {
            if (id >= _reached)
            {
                _counts.Reach(id);
                _reached = _counts.Reached;
            }
            if (_counts[id]++ == 0)
            {
                all.Saw(id, place);
            }
        }
    }
}

/// <summary>A token's number, how often it came, and where first.</summary>
internal readonly record struct TokenCount(int Id, long Count, long First) : IComparable<TokenCount>
{
    /// <summary>By falling frequency, then by first appearance.</summary>
    public int CompareTo(TokenCount other)
    {
        int byCount = other.Count.CompareTo(Count);
        return byCount != 0 ? byCount : First.CompareTo(other.First);
    }
}
