using MLNetSequence.Engine.Networks;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>Windows that a network is to read.</summary>
internal interface IWindowSource
{
    int Count { get; }

    ForecastWindow this[int number] { get; }
}

/// <summary>Windows as sequences, worked out when they are asked for: nothing is held but the rows themselves.</summary>
internal sealed class WindowSequences : Sequences
{
    // Each thread has its own; windows of several models may be asked for in turns.
    [ThreadStatic]
    private static float[]? t_numbers;
    [ThreadStatic]
    private static int[]? t_tokens;

    private readonly IWindowSource _windows;
    private readonly WindowFeatures _features;
    private readonly ThreadLocal<TargetScale> _scale;
    private readonly int _keys;
    private readonly int _more;

    /// <param name="windows">The windows.</param>
    /// <param name="features">What is shown of them.</param>
    /// <param name="newScale">Makes what finds a window's scale: one for each thread.</param>
    /// <param name="keys">Keys of a series.</param>
    /// <param name="more">Steps beyond the rows that are known.</param>
    public WindowSequences(IWindowSource windows, WindowFeatures features, Func<TargetScale> newScale, int keys, int more)
        : this(windows, features, new ThreadLocal<TargetScale>(newScale), keys, more)
    {
    }

    /// <summary>The same with scales that others use, too.</summary>
    public WindowSequences(IWindowSource windows, WindowFeatures features, ThreadLocal<TargetScale> scale, int keys, int more) =>
        (_windows, _features, _scale, _keys, _more) = (windows, features, scale, keys, more);

    public override int Count => _windows.Count;

    public override int TokenColumns => _keys;

    public override int Features => _features.Step;

    public override int Statics => _features.Joined;

    public override int Length(int sequence) => _windows[sequence].History.Length / _features.RowWidth + _more;

    public override ReadOnlySpan<int> Tokens(int sequence, int column)
    {
        Span<int> tokens = Scratch(ref t_tokens, Length(sequence));
        tokens.Fill(_windows[sequence].Facts.Keys[column]);
        return tokens;
    }

    public override ReadOnlySpan<float> Values(int sequence)
    {
        ForecastWindow window = _windows[sequence];
        Span<float> numbers = Scratch(ref t_numbers, Length(sequence) * _features.Step);
        _features.WriteSteps(window, ScaleOf(window), numbers);
        return numbers;
    }

    public override ReadOnlySpan<float> StaticValues(int sequence)
    {
        ForecastWindow window = _windows[sequence];
        Span<float> numbers = Scratch(ref t_numbers, _features.Joined);
        _features.WriteJoined(window, ScaleOf(window), numbers);
        return numbers;
    }

    private TargetScale ScaleOf(in ForecastWindow window)
    {
        TargetScale scale = _scale.Value!;
        scale.Set(window, _features.RowWidth);
        return scale;
    }

    private static Span<T> Scratch<T>(ref T[]? numbers, int count)
    {
        if (numbers is null || numbers.Length < count)
        {
            numbers = new T[count];
        }
        return numbers.AsSpan(0, count);
    }
}
