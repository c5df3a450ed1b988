using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>When a step was: a number, or a date and time of day.</summary>
/// <param name="IsDate">Which of the two it is.</param>
/// <param name="Number">The number.</param>
/// <param name="Date">The date; universal time, which is assumed where nothing is said.</param>
internal readonly record struct Stamp(bool IsDate, double Number, DateTime Date)
{
    /// <summary>What a stamp must look like, in words.</summary>
    public const string Expected = "a number or a date as in 2024-05-31 or 2024-05-31 18:30:00";

    // Year first only: nobody can tell 03/04/2024 from 04/03/2024.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM",
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out Stamp stamp)
    {
        text = text.Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            stamp = new Stamp(false, number, default);
            return double.IsFinite(number);
        }
        const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool isDate = DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Universal, out DateTime date);
        stamp = new Stamp(true, 0, date);
        return isDate;
    }

    /// <summary>Whether this stamp is of the same kind as the other, and later.</summary>
    public bool IsAfter(Stamp other) => IsDate == other.IsDate && (IsDate ? Date > other.Date : Number > other.Number);

    public override string ToString() => IsDate
        ? Date.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
        : Number.ToString(CultureInfo.InvariantCulture);
}
