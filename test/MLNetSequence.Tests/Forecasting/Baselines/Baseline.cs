using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Baselines;

/// <summary>Baselines, and short ways to see what they forecast.</summary>
internal static class Baseline
{
    public const float NaN = float.NaN;

    public static readonly ForecastingCatalog Catalog = new MLContext(1).Forecasting;

    public static BaselineForecaster Naive(int horizon = 1, string? group = null) =>
        Catalog.ForecastByNaive("Forecast", "Value", horizon, group, "Lower", "Upper", 0.8);

    public static BaselineForecaster SeasonalNaive(int season, int horizon = 1, string? group = null) =>
        Catalog.ForecastBySeasonalNaive("Forecast", "Value", season, horizon, group, "Lower", "Upper", 0.8);

    public static BaselineForecaster Drift(int horizon = 1, string? group = null) =>
        Catalog.ForecastByDrift("Forecast", "Value", horizon, group, "Lower", "Upper", 0.8);

    public static BaselineForecaster Linear(int window, int horizon = 1, string? group = null) =>
        Catalog.ForecastByLinearAutoregression("Forecast", "Value", window, horizon, group, "Lower", "Upper", 0.8);

    /// <summary>All four.</summary>
    public static BaselineForecaster[] All(int horizon, string? group = null) =>
        [Naive(horizon, group), SeasonalNaive(4, horizon, group), Drift(horizon, group), Linear(3, horizon, group)];

    /// <summary>One series in the column Value.</summary>
    public static Table OneSeries(params float[] values) => new Table().AddNumbers("Value", values);

    /// <summary>What follows the training data, where it is one series.</summary>
    public static SeriesForecast Next(this BaselineForecaster forecaster, int horizon, params float[] values) =>
        forecaster.Fit(OneSeries(values)).Forecast(horizon).Single();

    /// <summary>The standard deviation of each step, from the bounds.</summary>
    public static double[] Deviations(this SeriesForecast forecast, int target = 0)
    {
        // 0.8413447 of a normal distribution lie below the mean and one deviation.
        float[] above = forecast.Quantile(0.8413447460685429, target);
        return [.. above.Zip(forecast.Values(target), (u, m) => (double)u - m)];
    }

    public static void AreClose(double[] expected, double[] actual, double tolerance = 1e-6)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.IsTrue(
                double.IsNaN(expected[i])
                    ? double.IsNaN(actual[i])
                    : Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"Number {i}: expected {expected[i]}, got {actual[i]}. All: {string.Join(' ', actual)}");
        }
    }

    public static void AreClose(double[] expected, float[] actual, double tolerance = 1e-6) =>
        AreClose(expected, [.. actual.Select(a => (double)a)], tolerance);
}
