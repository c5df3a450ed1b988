namespace MLNetSequence;

/// <summary>The end of a sequence that is filled or cut.</summary>
public enum SequenceEnd
{
    /// <summary>The beginning: Keras' 'pre'.</summary>
    Pre,

    /// <summary>The end: Keras' 'post'.</summary>
    Post,
}
