using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>
/// The lines before @data of a .ts file, as sktime and the UEA archive write them: "@key value", keys in any case.
/// See https://www.sktime.net/en/stable/api_reference/file_specifications/ts.html.
/// </summary>
/// <param name="HasStamps">Whether each value is a tuple of a time stamp and a value.</param>
/// <param name="Channels">Channels of each series; 0 where the header does not say.</param>
/// <param name="EqualLength">Whether all series have the same number of steps.</param>
/// <param name="Steps">That number; 0 where the header does not say, or there is none.</param>
/// <param name="Label">What stands behind the channels.</param>
/// <param name="Classes">The classes; null where none are listed.</param>
internal sealed record TsHeader(
    bool HasStamps, int Channels, bool EqualLength, int Steps, LabelKind Label, HashSet<string>? Classes)
{
    private const string Data = "@data";

    /// <summary>Reads up to @data, which is the current line afterwards.</summary>
    /// <exception cref="InvalidDataException">A line is not as it must be, or there is no @data.</exception>
    public static TsHeader Read(LineReader lines)
    {
        var keys = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            ReadOnlySpan<char> line = Next(lines);
            if (line.Equals(Data, StringComparison.OrdinalIgnoreCase))
            {
                return Make(lines, keys);
            }
            if (line[0] != '@')
            {
                throw lines.Error($"Expected '@' and a key of the header, or {Data}, but found {DataFile.Show(line)}.");
            }
            string[] parts = line[1..].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string key = parts.Length == 0 ? "" : Normal(parts[0]);
            Check(lines, key, parts.AsSpan(Math.Min(1, parts.Length)));
            if (!keys.TryAdd(key, [.. parts.Skip(1)]))
            {
                throw lines.Error($"The header says {DataFile.Show($"@{key}")} a second time.");
            }
        }
    }

    // sktime's own description says @dimension, its files @dimensions.
    private static string Normal(string key) => key.ToLowerInvariant() is var lower && lower == "dimension" ? "dimensions" : lower;

    private static ReadOnlySpan<char> Next(LineReader lines)
    {
        while (lines.Read())
        {
            ReadOnlySpan<char> line = lines.Text.Trim();
            if (!line.IsEmpty && line[0] != '#')
            {
                lines.CheckText();
                return line;
            }
        }
        throw lines.Error($"The file ends here, without {Data}: it is no .ts file.");
    }

    // Each key is checked where it stands, so that the error can say where. Keys that are not listed say nothing about the rows.
    private static void Check(LineReader lines, string key, ReadOnlySpan<string> values)
    {
        switch (key)
        {
            case "timestamps" or "univariate" or "equallength" or "missing" or "targetlabel":
                if (values.Length != 1 || !IsTruth(values[0]))
                {
                    throw Expected("true or false", values);
                }
                break;
            case "classlabel":
                if (values.Length == 0 || !IsTruth(values[0]) || (values.Length > 1 && !bool.Parse(values[0])))
                {
                    throw Expected("false, or true and the classes", values);
                }
                break;
            case "dimensions" or "serieslength":
                if (values.Length != 1 || !int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                    || number < 1)
                {
                    throw Expected("a whole number from 1", values);
                }
                break;
        }

        InvalidDataException Expected(string expected, ReadOnlySpan<string> found) =>
            lines.Error($"Expected {expected} after @{key}, but found {DataFile.Show(string.Join(' ', found))}.");
    }

    private static bool IsTruth(string value) => bool.TryParse(value, out _);

    private static TsHeader Make(LineReader lines, Dictionary<string, string[]> keys)
    {
        bool? Truth(string key) => keys.TryGetValue(key, out string[]? values) ? bool.Parse(values[0]) : null;
        int Number(string key) => keys.TryGetValue(key, out string[]? values) ? int.Parse(values[0], CultureInfo.InvariantCulture) : 0;

        bool? isClass = Truth("classlabel");
        bool? isNumber = Truth("targetlabel");
        if (isClass is null && isNumber is null)
        {
            throw lines.Error("The header must say what stands behind the series: @classLabel or @targetLabel, true or false.");
        }
        if (isClass == true && isNumber == true)
        {
            throw lines.Error("The header says true for both @classLabel and @targetLabel; a series has one label.");
        }
        (bool? univariate, int channels) = (Truth("univariate"), Number("dimensions"));
        if (univariate == true && channels > 1)
        {
            throw lines.Error($"The header says @univariate true, but @dimensions {channels}.");
        }
        int steps = Number("serieslength");
        bool equal = Truth("equallength") ?? steps > 0;
        channels = univariate == true ? 1 : channels;
        if (equal && (long)steps * Math.Max(channels, 1) > Array.MaxLength)
        {
            throw lines.Error($"Series of {steps} steps of {channels} channels do not fit into memory.");
        }
        string[] classes = isClass == true ? keys["classlabel"][1..] : [];
        LabelKind label = isClass == true ? LabelKind.Class : isNumber == true ? LabelKind.Number : LabelKind.None;
        return new TsHeader(
            Truth("timestamps") == true, channels, equal, equal ? steps : 0, label, classes.Length == 0 ? null : [.. classes]);
    }
}
