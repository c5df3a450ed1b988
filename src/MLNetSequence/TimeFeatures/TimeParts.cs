namespace MLNetSequence;

/// <summary>Parts of a date and time that become features. Several are joined by |; their order is always the one here.</summary>
/// <remarks>Values are those of pandas' DatetimeIndex. Each part's values lie on a circle, as long as is said of it.</remarks>
[Flags]
public enum TimeParts
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>0 to 59; a circle of 60.</summary>
    Minute = 1,

    /// <summary>0 to 23; a circle of 24.</summary>
    Hour = 2,

    /// <summary>Monday 0 to Sunday 6, as pandas and Darts count; a circle of 7.</summary>
    DayOfWeek = 4,

    /// <summary>1 to 31; a circle of as many days as that month has, as in Darts.</summary>
    DayOfMonth = 8,

    /// <summary>1 to 366; a circle of as many days as that year has.</summary>
    DayOfYear = 16,

    /// <summary>
    /// Week of ISO 8601, 1 to 53; a circle of as many weeks as that week's year has. The first days of January may lie in the last week of
    /// the year before, and the last days of December in week 1 of the next.
    /// </summary>
    WeekOfYear = 32,

    /// <summary>1 to 12; a circle of 12.</summary>
    Month = 64,

    /// <summary>1 to 4; a circle of 4.</summary>
    Quarter = 128,
}
