namespace MLNetSequence.Engine.Networks;

/// <summary>What a network reads, or what data has: K tokens and F numbers a step, and S numbers a sequence.</summary>
internal readonly record struct InputShape(int TokenColumns, int Features, int Statics)
{
    /// <summary>One token a step and nothing else.</summary>
    public static readonly InputShape Tokens = new(1, 0, 0);

    /// <summary>So many numbers a step and nothing else.</summary>
    public static InputShape OfFeatures(int features) => new(0, features, 0);

    public static InputShape Of(Sequences data) => new(data.TokenColumns, data.Features, data.Statics);

    public override string ToString()
    {
        if (this == Tokens)
        {
            return "tokens";
        }
        string tokens = Counted(TokenColumns, "token"), features = Counted(Features, "feature");
        string and = TokenColumns > 0 && Features > 0 ? " and " : "";
        string statics = Statics == 0 ? "" : $" and {Counted(Statics, "static number")} a sequence";
        return $"{tokens}{and}{features} a step{statics}";
    }

    private static string Counted(int count, string what) => count switch
    {
        0 => "",
        1 => $"1 {what}",
        _ => $"{count} {what}s",
    };
}
