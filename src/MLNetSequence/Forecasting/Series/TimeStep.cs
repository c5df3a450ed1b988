namespace MLNetSequence.Forecasting.Series;

/// <summary>How far the rows of a series are apart. Saved with the model.</summary>
/// <param name="Ticks">The same span between all rows; 0 where it is whole months.</param>
/// <param name="Months">Months from row to row; 0 where it is a span.</param>
/// <param name="Day">
/// The day of the month to which a row returns that is of an earlier one because its month has no more; 0 where the step is a span.
/// </param>
internal sealed record TimeStep(long Ticks, int Months, int Day)
{
    // Longest and shortest month, in days.
    private const int LeastDays = 28, MostDays = 31;

    /// <summary>The step that all rows keep; null where they keep none, or there is no time.</summary>
    public static TimeStep? Of(SeriesData data)
    {
        if (data.Inputs.Time is null || data.Series.FirstOrDefault(s => s.Count > 1) is not { } first)
        {
            return null;
        }
        ReadOnlySpan<long> times = first.Times.Span;
        // Months first: two of them in a row may be of as many days.
        int months = MonthsBetween(new DateTime(times[0]), new DateTime(times[1]));
        return months > 0 && new TimeStep(0, months, DayOf(data)) is var monthly && Holds(monthly, data) ? monthly
            : new TimeStep(times[1] - times[0], 0, 0) is var span && Holds(span, data) ? span
            : null;
    }

    /// <summary>The time so many steps after another; the largest number where the calendar ends before.</summary>
    public long After(long time, int steps)
    {
        if (Months == 0)
        {
            return steps > (DateTime.MaxValue.Ticks - time) / Ticks ? long.MaxValue : time + steps * Ticks;
        }
        var from = new DateTime(time);
        (long year, long month) = Math.DivRem(from.Year * 12L + from.Month - 1 + (long)steps * Months, 12);
        if (year > DateTime.MaxValue.Year)
        {
            return long.MaxValue;
        }
        int day = IsMonthEnd(from) ? Math.Max(from.Day, Day) : from.Day;
        day = Math.Min(day, DateTime.DaysInMonth((int)year, (int)month + 1));
        return new DateTime((int)year, (int)month + 1, day).Ticks + from.TimeOfDay.Ticks;
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved()
    {
        bool sound = Months == 0 ? Ticks > 0 && Day == 0 : Months > 0 && Ticks == 0 && Day is >= 1 and <= MostDays;
        if (!sound)
        {
            throw new ArgumentException("the step from row to row makes no sense.");
        }
    }

    private static bool Holds(TimeStep step, SeriesData data)
    {
        foreach (SeriesRows series in data.Series)
        {
            ReadOnlySpan<long> times = series.Times.Span;
            for (int i = 1; i < times.Length; i++)
            {
                if (step.After(times[i - 1], 1) != times[i])
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static int MonthsBetween(DateTime from, DateTime to)
    {
        double days = (to - from).TotalDays;
        int months = (to.Year - from.Year) * 12 + to.Month - from.Month;
        return days >= months * LeastDays && days <= months * MostDays ? months : 0;
    }

    // Where all rows are of the last of their months, those to come are, too; else the latest day that there was.
    private static int DayOf(SeriesData data)
    {
        (int day, bool ends) = (1, true);
        foreach (SeriesRows series in data.Series)
        {
            foreach (long ticks in series.Times.Span)
            {
                var time = new DateTime(ticks);
                day = Math.Max(day, time.Day);
                ends &= IsMonthEnd(time);
            }
        }
        return ends ? MostDays : day;
    }

    private static bool IsMonthEnd(DateTime time) => time.Day == DateTime.DaysInMonth(time.Year, time.Month);
}
