namespace MLNetSequence;

/// <summary>How well the prediction intervals of one level fit what came.</summary>
/// <param name="Level">The share of the future that the intervals are to hold, above 0 and below 1: 0.95 for 95 %.</param>
/// <param name="Coverage">
/// The share that they did hold, from 0 to 1, both bounds included; near <paramref name="Level"/> where they are calibrated (Gneiting and
/// Raftery 2007, "Strictly proper scoring rules, prediction, and estimation"). An interval without a bound, NaN, holds nothing. NaN where
/// no value counts.
/// </param>
/// <param name="MeanWidth">
/// The mean of upper less lower bound, in the series' unit: of two forecasts of the right coverage, the narrower says more. NaN where no
/// value counts or a bound is missing.
/// </param>
public sealed record IntervalMetrics(double Level, double Coverage, double MeanWidth);
