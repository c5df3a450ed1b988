using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>What windows should come to, worked out when it is asked for: the rows to come, on the window's scale.</summary>
/// <remarks>
/// Direct: one row of H·K numbers. Encoder and decoder: a row for each step to come. Recursive: a row for each step, of the rows that are
/// known among them.
/// </remarks>
internal sealed class WindowTargets : Targets
{
    [ThreadStatic]
    private static float[]? t_values;

    private readonly IWindowSource _windows;
    private readonly NetworkSettings _settings;
    private readonly ThreadLocal<TargetScale> _scale;
    private readonly int _targets, _width, _rowsEach;

    /// <param name="windows">The windows, with rows to come.</param>
    /// <param name="settings">What the network is.</param>
    /// <param name="newScale">Makes what finds a window's scale: one for each thread.</param>
    /// <param name="targets">K.</param>
    /// <param name="width">Numbers of a row that is kept.</param>
    /// <exception cref="InvalidOperationException">There are more rows than can be counted.</exception>
    public WindowTargets(IWindowSource windows, NetworkSettings settings, Func<TargetScale> newScale, int targets, int width)
    {
        (_windows, _settings, _targets, _width) = (windows, settings, targets, width);
        _scale = new ThreadLocal<TargetScale>(newScale);
        _rowsEach = settings.Strategy switch
        {
            ForecastingStrategy.Direct => 1,
            ForecastingStrategy.EncoderDecoder => settings.Horizon,
            _ => settings.Window + settings.Horizon - 1,
        };
        if ((long)windows.Count * _rowsEach > int.MaxValue)
        {
            throw new InvalidOperationException(
                $"There are {windows.Count:N0} windows of {_rowsEach:N0} steps to learn: more than can be counted. Take a longer stride.");
        }
    }

    private bool IsDirect => _settings.Strategy == ForecastingStrategy.Direct;

    private bool GivesScale => _settings.Loss is NegativeBinomialLoss;

    public override int Width => (IsDirect ? _settings.Horizon : 1) * _targets * (GivesScale ? 2 : 1);

    public override int Count => _windows.Count;

    public override bool MayMiss => true;

    // Rows of a shorter window leave the numbers behind them unused.
    public override int Start(int sequence) => sequence * _rowsEach;

    public override int Rows(int sequence) => _settings.Strategy == ForecastingStrategy.Recursive
        ? _windows[sequence].History.Length / _width + _settings.Horizon - 1
        : _rowsEach;

    public override int Label(int row) => -1;

    public override float Weight(int row)
    {
        ForecastWindow window = _windows[row / _rowsEach];
        if (!IsAnyKnown(window.History.Span))
        {
            // Nothing is known of the level that the targets would be measured from.
            return 0;
        }
        (int first, int rows) = RowsOf(row, window);
        int there = 0;
        for (int i = 0; i < rows; i++)
        {
            foreach (float value in At(window, first + i))
            {
                there += float.IsNaN(value) ? 0 : 1;
            }
        }
        return (float)there / (rows * _targets);
    }

    public override ReadOnlySpan<float> Values(int row)
    {
        ForecastWindow window = _windows[row / _rowsEach];
        TargetScale scale = _scale.Value!;
        scale.Set(window, _width);
        (int first, int rows) = RowsOf(row, window);
        if (t_values is null || t_values.Length < Width)
        {
            t_values = new float[Width];
        }
        Span<float> values = t_values.AsSpan(0, Width);
        for (int i = 0; i < rows * _targets; i++)
        {
            float value = At(window, first + i / _targets)[i % _targets];
            values[i] = GivesScale ? value : scale.Of(i % _targets, value);
            if (GivesScale)
            {
                values[rows * _targets + i] = (float)scale.Widths[i % _targets];
            }
        }
        return values;
    }

    // The first row of the window, those to come counted on, and how many.
    private (int First, int Rows) RowsOf(int row, in ForecastWindow window)
    {
        int known = window.History.Length / _width, step = row % _rowsEach;
        return _settings.Strategy switch
        {
            ForecastingStrategy.Direct => (known, _settings.Horizon),
            ForecastingStrategy.EncoderDecoder => (known + step, 1),
            _ => (1 + step, 1),
        };
    }

    private ReadOnlySpan<float> At(in ForecastWindow window, int row)
    {
        int known = window.History.Length / _width;
        ReadOnlySpan<float> rows = row < known ? window.History.Span : window.Future.Span;
        return rows.Slice((row < known ? row : row - known) * _width, _targets);
    }

    private bool IsAnyKnown(ReadOnlySpan<float> rows)
    {
        for (int i = rows.Length - _width; i >= 0; i -= _width)
        {
            if (rows.Slice(i, _targets).ContainsAnyExcept(float.NaN))
            {
                return true;
            }
        }
        return false;
    }
}
