namespace MLNetSequence.Benchmarks.Text;

/// <summary>What was measured of one contender; seconds are the best of all rounds unless said otherwise.</summary>
/// <param name="Name">Who it is.</param>
/// <param name="Megabytes">Millions of bytes of UTF-8 that were read in each pass.</param>
/// <param name="Tokens">Tokens of all rows.</param>
/// <param name="FitSeconds">Learning the vocabulary.</param>
/// <param name="TransformSeconds">Reading every key of every row.</param>
/// <param name="BothSeconds">The best sum of a round.</param>
/// <param name="FirstSeconds">The sum of the first round, which compiles what it runs: most programs have no second one.</param>
/// <param name="PeakMegabytes">Highest rise of the managed heap while fitting and transforming.</param>
/// <param name="VocabularyMegabytes">What the fitted model keeps.</param>
internal sealed record TextResult(
    string Name, double Megabytes, long Tokens, double FitSeconds, double TransformSeconds, double BothSeconds, double FirstSeconds,
    double PeakMegabytes, double VocabularyMegabytes)
{
    public double FitMBps => Megabytes / FitSeconds;

    public double TransformMBps => Megabytes / TransformSeconds;

    public double FitTransformMBps => Megabytes / BothSeconds;

    public double FirstMBps => Megabytes / FirstSeconds;

    public double TokensPerSecond => Tokens / TransformSeconds;
}
