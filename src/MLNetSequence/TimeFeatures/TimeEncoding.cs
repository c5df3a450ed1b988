namespace MLNetSequence;

/// <summary>How a part of a date and time becomes a feature.</summary>
public enum TimeEncoding
{
    /// <summary>One feature a part: its number, as <see cref="TimeParts"/> counts it.</summary>
    Number,

    /// <summary>
    /// Two features a part, sine and cosine of 2π·(number − first number) / length of its circle: where the number leaps back at the end of
    /// a day, week or year, these go on. Shifted to begin at 0 as in Darts.
    /// </summary>
    Cyclic,
}
