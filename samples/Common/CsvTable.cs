using System.Globalization;

namespace Samples.Common;

/// <summary>
/// A small CSV file: a header, then lines of as many cells, quoted or not, none with a comma in it. Dates and numbers are read strictly,
/// and what is wrong is said with its line.
/// </summary>
public sealed class CsvTable
{
    private static readonly string[] Dates = ["yyyy-MM", "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"];

    private readonly string _path;
    private readonly List<(int Line, string[] Cells)> _rows = [];

    private CsvTable(string path, string[] header) => (_path, Header) = (path, header);

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Lines under the header.</summary>
    public int Rows => _rows.Count;

    /// <summary>Reads a file. Empty lines are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="InvalidDataException">It is empty, or a line has more or fewer cells than the header.</exception>
    public static CsvTable Read(string path)
    {
        CsvTable? table = null;
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            string[] cells = [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];
            table ??= new CsvTable(path, cells);
            if (cells.Length != table.Header.Count)
            {
                throw new InvalidDataException($"{path}, line {number}: {cells.Length} cells, where the header has {table.Header.Count}.");
            }
            table._rows.Add((number, cells));
        }
        table?._rows.RemoveAt(0);
        return table is { Rows: > 0 } ? table : throw new InvalidDataException($"{path} has no lines under a header.");
    }

    /// <summary>A cell as it is.</summary>
    /// <param name="row">Number of the line under the header, from 0.</param>
    /// <param name="column">Number of the column, from 0.</param>
    /// <returns>The text, without quotes.</returns>
    public string Text(int row, int column) => _rows[row].Cells[column];

    /// <summary>A number.</summary>
    /// <param name="row">Number of the line under the header, from 0.</param>
    /// <param name="column">Number of the column, from 0.</param>
    /// <returns>The number; NaN, a value that is missing, of an empty cell.</returns>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public float Number(int row, int column)
    {
        string cell = _rows[row].Cells[column];
        return cell.Length == 0 ? float.NaN
            : float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number
            : throw Wrong(row, column, "a number");
    }

    /// <summary>A date: year and month, with or without day and time.</summary>
    /// <param name="row">Number of the line under the header, from 0.</param>
    /// <param name="column">Number of the column, from 0.</param>
    /// <returns>The date.</returns>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public DateTime Date(int row, int column) =>
        DateTime.TryParseExact(_rows[row].Cells[column], Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? date
            : throw Wrong(row, column, "a date such as 1949-01 or 1949-01-31");

    private InvalidDataException Wrong(int row, int column, string expected) =>
        new($"{_path}, line {_rows[row].Line}: '{_rows[row].Cells[column]}' of column {Header[column]} is not {expected}.");
}
