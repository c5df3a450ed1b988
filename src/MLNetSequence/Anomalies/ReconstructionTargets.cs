using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;

namespace MLNetSequence.Anomalies;

/// <summary>
/// What windows should come to that are to be reconstructed: their own rows, the last one first, on the window's scale. Steps behind the
/// first row of a shorter window are not learned.
/// </summary>
internal sealed class ReconstructionTargets : Targets
{
    [ThreadStatic]
    private static float[]? t_values;

    private readonly IWindowSource _windows;
    private readonly ThreadLocal<TargetScale> _scale;
    private readonly int _targets, _steps;

    /// <param name="windows">The windows, of rows of K numbers.</param>
    /// <param name="steps">Rows of a whole window.</param>
    /// <param name="newScale">Makes what finds a window's scale: one for each thread.</param>
    /// <param name="targets">K.</param>
    /// <exception cref="InvalidOperationException">There are more rows than can be counted.</exception>
    public ReconstructionTargets(IWindowSource windows, int steps, Func<TargetScale> newScale, int targets)
    {
        (_windows, _steps, _targets) = (windows, steps, targets);
        _scale = new ThreadLocal<TargetScale>(newScale);
        if ((long)windows.Count * steps > int.MaxValue)
        {
            throw new InvalidOperationException(
                $"There are {windows.Count:N0} windows of {steps:N0} rows to learn: more than can be counted. Take a longer stride.");
        }
    }

    public override int Width => _targets;

    public override int Count => _windows.Count;

    public override bool MayMiss => true;

    public override int Start(int sequence) => sequence * _steps;

    public override int Rows(int sequence) => _steps;

    public override int Label(int row) => -1;

    public override float Weight(int row)
    {
        ReadOnlySpan<float> values = At(_windows[row / _steps], row % _steps);
        int there = 0;
        foreach (float value in values)
        {
            there += float.IsNaN(value) ? 0 : 1;
        }
        return (float)there / _targets;
    }

    public override ReadOnlySpan<float> Values(int row)
    {
        ForecastWindow window = _windows[row / _steps];
        TargetScale scale = _scale.Value!;
        scale.Set(window, _targets);
        if (t_values is null || t_values.Length < _targets)
        {
            t_values = new float[_targets];
        }
        Span<float> values = t_values.AsSpan(0, _targets);
        ReadOnlySpan<float> from = At(window, row % _steps);
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = from.IsEmpty ? float.NaN : scale.Of(k, from[k]);
        }
        return values;
    }

    // None where the window has no such row.
    private ReadOnlySpan<float> At(in ForecastWindow window, int step)
    {
        int first = window.History.Length - (step + 1) * _targets;
        return first < 0 ? [] : window.History.Span.Slice(first, _targets);
    }
}
