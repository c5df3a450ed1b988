namespace MLNetSequence.Windowing;

/// <summary>Checks of options, each with an error that names the option, what was expected and what came.</summary>
internal static class Arguments
{
    public static void AtLeast(int value, int least, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
        }
    }

    public static void Defined(IncompleteRows value, string name)
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(
                name, value, $"{name} must be {IncompleteRows.Drop} or {IncompleteRows.FillWithNaN}.");
        }
    }

    /// <summary>A name that may be left out, but not be empty.</summary>
    public static void NullOrName(string? value, string name)
    {
        if (value is not null)
        {
            ArgumentException.ThrowIfNullOrEmpty(value, name);
        }
    }

    /// <summary>One name or more, none empty, none twice.</summary>
    public static void Names(IReadOnlyList<string> values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        if (values.Count == 0)
        {
            throw new ArgumentException($"{name} must hold at least one name.", name);
        }
        foreach (string value in values)
        {
            ArgumentException.ThrowIfNullOrEmpty(value, name);
        }
        Distinct(values, name);
    }

    public static void Distinct<T>(IReadOnlyList<T> values, string name)
    {
        if (values.GroupBy(v => v).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{name} holds {twice.Key} more than once.", name);
        }
    }

    /// <summary>Rows that are remembered of a series, as an array's length.</summary>
    public static int Rows(long rows, string name) => rows <= Array.MaxLength
        ? (int)rows
        : throw new ArgumentOutOfRangeException(
            name, rows, $"{rows} rows of a series cannot be remembered; at most {Array.MaxLength} can.");
}
