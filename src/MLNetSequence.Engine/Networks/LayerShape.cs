namespace MLNetSequence.Engine.Networks;

/// <summary>What flows between two layers.</summary>
internal enum ShapeKind
{
    /// <summary>One token a step: what a network of words starts from.</summary>
    Tokens,

    /// <summary>Features of every step, [T, F].</summary>
    Sequence,

    /// <summary>Features of the whole sequence, [F].</summary>
    Vector,
}

/// <summary>Kind, number of features (0 for tokens), and what is known of the number of steps.</summary>
/// <param name="Kind">Tokens, a sequence or a vector.</param>
/// <param name="Features">F.</param>
/// <param name="Steps">Steps of every sequence, where all have the same number; 0 where they vary.</param>
/// <param name="Stride">Where they vary: ⌈T / stride⌉ steps are left of T.</param>
internal readonly record struct LayerShape(ShapeKind Kind, int Features, int Steps = 0, int Stride = 1)
{
    /// <summary>The same sequence, one step kept of every so many.</summary>
    public LayerShape Every(int stride) => Steps > 0
        ? this with { Steps = (int)(((long)Steps + stride - 1) / stride) }
        // Of any sequence that an array holds, one step is left past this.
        : this with { Stride = (int)Math.Min((long)Stride * stride, int.MaxValue) };

    public override string ToString() => Kind switch
    {
        ShapeKind.Tokens => "(T)",
        ShapeKind.Vector => $"({Features})",
        _ when Steps > 0 => $"({Steps}, {Features})",
        _ when Stride > 1 => $"(T/{Stride}, {Features})",
        _ => $"(T, {Features})",
    };
}
