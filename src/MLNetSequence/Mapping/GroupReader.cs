namespace MLNetSequence.Mapping;

/// <summary>The group of the current row of a row or cursor. A known group is read without allocating.</summary>
internal abstract class GroupReader
{
    /// <summary>What <see cref="Find"/> returns for a group that the lookup does not have.</summary>
    public const int Unknown = -1;

    /// <summary>The current row's group, or <see cref="Unknown"/>.</summary>
    /// <exception cref="InvalidOperationException">The key or the text is missing.</exception>
    public abstract int Find();

    /// <summary>The current row's group; a new one is added to the lookup.</summary>
    /// <exception cref="InvalidOperationException">The key or the text is missing.</exception>
    public abstract int FindOrAdd();

    /// <summary>The value last read, as a message shows it.</summary>
    public abstract string Describe();
}
