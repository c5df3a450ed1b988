namespace MLNetSequence.Interop;

/// <summary>A chain of transformers taken apart; ML.NET shows its transformers, and hides when each of them is used.</summary>
/// <param name="Transformers">What it is made of, in order.</param>
/// <param name="Scopes">For each when it is used.</param>
internal sealed record ChainParts(IReadOnlyList<ITransformer> Transformers, IReadOnlyList<TransformerScope> Scopes)
{
    /// <summary>The parts of a chain; null for any other transformer.</summary>
    public static ChainParts? Of(ITransformer transformer)
    {
        Type type = transformer.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(TransformerChain<>))
        {
            return null;
        }
        Type accessor = MLNetMembers.Interface(transformer, "ITransformerChainAccessor");
        var scopes = (TransformerScope[])MLNetMembers.Value(transformer, accessor, "Scopes");
        return new ChainParts([.. (IEnumerable<ITransformer>)transformer], scopes);
    }
}
