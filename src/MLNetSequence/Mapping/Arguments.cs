namespace MLNetSequence.Mapping;

/// <summary>Checks of options, each with an error that names the option, what was expected and what came.</summary>
internal static class Arguments
{
    /// <summary>The name of the column to read: where none is given, that of the one to make, whose place it takes.</summary>
    public static string InputOr(string output, string? input) => string.IsNullOrEmpty(input) ? output : input;

    /// <summary>The names of the columns to make and to read.</summary>
    public static void Columns(string output, string input)
    {
        ArgumentException.ThrowIfNullOrEmpty(output, "outputColumnName");
        ArgumentException.ThrowIfNullOrEmpty(input, "inputColumnName");
    }

    public static void AtLeast(int value, int least, string name)
    {
        if (value < least)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
        }
    }

    /// <summary>A share from 0 up to, but not including, 1.</summary>
    public static void Share(double value, string name) =>
        Require(value is >= 0 and < 1, value, name, "from 0 up to, but not including, 1");

    /// <summary>What must hold of an option's value.</summary>
    public static void Require<T>(bool holds, T value, string name, string expected)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {expected}.");
        }
    }

    /// <summary>One of a type's named values.</summary>
    public static void Defined<T>(T value, string name)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            string[] names = Enum.GetNames<T>();
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {string.Join(", ", names[..^1])} or {names[^1]}.");
        }
    }

    /// <summary>A name that may be left out, but not be empty.</summary>
    public static void NullOrName(string? value, string name)
    {
        if (value == "")
        {
            throw new ArgumentException($"{name} must not be empty; null means none.", name);
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
            throw new ArgumentException($"{name} holds '{twice.Key}' more than once.", name);
        }
    }

    /// <summary>Rows that are remembered of a series, as an array's length.</summary>
    public static int Rows(long rows, string name) => rows <= Array.MaxLength
        ? (int)rows
        : throw new ArgumentOutOfRangeException(
            name, rows, $"{rows} rows of a series cannot be remembered; at most {Array.MaxLength} can.");
}
