namespace MLNetSequence;

/// <summary>What a simple recurrent layer can be told; the defaults are Keras'.</summary>
public sealed record SimpleRnnOptions : RecurrentOptions;
