using System.Globalization;
using System.Text;

namespace MLNetSequence.Evaluation;

/// <summary>A table as scikit-learn's classification_report prints one: names, and numbers below headers, all to the right.</summary>
internal sealed class ReportTable
{
    private const int ColumnWidth = 10;

    private readonly List<string[]> _rows = [];

    /// <param name="headers">Headers of the columns behind the names.</param>
    public ReportTable(params string[] headers) => Add("", headers);

    /// <summary>Adds a row.</summary>
    public void Add(string name, params string[] cells) => _rows.Add([name, .. cells]);

    /// <summary>Adds an empty row.</summary>
    public void AddSpace() => _rows.Add([]);

    /// <summary>A number with four decimals.</summary>
    public static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    /// <summary>A number as short as it can be told from others.</summary>
    public static string Short(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    public override string ToString()
    {
        int columns = _rows.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns).Select(Width)];
        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                text.Append(row[i].PadLeft(widths[i]));
            }
            text.AppendLine();
        }
        return text.ToString();
    }

    private int Width(int column)
    {
        int longest = _rows.Max(row => column < row.Length ? row[column].Length : 0);
        return column == 0 ? longest : Math.Max(ColumnWidth, longest + 2);
    }
}
