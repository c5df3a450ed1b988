namespace MLNetSequence.Loading;

/// <summary>What a series is labelled with.</summary>
internal enum LabelKind
{
    /// <summary>Nothing: there is no label column.</summary>
    None,

    /// <summary>A class, as text.</summary>
    Class,

    /// <summary>A number to regress to.</summary>
    Number,
}
