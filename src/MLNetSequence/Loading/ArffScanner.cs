using System.Text;

namespace MLNetSequence.Loading;

/// <summary>
/// Takes one line of an ARFF file apart: words and quoted texts, with what stands between them. '%' begins a comment, and a
/// backslash in quotes takes away what the next character means.
/// </summary>
internal ref struct ArffScanner(ReadOnlySpan<char> line, LineReader lines)
{
    private const string Blanks = " \t";
    private const string WordEnds = " \t,{}%";
    private const string FieldEnds = ",}%";

    private ReadOnlySpan<char> _rest = line;

    /// <summary>Whether only blanks or a comment are left.</summary>
    public bool AtEnd
    {
        get
        {
            _rest = _rest.TrimStart(Blanks);
            return _rest.IsEmpty || _rest[0] == '%';
        }
    }

    /// <summary>What is left of the line, without blanks before it.</summary>
    public ReadOnlySpan<char> Rest => _rest = _rest.TrimStart(Blanks);

    /// <summary>Goes on behind a character, if it is the next one but blanks.</summary>
    public bool Skip(char c)
    {
        if (AtEnd || _rest[0] != c)
        {
            return false;
        }
        _rest = _rest[1..];
        return true;
    }

    /// <summary>The next word of a declaration or a sparse row: it ends at a blank, a comma or a brace.</summary>
    public ReadOnlySpan<char> Word(out bool quoted) => Take(WordEnds, out quoted);

    /// <summary>The next value of a row: it ends at a comma, and has no blanks around it.</summary>
    public ReadOnlySpan<char> Field(out bool quoted) => Take(FieldEnds, out quoted);

    /// <summary>The text that stands in quotes.</summary>
    public static string Unescape(ReadOnlySpan<char> quoted)
    {
        if (!quoted.Contains('\\'))
        {
            return quoted.ToString();
        }
        var text = new StringBuilder();
        for (int i = 0; i < quoted.Length; i++)
        {
            bool escaped = quoted[i] == '\\' && i + 1 < quoted.Length;
            i += escaped ? 1 : 0;
            text.Append(!escaped ? quoted[i] : quoted[i] switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                char c => c,
            });
        }
        return text.ToString();
    }

    private ReadOnlySpan<char> Take(string ends, out bool quoted)
    {
        quoted = !AtEnd && _rest[0] is '\'' or '"';
        if (quoted)
        {
            return Quoted();
        }
        int end = _rest.IndexOfAny(ends);
        ReadOnlySpan<char> word = end < 0 ? _rest : _rest[..end];
        _rest = _rest[word.Length..];
        return word.TrimEnd(Blanks);
    }

    private ReadOnlySpan<char> Quoted()
    {
        char quote = _rest[0];
        int end = 1;
        while (true)
        {
            int found = _rest[end..].IndexOfAny(quote, '\\');
            if (found < 0 || end + found + 1 >= _rest.Length && _rest[end + found] == '\\')
            {
                throw lines.Error($"A quote ({quote}) is opened and not closed: {DataFile.Show(_rest)}.");
            }
            end += found;
            if (_rest[end] == quote)
            {
                break;
            }
            end += 2;
        }
        ReadOnlySpan<char> inside = _rest[1..end];
        _rest = _rest[(end + 1)..];
        return inside;
    }
}
