namespace MLNetSequence.Engine.Training;

/// <summary>
/// What sequences should come to: rows of a class or of K numbers, each with a weight; one row a sequence, or one a step.
/// </summary>
/// <remarks>
/// Several threads may ask at once. A subclass may work a row out when it is asked for, into memory that each thread has once: a span
/// is valid until the same thread calls any member again.
/// </remarks>
internal abstract class Targets
{
    /// <summary>K; 0 where a row is a class.</summary>
    public abstract int Width { get; }

    /// <summary>Sequences.</summary>
    public abstract int Count { get; }

    /// <summary>The number of a sequence's first row.</summary>
    public abstract int Start(int sequence);

    /// <summary>How many rows a sequence has.</summary>
    public abstract int Rows(int sequence);

    /// <summary>The class of a row; -1 where rows are numbers.</summary>
    public abstract int Label(int row);

    /// <summary>The numbers of a row, until the next call on this thread; none where rows are classes.</summary>
    public abstract ReadOnlySpan<float> Values(int row);

    /// <summary>Whether NaN among a row's numbers is one that is missing, and not a mistake; a row without any weighs 0.</summary>
    public virtual bool MayMiss => false;

    /// <summary>How much a row counts; 0 for a step that is masked.</summary>
    public abstract float Weight(int row);
}

/// <summary>Sequences and what they should come to.</summary>
internal sealed record Examples(Networks.Sequences Inputs, Targets Targets)
{
    public int Count => Inputs.Count;
}
