using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>What windows should come to, worked out when it is asked for: the rows to come, on the window's scale.</summary>
/// <remarks>
/// Direct: one row of H·K numbers. Encoder and decoder: a row for each step to come. Recursive: a row for each step, of which
/// those weigh nothing that are of the rows that are known.
/// </remarks>
internal sealed class WindowTargets : Targets
{
    [ThreadStatic]
    private static float[]? t_values;

    private readonly IWindowSource _windows;
    private readonly NetworkSettings _settings;
    private readonly ThreadLocal<Scaled> _scale;
    private readonly int _targets, _width, _rowsEach;

    /// <param name="windows">The windows, with rows to come.</param>
    /// <param name="settings">What the network is.</param>
    /// <param name="newScale">Makes what finds a window's scale: one for each thread.</param>
    /// <param name="targets">K.</param>
    /// <param name="width">Numbers of a row that is kept.</param>
    /// <param name="longest">Rows that the longest window looks back on.</param>
    /// <exception cref="InvalidOperationException">There are more rows than can be counted.</exception>
    public WindowTargets(IWindowSource windows, NetworkSettings settings, Func<TargetScale> newScale, int targets, int width, int longest)
    {
        (_windows, _settings, _targets, _width) = (windows, settings, targets, width);
        _scale = new ThreadLocal<Scaled>(() => new Scaled(newScale()));
        long rowsEach = settings.Strategy switch
        {
            ForecastingStrategy.Direct => 1,
            ForecastingStrategy.EncoderDecoder => settings.Horizon,
            _ => (long)longest + settings.Horizon - 1,
        };
        _rowsEach = windows.Count * rowsEach <= int.MaxValue ? (int)rowsEach : throw new InvalidOperationException(
            $"There are {windows.Count:N0} windows of {rowsEach:N0} steps to learn: more than can be counted. Take a longer stride.");
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

    /// <summary>Whether something can be learned of a window.</summary>
    public bool IsLearned(int sequence)
    {
        int start = Start(sequence), row = Rows(sequence) - 1;
        while (row >= 0 && Weight(start + row) == 0)
        {
            row--;
        }
        return row >= 0;
    }

    public override float Weight(int row)
    {
        ForecastWindow window = _windows[row / _rowsEach];
        (int first, int rows) = RowsOf(row, window);
        if (first < window.History.Length / _width)
        {
            // A row of the window itself, which decides the scale that it is measured by: its last value is always 0, say.
            return 0;
        }
        TargetScale scale = ScaleOf(row / _rowsEach, window);
        int there = 0;
        for (int i = 0; i < rows * _targets; i++)
        {
            there += float.IsNaN(Value(window, scale, first, i)) ? 0 : 1;
        }
        return (float)there / (rows * _targets);
    }

    public override ReadOnlySpan<float> Values(int row)
    {
        ForecastWindow window = _windows[row / _rowsEach];
        TargetScale scale = ScaleOf(row / _rowsEach, window);
        (int first, int rows) = RowsOf(row, window);
        if (t_values is null || t_values.Length < Width)
        {
            t_values = new float[Width];
        }
        Span<float> values = t_values.AsSpan(0, Width);
        for (int i = 0; i < rows * _targets; i++)
        {
            float value = Value(window, scale, first, i);
            values[i] = GivesScale ? value : scale.Of(i % _targets, value);
            if (GivesScale)
            {
                double width = scale.Widths[i % _targets];
                values[rows * _targets + i] = (float)(double.IsNaN(width) ? 1 : width);
            }
        }
        return values;
    }

    // Several rows of a window follow each other, and its scale is of all its rows.
    private TargetScale ScaleOf(int number, in ForecastWindow window)
    {
        Scaled of = _scale.Value!;
        if (of.Window != number)
        {
            // Of none, where it is not found.
            of.Window = -1;
            of.Scale.Set(window, _width);
            of.Window = number;
        }
        return of.Scale;
    }

    // A number of the rows from one on; NaN where it is missing, or nothing is known of the level that it would be measured from.
    private float Value(in ForecastWindow window, TargetScale scale, int first, int number) =>
        scale.IsSeen(number % _targets) ? At(window, first + number / _targets)[number % _targets] : float.NaN;

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

    /// <summary>The scale of a window that a thread has asked for last.</summary>
    private sealed class Scaled(TargetScale scale)
    {
        public TargetScale Scale { get; } = scale;

        public int Window { get; set; } = -1;
    }
}
