namespace MLNetSequence.Forecasting.Series;

/// <summary>How far the rows of a series are apart. Saved with the model.</summary>
/// <param name="Ticks">The same span between all rows; 0 where it is whole months.</param>
/// <param name="Months">Months from row to row; 0 where it is a span.</param>
internal sealed record TimeStep(long Ticks, int Months)
{
    // Longest and shortest month, in days.
    private const double LeastDays = 28, MostDays = 31;

    /// <summary>The step that all rows keep; null where they keep none, or there is no time.</summary>
    public static TimeStep? Of(SeriesData data)
    {
        if (data.Inputs.Time is null || data.Series.FirstOrDefault(s => s.Count > 1) is not { } first)
        {
            return null;
        }
        ReadOnlySpan<long> times = first.Times.Span;
        var span = new TimeStep(times[1] - times[0], 0);
        int months = MonthsBetween(new DateTime(times[0]), new DateTime(times[1]));
        return Holds(span, data) ? span
            : months > 0 && new TimeStep(0, months) is var monthly && Holds(monthly, data) ? monthly
            : null;
    }

    /// <summary>The time so many steps after another.</summary>
    public long After(long time, int steps)
    {
        if (Months == 0)
        {
            return checked(time + steps * Ticks);
        }
        var from = new DateTime(time);
        DateTime to = from.AddMonths(checked(steps * Months));
        // The end of a month goes to the end of another.
        bool isLast = from.Day == DateTime.DaysInMonth(from.Year, from.Month);
        return isLast ? to.AddDays(DateTime.DaysInMonth(to.Year, to.Month) - to.Day).Ticks : to.Ticks;
    }

    /// <summary>Whether a model's file can say so.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public void CheckSaved()
    {
        if (Ticks < 0 || Months < 0 || (Ticks == 0) == (Months == 0))
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
}
