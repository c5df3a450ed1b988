namespace MLNetSequence.Loading;

/// <summary>A long table: each row is one step of the sequence that its id names.</summary>
internal abstract class StepSource : IDisposable
{
    /// <summary>Goes to the next step.</summary>
    public abstract bool Read();

    /// <summary>The id of the current step's sequence; valid until the next step is read.</summary>
    public abstract ReadOnlySpan<char> Id { get; }

    /// <summary>When the current step was; null where nothing says so.</summary>
    public abstract Stamp? Time { get; }

    /// <summary>Reads the features of the current step: [F].</summary>
    public abstract void ReadFeatures(Span<float> features);

    /// <summary>Keeps what a whole sequence has of its first step, which is the current one.</summary>
    /// <param name="place">Where to keep it: at most one more than any place before.</param>
    /// <param name="id">The sequence's id.</param>
    public abstract void Keep(int place, string id);

    /// <summary>Makes sure that the current step agrees with what was kept of its sequence's first one.</summary>
    public abstract void CheckKept(int place);

    /// <summary>A <see cref="ValueGetter{TValue}"/> of a column of which values are kept, for whatever place is shown.</summary>
    public abstract Delegate KeptGetter(int column, Func<int> shown);

    /// <summary>Something is wrong with the current step; the error says where it is.</summary>
    public abstract Exception Error(string message);

    public abstract void Dispose();
}
