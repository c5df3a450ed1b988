namespace MLNetSequence.Text.ToMatrix;

/// <summary>In how many documents each token is.</summary>
/// <param name="Count">D, all documents, those without a token among them; at least 1.</param>
/// <param name="WithToken">[K]: how many have the token, that of key 1 first.</param>
internal sealed record TokenDocuments(long Count, long[] WithToken)
{
    /// <exception cref="ArgumentException">Such counts cannot be.</exception>
    public TokenDocuments Check()
    {
        if (Count < 1)
        {
            throw new ArgumentException($"There must be a document at least, not {Count}.");
        }
        if (WithToken.Length == 0)
        {
            throw new ArgumentException("There must be a token at least.");
        }
        foreach (long documents in WithToken)
        {
            if (documents < 0 || documents > Count)
            {
                throw new ArgumentException($"A token cannot be in {documents} of {Count} documents.");
            }
        }
        return this;
    }

    /// <summary>The factor of each token, ln(1 + D / (1 + d)), [K].</summary>
    public double[] Factors()
    {
        double[] factors = new double[WithToken.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = Math.Log(1 + Count / (1.0 + WithToken[i]));
        }
        return factors;
    }
}
