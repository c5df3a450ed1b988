namespace MLNetSequence.Engine.Layers;

/// <summary>A column of tokens that a layer reads.</summary>
/// <param name="Vocabulary">V; tokens run from 1 to V - 1.</param>
/// <param name="Number">Which column.</param>
/// <param name="MayMiss">Whether 0 stands for a token that is missing. Where a step is nothing but its token, none may be.</param>
internal readonly record struct TokenColumn(int Vocabulary, int Number = 0, bool MayMiss = false)
{
    /// <summary>That a step's token is one of the vocabulary; padding is no step.</summary>
    public void Check(int token)
    {
        if (token >= Vocabulary || token < (MayMiss ? 0 : 1))
        {
            Throw(token);
        }
    }

    private void Throw(int token) => throw new InvalidOperationException(MayMiss
        ? $"Token {token} of column {Number} is outside the network's vocabulary: tokens run from 1 to {Vocabulary - 1}, 0 is missing."
        : $"Token {token} is outside the network's vocabulary: tokens run from 1 to {Vocabulary - 1}, 0 is padding.");
}
