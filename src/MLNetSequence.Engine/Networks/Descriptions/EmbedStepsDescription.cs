using System.Collections.Immutable;

namespace MLNetSequence.Engine.Networks;

/// <summary>Columns of tokens, and features beside them. Tables are named by the column's number: <c>0.2.weight</c>.</summary>
internal sealed partial record EmbedStepsDescription(ImmutableArray<TokenInput> Tokens, int Features) : LayerDescription
{
    internal override int LayerCount => checked(1 + Inputs.Count());

    internal override int[] Vocabularies => [.. Inputs.Select(t => t.Vocabulary)];

    // What comes out of a file may be anything.
    private IEnumerable<TokenInput> Inputs => Tokens.IsDefault
        ? throw new ArgumentException("There are no tokens.", "tokens")
        : Tokens.Select((t, k) => t ?? throw new ArgumentException($"tokens[{k}] is null.", "tokens"));

    /// <summary>Where a step is nothing but one token, it must be there.</summary>
    private bool MayMiss => Tokens.Length > 1 || Features > 0;

    public override LayerShape Follow(LayerShape input)
    {
        Check.AtLeast(Features, 0, "features");
        Check.That(
            Inputs.Any(), "EmbedSteps needs at least one column of tokens; a network without is new SequenceNetwork(features).");
        int width = Features;
        for (int k = 0; k < Tokens.Length; k++)
        {
            CheckInput(Tokens[k], $"tokens[{k}]");
            width = checked(width + Tokens[k].Size);
        }
        Check.Shape(
            input.Kind == ShapeKind.Tokens, this, input,
            "reads tokens, so it can only be the first layer, and of a network that reads tokens: new SequenceNetwork()");
        return new(ShapeKind.Sequence, width);
    }

    public override IEnumerable<ParameterShape> Parameters(string prefix, LayerShape input) =>
        Tokens.SelectMany((t, k) => t.IsOneHot ? [] : (ParameterShape[])[Table(t, $"{prefix}{k}.")]);

    internal override LayerDescription WithFrozen(bool frozen, LayerShape input) => frozen
        ? base.WithFrozen(frozen, input)
        : this with { Frozen = false, Tokens = [.. Tokens.Select(t => t with { Trainable = true })] };

    // The array itself would be compared by reference.
    public bool Equals(EmbedStepsDescription? other) =>
        base.Equals(other) && Features == other.Features && Tokens.SequenceEqual(other.Tokens);

    public override int GetHashCode() => Tokens.Aggregate(Features, (hash, t) => HashCode.Combine(hash, t));

    public override string ToString()
    {
        IEnumerable<string> columns = Inputs.Select(
            t => t.IsOneHot ? $"one-hot {t.Vocabulary}" : $"{t.Vocabulary} x {t.Size}{(t.Trainable ? "" : " frozen")}");
        return $"EmbedSteps({string.Join(", ", Features == 0 ? columns : columns.Append($"{Features} features"))})";
    }

    private static ParameterShape Table(TokenInput t, string prefix) => EmbeddingDescription.Table(
        prefix, t.Vocabulary, t.Size, t.Vectors, t.Initializer, t.Regularizer, t.Constraint, t.Trainable);

    private static void CheckInput(TokenInput token, string name)
    {
        Check.AtLeast(token.Vocabulary, 1, $"{name}.{nameof(token.Vocabulary)}");
        Check.AtLeast(token.Size, 1, $"{name}.{nameof(token.Size)}");
        bool ruled = token.Regularizer is not null || token.Constraint is not null;
        Check.That(
            token.Trainable || !ruled, $"{name} is not trained, so it can have neither a regularizer nor a constraint.");
        Check.That(
            !token.IsOneHot || (token.Size == token.Vocabulary && token.Initializer is null && !ruled && token.Trainable),
            $"{name} is one-hot: it has as many features as tokens, and no table that could be drawn, ruled or frozen.");
        Check.That(
            token.Vectors is not { } given || (token.Initializer is null && given.LongLength == (long)token.Vocabulary * token.Size),
            $"{name} has given vectors: they are its first values, and as many as the vocabulary says.");
    }
}
