namespace MLNetSequence.Anomalies;

/// <summary>What is said of a row.</summary>
/// <param name="Score">How strange it is, at least 0; NaN where there is nothing to say.</param>
/// <param name="PValue">How often a normal row is as strange; NaN likewise.</param>
/// <param name="IsAlert">Whether the score reaches the threshold.</param>
/// <param name="Contributions">What each input adds, [K].</param>
internal sealed record AnomalyScore(double Score, double PValue, bool IsAlert, double[] Contributions)
{
    /// <summary>Nothing is known of the row.</summary>
    public static AnomalyScore None(int targets) => new(double.NaN, double.NaN, false, [.. Enumerable.Repeat(double.NaN, targets)]);
}
