using System.Globalization;

namespace MLNetSequence.TimeFeatures;

/// <summary>What is known of a single <see cref="TimeParts"/>.</summary>
internal static class CalendarPart
{
    /// <summary>All parts in the order of their features.</summary>
    public static readonly TimeParts[] All = [.. Enum.GetValues<TimeParts>().Where(part => part != TimeParts.None)];

    /// <summary>Number of the first value.</summary>
    public static int First(TimeParts part) => part is TimeParts.Minute or TimeParts.Hour or TimeParts.DayOfWeek ? 0 : 1;

    /// <summary>Number of the value that a time has.</summary>
    public static int Number(TimeParts part, DateTime time) => part switch
    {
        TimeParts.Minute => time.Minute,
        TimeParts.Hour => time.Hour,
        TimeParts.DayOfWeek => ((int)time.DayOfWeek + 6) % 7,
        TimeParts.DayOfMonth => time.Day,
        TimeParts.DayOfYear => time.DayOfYear,
        TimeParts.WeekOfYear => ISOWeek.GetWeekOfYear(time),
        TimeParts.Month => time.Month,
        _ => (time.Month + 2) / 3,
    };

    /// <summary>How many values there are until the first one comes again, at a time.</summary>
    public static int Period(TimeParts part, DateTime time) => part switch
    {
        TimeParts.Minute => 60,
        TimeParts.Hour => 24,
        TimeParts.DayOfWeek => 7,
        TimeParts.DayOfMonth => DateTime.DaysInMonth(time.Year, time.Month),
        TimeParts.DayOfYear => DateTime.IsLeapYear(time.Year) ? 366 : 365,
        TimeParts.WeekOfYear => ISOWeek.GetWeeksInYear(ISOWeek.GetYear(time)),
        TimeParts.Month => 12,
        _ => 4,
    };

    /// <summary>Sine and cosine of where a time stands on the part's circle.</summary>
    public static (float Sin, float Cos) OnCircle(TimeParts part, DateTime time)
    {
        // In half turns, so that a quarter of the circle is met exactly.
        double halfTurns = 2.0 * (Number(part, time) - First(part)) / Period(part, time);
        (double sin, double cos) = double.SinCosPi(halfTurns);
        return ((float)sin, (float)cos);
    }
}
