using System.Globalization;

namespace MLNetSequence.Engine.Charts;

/// <summary>Values with names on an axis: round ones, in rising order, and no more than fit.</summary>
internal static class Ticks
{
    // What a quotient of two doubles may miss a whole number by.
    private const double Slack = 1e-9;

    /// <summary>The least of 1, 2 and 5 times a power of ten of which at most so many fit into the range.</summary>
    public static double Step(double least, double most, int count)
    {
        double rough = (most - least) / count;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        foreach (int factor in (ReadOnlySpan<int>)[1, 2, 5])
        {
            if (factor * power >= rough * (1 - Slack))
            {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /// <summary>The multiple of a step at or below a value.</summary>
    public static double Below(double value, double step) => Math.Floor(value / step + Slack) * step;

    /// <summary>The multiple of a step at or above a value.</summary>
    public static double Above(double value, double step) => Math.Ceiling(value / step - Slack) * step;

    /// <summary>The multiples of a step within a range.</summary>
    public static List<double> Multiples(double least, double most, double step)
    {
        var ticks = new List<double>();
        double last = Math.Floor(most / step + Slack);
        for (double i = Math.Ceiling(least / step - Slack); i <= last; i++)
        {
            // Not -0, which would be written with its sign.
            ticks.Add(i == 0 ? 0 : i * step);
        }
        return ticks;
    }

    /// <summary>Powers of ten within a range above 0; where there are few, twice and five times each, too.</summary>
    public static List<double> Powers(double least, double most, int count)
    {
        int first = (int)Math.Ceiling(Math.Log10(least) - Slack);
        int last = (int)Math.Floor(Math.Log10(most) + Slack);
        int every = Math.Max(1, (last - first + count) / count);
        var ticks = new List<double>();
        bool few = last - first < 2;
        for (int power = few ? first - 1 : first; power <= last; power += every)
        {
            foreach (int factor in (ReadOnlySpan<int>)(few ? [1, 2, 5] : [1]))
            {
                double tick = double.Parse($"{factor}e{power}", CultureInfo.InvariantCulture);
                if (tick >= least * (1 - Slack) && tick <= most * (1 + Slack))
                {
                    ticks.Add(tick);
                }
            }
        }
        return ticks;
    }

    /// <summary>Names that tell values apart which lie a step or more from each other.</summary>
    public static string[] Names(IReadOnlyList<double> ticks)
    {
        double largest = ticks.Select(Math.Abs).DefaultIfEmpty(0).Max();
        double step = ticks.Zip(ticks.Skip(1), (a, b) => b - a).DefaultIfEmpty(largest).Min();
        if (largest == 0)
        {
            return [.. ticks.Select(_ => "0")];
        }
        int digits = -(int)Math.Floor(Math.Log10(step) + Slack);
        string format = largest < 1e6 && digits <= 4
            ? "F" + Math.Max(0, digits)
            : "0." + new string('#', Math.Clamp(digits + (int)Math.Floor(Math.Log10(largest)), 0, 15)) + "e0";
        return [.. ticks.Select(t => t.ToString(t == 0 ? "0" : format, CultureInfo.InvariantCulture))];
    }
}
