using System.Text;

namespace Microsoft.ML.Data;

/// <summary>A text file, read anew by each cursor. Empty lines do not count, nor comments: // anywhere, # before the first line.</summary>
internal sealed class TextDataView : DataViewBase
{
    private readonly string _path;
    private readonly TextLoader.Column[] _columns;
    private readonly (char Separator, bool HasHeader, bool AllowQuoting, bool TrimWhitespace) _options;

    public TextDataView(string path, TextLoader.Column[] columns, (char, bool, bool, bool) options) : base(SchemaOf(columns))
    {
        CheckNonEmpty(path, nameof(path));
        CheckParam(File.Exists(path), nameof(path), $"File or directory does not exist at path: {path}");
        (_path, _columns, _options) = (path, columns, options);
    }

    public override DataViewRowCursor GetRowCursor(IEnumerable<Column> columnsNeeded, Random? rand = null)
    {
        var (rows, active, parse) = (Rows().GetEnumerator(), Cursors.Wanted(columnsNeeded), new List<Predicate<List<string>>>());
        var getters = _columns.Select((column, i) => active(i)
            ? Generic.Call<Delegate>(column.Item.RawType, MakeGetter<int>, column, parse) : null);
        return new RootCursor(Schema, [.. getters], () => rows.MoveNext() && parse.TrueForAll(part => part(rows.Current)), rows);
    }

    private IEnumerable<List<string>> Rows()
    {
        var lines = File.ReadLines(_path).Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal));
        foreach (string line in lines.SkipWhile(line => line[0] == '#').Skip(_options.HasHeader ? 1 : 0))
            yield return TextFields.Split(_options.TrimWhitespace ? line.TrimEnd() : line, _options.Separator, _options.AllowQuoting);
    }

    private static Delegate MakeGetter<T>(TextLoader.Column column, List<Predicate<List<string>>> parse)
    {
        var (values, key) = (new T[column.Fields.Length], column.Item as KeyDataViewType);
        // A line too short leaves the rest of a row at its default.
        parse.Add(fields =>
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = TextFields.Parse<T>(column.Fields[i] < fields.Count ? fields[column.Fields[i]] : "", key, column.Name);
            return true;
        });
        return column.IsVector ? Cursors.Items(values) : (ValueGetter<T>)((ref T value) => value = values[0]);
    }

    private static DataViewSchema SchemaOf(TextLoader.Column[] columns)
        => DataViewSchema.Of(columns.Select(column => new DetachedColumn(column.Name,
            column.IsVector ? new VectorDataViewType(column.Item, column.Fields.Length) : column.Item)));
}

/// <summary>Lines of text into fields, and fields into values, by the rules of ML.NET's text loader.</summary>
internal static class TextFields
{
    private static readonly CultureInfo Neutral = CultureInfo.InvariantCulture;

    /// <summary>Spaces before a field do not count. A quoted field may hold separators, and quotes when doubled.</summary>
    public static List<string> Split(string line, char separator, bool allowQuoting)
    {
        var fields = new List<string>();
        for (int at = 0; at <= line.Length; at++)
        {
            while (separator != ' ' && at < line.Length && line[at] == ' ')
                at++;
            if (allowQuoting && at < line.Length && line[at] == '"')
            {
                fields.Add(Unquote(line, ref at, separator));
                continue;
            }
            int end = line.IndexOf(separator, at) is var found and >= 0 ? found : line.Length;
            fields.Add(line[at..end]);
            at = end;
        }
        return fields;
    }

    /// <summary>No text at all is 0, false, "" or no key. What is no number becomes NaN where there is one, and else fails.</summary>
    public static T Parse<T>(string text, KeyDataViewType? key, string column)
    {
        if (text.Length == 0) return default!;
        try
        {
            object? value = key is not null ? Key(text, key) : default(T) switch
            {
                Text => text.AsMemory(),
                float or double => Real(text),
                bool => Truth(text),
                DateTime => DateTime.Parse(text, Neutral, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                ulong => ulong.Parse(text, NumberStyles.None, Neutral),
                _ => long.Parse(text, NumberStyles.AllowLeadingSign, Neutral),
            };
            return value is T item ? item : (T)Convert.ChangeType(value, typeof(T))!;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            throw Marked(new InvalidOperationException($"Could not parse value {text} of column {column}", fault));
        }
    }

    private static string Unquote(string line, ref int at, char separator)
    {
        var field = new StringBuilder();
        bool closed = false;
        for (at++; at < line.Length && !closed; at++)
        {
            closed = line[at] == '"' && (at + 1 >= line.Length || line[at + 1] != '"');
            at += line[at] == '"' && !closed ? 1 : 0;
            field.Append(closed ? "" : line[at]);
        }
        for (; at < line.Length && line[at] != separator; at++)
            closed &= line[at] == ' '; // Anything else between the quote and the separator spoils the field.
        return closed ? field.ToString() : "";
    }

    private static double Real(string text) => double.TryParse(text, NumberStyles.Float, Neutral, out double number) ? number
        : string.IsNullOrWhiteSpace(text) ? 0 : double.NaN;
    private static ulong Key(string text, KeyDataViewType key)
        => ulong.TryParse(text, NumberStyles.None, Neutral, out ulong number) && number < key.Count ? number + 1 : 0;

    private static bool Truth(string text) => text.ToLowerInvariant() switch
    {
        "t" or "y" or "1" or "+" or "+1" or "yes" or "true" => true,
        "f" or "n" or "0" or "-" or "-1" or "no" or "false" => false,
        _ => throw new FormatException(),
    };
}
