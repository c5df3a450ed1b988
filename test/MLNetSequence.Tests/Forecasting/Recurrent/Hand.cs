using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Windows, columns and scales written out by hand.</summary>
internal static class Hand
{
    /// <summary>A Monday.</summary>
    public static readonly DateTime Monday = new(2024, 1, 1);

    private const float NaN = float.NaN;

    /// <summary>Two targets, perhaps a past covariate, a known one, a static number and a key of three.</summary>
    public static ForecastInputs Inputs(bool past = true, string? time = "Time") => new(
        [new("A", 1, true), new("B", 1, true)], past ? [new("P", 1, true)] : [], [new("F", 1, true)], [new("S", 1, true)],
        [new("Kind", 3, null)], null, time);

    /// <summary>Settings that leave targets as they are, with a window of 3 and a horizon of 2.</summary>
    public static NetworkSettings Settings(
        ForecastingStrategy strategy = ForecastingStrategy.Direct, int linear = 2, TimeParts times = TimeParts.DayOfWeek) =>
        new(strategy, 3, 2, linear, ForecastScaling.None, TargetTransform.None, new GaussianLoss(), times, 10, 1);

    /// <summary>(P − 10) / 2, (F − 100) / 50, (S − 3) / 2; P may be missing, and so may F if told.</summary>
    public static SeriesScales Scales(bool past = true, bool future = false) => past
        ? new([0, 0, 10, 100], [1, 1, 2, 50], [false, true, true, future], [3], [2], [])
        : new([0, 0, 100], [1, 1, 50], [false, true, future], [3], [2], []);

    /// <summary>Three rows from Monday on, and two to come.</summary>
    public static ForecastWindow Window(bool past = true)
    {
        float[] history = past
            ? [1, NaN, 12, 100, 2, 20, NaN, 150, 3, 30, 8, 50]
            : [1, NaN, 100, 2, 20, 150, 3, 30, 50];
        float[] future = past ? [4, 40, NaN, 200, 5, NaN, 10, 0] : [4, 40, 200, 5, NaN, 0];
        return new(history, Times(0, 3), future, Times(3, 2), Facts(), 0);
    }

    public static SeriesFacts Facts(int number = 0) => new(number, [7], [2], 2);

    /// <summary>Sine and cosine of a day of the week, Monday 0.</summary>
    public static (float Sine, float Cosine) Day(int day) =>
        ((float)Math.Sin(2 * Math.PI * day / 7), (float)Math.Cos(2 * Math.PI * day / 7));

    public static TargetScale Scale(NetworkSettings settings, SeriesScales scales, ForecastWindow window, ForecastInputs inputs)
    {
        var scale = new TargetScale(settings, scales, inputs.TargetCount);
        scale.Set(window, inputs.Width);
        return scale;
    }

    private static long[] Times(int first, int count) => [.. Enumerable.Range(first, count).Select(i => Monday.AddDays(i).Ticks)];
}

/// <summary>One window or more, as a network reads them.</summary>
internal sealed class HandWindows(params ForecastWindow[] windows) : IWindowSource
{
    public int Count => windows.Length;

    public ForecastWindow this[int number] => windows[number];
}
