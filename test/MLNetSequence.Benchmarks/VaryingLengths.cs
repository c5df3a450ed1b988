namespace MLNetSequence.Benchmarks;

/// <summary>What a batch gains from not being padded, on lengths as those of film reviews.</summary>
internal static class VaryingLengths
{
    public const string Name = "varying lengths";

    // The reviews of IMDB (Maas et al. 2011), in words: a median of 174, a mean of 233; cut at 500, as is usual.
    private const double Median = 174;
    private const int Longest = 500;

    // A log-logistic distribution, the log-normal's sister whose quantiles have a closed form; this spread gives that mean.
    private const double Spread = 0.409;

    public static Shape Shape { get; } = new(Cell.Lstm, 64, Longest, 128, 128);

    /// <summary>B quantiles, always the same.</summary>
    public static int[] Lengths() => [.. Enumerable.Range(0, Shape.Batch).Select(i =>
    {
        double share = (i + 0.5) / Shape.Batch;
        return (int)Math.Round(Math.Min(Longest, Median * Math.Pow(share / (1 - share), Spread)));
    })];

    public static VaryingLengthsResult Measure(int threads)
    {
        int[] lengths = Lengths();
        double?[] times = Measurement.Milliseconds(
            Work.Train,
            new EngineContender(new EngineUnderTest(Shape, threads, [.. lengths.Select(_ => lengths.Max())])),
            new EngineContender(new EngineUnderTest(Shape, threads, lengths)));
        return new VaryingLengthsResult(times[0]!.Value, times[1]!.Value);
    }
}
