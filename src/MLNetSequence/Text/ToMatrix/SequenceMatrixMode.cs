namespace MLNetSequence;

/// <summary>What a token's number is in a bag of tokens: the modes of Keras' <c>Tokenizer.sequences_to_matrix</c>.</summary>
public enum SequenceMatrixMode
{
    /// <summary>1 where the token is there, Keras' 'binary'.</summary>
    Binary,

    /// <summary>c, how often it is there, Keras' 'count'.</summary>
    Count,

    /// <summary>c / T, its share of the sequence's T tokens, Keras' 'freq'.</summary>
    Frequency,

    /// <summary>
    /// (1 + ln c) · ln(1 + D / (1 + d)) for a token that d of the D documents have that the estimator was fitted to, Keras' 'tfidf'.
    /// </summary>
    TfIdf,
}
