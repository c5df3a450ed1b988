namespace MLNetSequence.Tests.Support;

/// <summary>
/// Rows with nothing to read: a model can learn nothing but the shares of the labels, so what counts how much can be worked out by hand.
/// </summary>
internal static class Shares
{
    public const int Rows = 40;

    /// <summary>Training to the end: all rows in one batch, so that nothing is left to chance.</summary>
    public static readonly TrainingOptions ToTheEnd = Small.Learning(epochs: 300, rate: 0.05) with { BatchSize = Rows };

    /// <summary>A column of empty sequences.</summary>
    public static Table AddNothing(this Table table) =>
        table.AddTokens("Features", ["a"], [.. Enumerable.Repeat(Array.Empty<uint>(), Rows)]);

    /// <summary>One number in four of the first kind.</summary>
    public static T[] OneInFour<T>(T rare, T usual) => TableColumns.Each(Rows, i => i % 4 == 0 ? rare : usual);
}
