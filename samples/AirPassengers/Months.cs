using Samples.Common;

namespace AirPassengers;

/// <summary>Reads a monthly series: a CSV of month and number, the first two columns, with a header.</summary>
internal static class Months
{
    private const int Least = 72;

    /// <summary>The months, and what is counted.</summary>
    public static (List<Month> Months, string Name) Load(string? file)
    {
        CsvTable table = CsvTable.Read(file ?? Path.Combine(AppContext.BaseDirectory, "data", "air-passengers.csv"));
        if (table.Header.Count < 2 || table.Rows < Least)
        {
            SampleArguments.Fail($"{file} must have months in its first column, numbers in its second, and {Least} lines of them or more.");
        }
        List<Month> months = [];
        for (int row = 0; row < table.Rows; row++)
        {
            DateTime date = table.Date(row, 0);
            months.Add(new Month { Date = new DateTime(date.Year, date.Month, 1), Value = table.Number(row, 1) });
            if (row > 0 && months[row].Date != months[row - 1].Date.AddMonths(1))
            {
                SampleArguments.Fail($"{file}: {date:yyyy-MM} follows {months[row - 1].Date:yyyy-MM}. Every month must have a line, "
                    + "with an empty cell where its number is not known.");
            }
        }
        return (months, table.Header[1].Trim('#'));
    }
}

/// <summary>A row of the data.</summary>
internal sealed class Month
{
    public DateTime Date { get; set; }

    /// <summary>Of the shipped data: passengers of international airlines, in thousands (Box and Jenkins 1976, series G).</summary>
    public float Value { get; set; }
}
