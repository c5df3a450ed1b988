using System.Globalization;

namespace MLNetSequence.Engine.Charts;

/// <summary>Places of the calendar on an axis of times, which are ticks of a <see cref="DateTime"/>.</summary>
internal static class TimeTicks
{
    private const double Second = TimeSpan.TicksPerSecond, Minute = TimeSpan.TicksPerMinute;
    private const double Hour = TimeSpan.TicksPerHour, Day = TimeSpan.TicksPerDay;

    // A twelfth of the Gregorian year.
    private const double Month = 30.436875 * Day;

    // Days and less are counted from the first tick, which was the midnight before a Monday.
    private static readonly double[] Even =
    [
        Second, 2 * Second, 5 * Second, 15 * Second, 30 * Second, Minute, 2 * Minute, 5 * Minute, 15 * Minute, 30 * Minute,
        Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day, 2 * Day, 4 * Day, 7 * Day, 14 * Day,
    ];

    // Months, quarters and so on, and years that the number divides.
    private static readonly int[] Months =
    [
        1, 2, 3, 6, 12, 2 * 12, 5 * 12, 10 * 12, 20 * 12, 50 * 12, 100 * 12, 200 * 12, 500 * 12, 1000 * 12, 2000 * 12, 5000 * 12,
    ];

    /// <summary>Whether a number is a time.</summary>
    public static bool IsTime(double value) => value >= 0 && value <= DateTime.MaxValue.Ticks;

    /// <summary>The finest places of which at most so many lie in a range, rising, and what they are called.</summary>
    /// <remarks>
    /// 1959, 1959-04, 04-15, 13:00, 13:00:30: as much as they need to be told from their neighbours. The first one says what the others
    /// leave out, 1959-04-15 or 04-15 13:00, and midnight is called by its day.
    /// </remarks>
    public static (IReadOnlyList<double> Values, IReadOnlyList<string> Names) Of(double least, double most, int count)
    {
        foreach (double step in Even)
        {
            if ((most - least) / step <= count)
            {
                List<double> ticks = [.. Ticks.Multiples(least, most, step).Where(IsTime)];
                return (ticks, [.. ticks.Select((tick, i) => Name(tick, step, i == 0))]);
            }
        }
        foreach (int months in Months)
        {
            if ((most - least) / Month / months <= count)
            {
                List<double> ticks = Starts(least, most, months);
                return (ticks, [.. ticks.Select(tick => Written(tick, months < 12 ? "yyyy-MM" : "yyyy"))]);
            }
        }
        return ([], []);
    }

    // The first moments of months within a range.
    private static List<double> Starts(double least, double most, int months)
    {
        var starts = new List<double>();
        // Months are counted from that of the year 0 which never was.
        DateTime first = At(Math.Max(0, least));
        for (int month = (first.Year * 12 + first.Month - 1) / months * months; month < 10_000 * 12; month += months)
        {
            double tick = month < 12 ? -1 : new DateTime(month / 12, month % 12 + 1, 1).Ticks;
            if (tick > most)
            {
                break;
            }
            if (tick >= Math.Max(0, least))
            {
                starts.Add(tick);
            }
        }
        return starts;
    }

    private static string Name(double tick, double step, bool first) => step switch
    {
        >= Day => Written(tick, first ? "yyyy-MM-dd" : "MM-dd"),
        _ when At(tick).TimeOfDay == TimeSpan.Zero => Written(tick, "MM-dd"),
        >= Minute => Written(tick, first ? "MM-dd HH:mm" : "HH:mm"),
        _ => Written(tick, "HH:mm:ss"),
    };

    private static string Written(double tick, string format) => At(tick).ToString(format, CultureInfo.InvariantCulture);

    // Doubles have no room for every tick of late years, but for whole seconds.
    private static DateTime At(double tick) =>
        new((long)Math.Min(Math.Round(tick / Second), DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond);
}
