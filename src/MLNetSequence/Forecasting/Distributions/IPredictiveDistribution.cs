using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Forecasting.Distributions;

/// <summary>What a forecast says of one value of the future.</summary>
internal interface IPredictiveDistribution
{
    /// <summary>The expected value.</summary>
    double Mean { get; }

    /// <summary>The value that is not passed with probability p, above 0 and below 1.</summary>
    double Quantile(double p);
}

/// <summary>A distribution that a few numbers describe.</summary>
internal interface IParametricDistribution<T> : IPredictiveDistribution
    where T : IParametricDistribution<T>
{
    /// <summary>How many numbers, P.</summary>
    static abstract int Parameters { get; }

    /// <summary>The distribution of one of many values, from [P, values] parameters: all first ones, then all second ones.</summary>
    static abstract T At(ReadOnlySpan<float> parameters, int values, int entry);
}

/// <summary>What every predictive distribution can do with its quantiles.</summary>
internal static class PredictiveDistribution
{
    // Half of the least number above 0 that the generator gives: in place of 0, whose quantile may be infinite.
    private const double Least = 1.0 / (1UL << 54);

    /// <summary>A value drawn at random: the quantile of a uniform number, so one number of the stream for each value.</summary>
    public static double Sample<T>(this T distribution, SeededRandom random)
        where T : IPredictiveDistribution, allows ref struct => distribution.Quantile(Math.Max(random.NextDouble(), Least));
}
