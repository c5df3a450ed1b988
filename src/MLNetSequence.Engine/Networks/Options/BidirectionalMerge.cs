namespace MLNetSequence;

/// <summary>How the two directions of a bidirectional layer become one row; the choices are Keras' <c>merge_mode</c>.</summary>
public enum BidirectionalMerge
{
    /// <summary>Side by side, the forward direction first: twice as wide.</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product, number by number.</summary>
    Multiply,

    /// <summary>Half their sum.</summary>
    Average,
}
