using MLNetSequence.Forecasting.Models;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>The forecast of one series: H steps of K targets, with a distribution of each where the model has one.</summary>
/// <example><code>
/// foreach (SeriesForecast next in model.Forecast(history, horizon: 7))
/// {
///     (float[] low, float[] high) = next.Interval(0.8);
///     Console.WriteLine($"{next.Series}: {next.Values()[6]:N0} in a week, from {low[6]:N0} to {high[6]:N0}");
/// }
/// </code></example>
public sealed class SeriesForecast
{
    private readonly Prediction _prediction;

    internal SeriesForecast(
        Prediction prediction, string series, IReadOnlyList<string> targets, int horizon, IReadOnlyList<DateTime> times) =>
        (_prediction, Series, Targets, Horizon, Times) = (prediction, series, targets, horizon, times);

    /// <summary>The series' value in the group column, as text of the invariant culture; empty where there is one series.</summary>
    public string Series { get; }

    /// <summary>Names of the targets, K.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Steps, H.</summary>
    public int Horizon { get; }

    /// <summary>
    /// The times of the steps, [H]; empty where rows have no times, or times that are not evenly apart and were not given.
    /// </summary>
    public IReadOnlyList<DateTime> Times { get; }

    /// <summary>A value of the forecast.</summary>
    /// <param name="step">Steps ahead, from 0.</param>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or target.</exception>
    public float this[int step, int target = 0] => (float)_prediction.Point(Number(step, target));

    /// <summary>The forecast of a target: what the model's loss makes it, a mean or a median.</summary>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>[H].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public float[] Values(int target = 0) => All(target, _prediction.Point);

    /// <summary>What a target stays below with a probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>[H]; NaN where the model knows nothing of probabilities.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range, or there is no such target.</exception>
    public float[] Quantile(double probability, int target = 0)
    {
        Arguments.Require(probability is > 0 and < 1, probability, nameof(probability), "above 0 and below 1");
        return All(target, number => _prediction.Quantile(number, probability));
    }

    /// <summary>The bounds between which a target lies with a probability, and beyond either of which with the same.</summary>
    /// <param name="level">The probability, above 0 and below 1.</param>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>[H] each; NaN where the model knows nothing of probabilities.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of its range, or there is no such target.</exception>
    public (float[] Lower, float[] Upper) Interval(double level, int target = 0)
    {
        Arguments.Require(level is > 0 and < 1, level, nameof(level), "above 0 and below 1");
        return (Quantile((1 - level) / 2, target), Quantile((1 + level) / 2, target));
    }

    /// <summary>The paths that were drawn, where some were asked for: what may come, step after step.</summary>
    /// <param name="target">Number of the target, from 0.</param>
    /// <returns>[paths][H]; empty where none were asked for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such target.</exception>
    public IReadOnlyList<float[]> Paths(int target = 0)
    {
        CheckTarget(target);
        return [.. _prediction.Paths.Select(path => All(target, number => path[number]))];
    }

    private float[] All(int target, Func<int, double> value)
    {
        CheckTarget(target);
        return [.. Enumerable.Range(0, Horizon).Select(step => (float)value(Number(step, target)))];
    }

    private int Number(int step, int target)
    {
        Arguments.Require(step >= 0 && step < Horizon, step, nameof(step), $"from 0 to {Horizon - 1}");
        CheckTarget(target);
        return step * Targets.Count + target;
    }

    private void CheckTarget(int target) =>
        Arguments.Require(target >= 0 && target < Targets.Count, target, nameof(target), $"from 0 to {Targets.Count - 1}");
}
