using Samples.Common;

namespace CovidForecast;

/// <summary>Reads cases from a wide CSV, a line a day and a column a country, and makes a row of each day and country.</summary>
internal static class Days
{
    private const int Least = 100;

    /// <summary>The rows, and the first of the last two fifths of the days, which are tested on.</summary>
    public static (List<Day> Days, DateTime Start) Load(string? file)
    {
        List<Day> days = file is null ? Epidemics.Draw(seed: 1) : Read(file);
        DateTime[] dates = [.. days.Select(day => day.Date).Distinct()];
        DateTime start = dates[dates.Length * 3 / 5];
        Console.WriteLine($"{days.Select(day => day.Country).Distinct().Count()} series of {dates.Length} days, "
            + $"from {dates[0]:yyyy-MM-dd} to {dates[^1]:yyyy-MM-dd}; those from {start:yyyy-MM-dd} on to test on");
        return (days, start);
    }

    private static List<Day> Read(string file)
    {
        CsvTable table = CsvTable.Read(file);
        if (table.Header.Count < 2 || table.Rows < Least)
        {
            SampleArguments.Fail($"{file} must have days in its first column, a column for each country, and {Least} lines or more.");
        }
        return [.. Enumerable.Range(0, table.Rows).SelectMany(row => Enumerable.Range(1, table.Header.Count - 1).Select(column => new Day
        {
            Date = table.Date(row, 0),
            Country = table.Header[column].Replace('_', ' '),
            Cases = table.Number(row, column),
        }))];
    }
}

/// <summary>A row of the data: a day in a country.</summary>
internal sealed class Day
{
    public DateTime Date { get; set; }

    public string Country { get; set; } = "";

    /// <summary>All that were confirmed until then.</summary>
    public float Cases { get; set; }
}
