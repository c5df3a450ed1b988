using System.Globalization;

namespace MLNetSequence.Engine.Charts;

/// <summary>An axis with its range and ticks: from values to places.</summary>
internal sealed class ChartScale
{
    // Beyond these, sums and quotients of values would leave the range of a double.
    private const double Largest = 1e100;
    private const double Smallest = 1e-100;

    // How much of its size a range must have: less is as good as one value.
    private const double LeastShare = 1e-6;

    // Ticks of a time: how much a range of times must have, and what lies on both sides of one that has less.
    private const double LeastTime = 2 * TimeSpan.TicksPerSecond, BesideTime = TimeSpan.TicksPerDay / 2;

    private readonly AxisKind _kind;
    private readonly double _least;
    private readonly double _most;

    /// <summary>A scale that has room for some values; where none can be shown, for 0 to 1.</summary>
    /// <param name="kind">How values lie on it.</param>
    /// <param name="values">The values.</param>
    /// <param name="count">Most ticks.</param>
    /// <param name="ending">Whether the range of an even axis is widened until it ends with ticks.</param>
    public ChartScale(AxisKind kind, IEnumerable<double> values, int count, bool ending)
    {
        _kind = kind;
        double[] shown = [.. values.Where(Shows)];
        (_least, _most) = shown.Length > 0 ? Widened(shown.Min(), shown.Max()) : kind switch
        {
            AxisKind.Logarithmic => (0.1, 1),
            AxisKind.Time => (new DateTime(2000, 1, 1).Ticks, new DateTime(2001, 1, 1).Ticks),
            _ => (0, 1),
        };
        if (kind == AxisKind.Time)
        {
            (Values, Names) = TimeTicks.Of(_least, _most, count);
            return;
        }
        if (kind == AxisKind.Logarithmic && Ticks.Powers(_least, _most, count) is { Count: >= 2 } powers)
        {
            Values = powers;
            Names = [.. powers.Select(v => v.ToString(v is >= 0.001 and < 1e5 ? "0.###" : "0e0", CultureInfo.InvariantCulture))];
            return;
        }
        double step = Ticks.Step(_least, _most, count);
        step = kind == AxisKind.Whole ? Math.Max(1, step) : step;
        if (ending)
        {
            (_least, _most) = (Ticks.Below(_least, step), Ticks.Above(_most, step));
        }
        Values = Ticks.Multiples(_least, _most, step);
        Names = Ticks.Names(Values);
    }

    /// <summary>Where the ticks are, rising.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>What they are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a value has a place.</summary>
    public bool Shows(double value) => _kind switch
    {
        AxisKind.Time => TimeTicks.IsTime(value),
        AxisKind.Logarithmic => value is >= Smallest and <= Largest,
        _ => Math.Abs(value) <= Largest,
    };

    /// <summary>The place of a value: 0 at the beginning of the axis, 1 at its end; a little beyond for what is not within.</summary>
    public double Place(double value) => Math.Clamp((On(value) - On(_least)) / (On(_most) - On(_least)), -1, 2);

    private double On(double value) => _kind == AxisKind.Logarithmic ? Math.Log10(value) : value;

    private (double Least, double Most) Widened(double least, double most)
    {
        if (_kind == AxisKind.Time)
        {
            return most - least >= LeastTime ? (least, most) : (least - BesideTime, most + BesideTime);
        }
        double size = Math.Max(Math.Abs(least), Math.Abs(most));
        if (size < Smallest)
        {
            return _kind == AxisKind.Whole ? (-0.5, 0.5) : (0, 1);
        }
        if (most - least > size * LeastShare)
        {
            return (least, most);
        }
        return _kind switch
        {
            AxisKind.Logarithmic => (least / 2, most * 2),
            AxisKind.Whole => (least - 0.5, most + 0.5),
            _ => (least - size / 10, most + size / 10),
        };
    }
}
