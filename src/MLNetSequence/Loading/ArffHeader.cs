namespace MLNetSequence.Loading;

/// <summary>
/// The declarations of an ARFF file, up to @data: names in quotes or not, keywords in any case, comments behind '%'. The format is
/// Weka's: https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/.
/// </summary>
internal static class ArffHeader
{
    /// <summary>Reads up to @data, which is the current line afterwards.</summary>
    /// <exception cref="InvalidDataException">A line is no declaration, or there is no @data.</exception>
    public static List<ArffAttribute> Read(LineReader lines)
    {
        var attributes = new List<ArffAttribute>();
        ArffAttribute? relational = null;
        while (NextLine(lines))
        {
            var scanner = new ArffScanner(lines.Text, lines);
            ReadOnlySpan<char> keyword = scanner.Word(out _);
            if (Is(keyword, "@relation"))
            {
                continue;
            }
            if (Is(keyword, "@data"))
            {
                return relational is null
                    ? attributes
                    : throw lines.Error($"Expected '@end {relational.Name}' before @data, for the attribute of line {relational.Line}.");
            }
            if (Is(keyword, "@end"))
            {
                string name = Name(ref scanner);
                relational = name == relational?.Name ? null : throw lines.Error(relational is null
                    ? $"There is no relational attribute for '@end {name}' to close."
                    : $"Expected '@end {relational.Name}', but found '@end {name}'.");
                continue;
            }
            if (!Is(keyword, "@attribute"))
            {
                throw lines.Error($"Expected @attribute, @end or @data, but found {DataFile.Show(lines.Text.Trim())}.");
            }
            ArffAttribute attribute = Attribute(ref scanner, lines);
            if (relational is not null && attribute.Kind == ArffKind.Relational)
            {
                throw lines.Error($"'{attribute.Name}' is a relational attribute in another one, which no series is made of.");
            }
            (relational?.Inner ?? attributes).Add(attribute);
            relational = attribute.Kind == ArffKind.Relational ? attribute : relational;
        }
        throw lines.Error("The file ends here, without @data: it is no ARFF file.");
    }

    /// <summary>Goes to the next line that has more than blanks and a comment.</summary>
    public static bool NextLine(LineReader lines)
    {
        while (lines.Read())
        {
            if (!new ArffScanner(lines.Text, lines).AtEnd)
            {
                lines.CheckText();
                return true;
            }
        }
        return false;
    }

    private static bool Is(ReadOnlySpan<char> word, string keyword) => word.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private static string Name(ref ArffScanner scanner)
    {
        ReadOnlySpan<char> name = scanner.Word(out bool quoted);
        return quoted ? ArffScanner.Unescape(name) : name.ToString();
    }

    private static ArffAttribute Attribute(ref ArffScanner scanner, LineReader lines)
    {
        string name = Name(ref scanner);
        if (name.Length == 0)
        {
            throw lines.Error("Expected the name of an attribute behind @attribute.");
        }
        if (scanner.Skip('{'))
        {
            return new ArffAttribute(name, ArffKind.Nominal, lines.Line, Values(ref scanner, lines, name), []);
        }
        string type = Name(ref scanner).ToLowerInvariant();
        ArffKind kind = type switch
        {
            "numeric" or "real" or "integer" => ArffKind.Number,
            "string" => ArffKind.Text,
            "relational" => ArffKind.Relational,
            "date" => ArffKind.Date,
            _ => throw lines.Error($"The type of attribute '{name}' must be numeric, real, integer, string, date, relational or a list "
                + $"in braces, but is {DataFile.Show(type)}."),
        };
        return new ArffAttribute(name, kind, lines.Line, [], []);
    }

    private static List<string> Values(ref ArffScanner scanner, LineReader lines, string name)
    {
        var values = new List<string>();
        while (!scanner.Skip('}'))
        {
            ReadOnlySpan<char> value = scanner.Field(out bool quoted);
            if (value.IsEmpty && !quoted || !scanner.Skip(',') && !scanner.Rest.StartsWith('}'))
            {
                throw lines.Error($"The values of attribute '{name}' must stand in braces, with ',' between them.");
            }
            values.Add(quoted ? ArffScanner.Unescape(value) : value.ToString());
        }
        return values.Count > 0 ? values : throw lines.Error($"Attribute '{name}' has no values between its braces.");
    }
}
