using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>
/// Reads a CoNLL-U file sentence by sentence: lines of ten fields, '#' before comments, an empty line behind each sentence.
/// </summary>
internal sealed class ConlluSentence(LineReader lines, bool[] wanted)
{
    /// <summary>Fields of a line.</summary>
    public const int Fields = 10;

    /// <summary>The field that is a number.</summary>
    public const int HeadField = 6;

    private static readonly string[] Names = ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"];

    private readonly ConlluIds _ids = new();
    private readonly List<ReadOnlyMemory<char>>[] _texts = [.. Enumerable.Range(0, Fields).Select(_ => new List<ReadOnlyMemory<char>>())];
    private readonly bool _wantsText = wanted.Where((w, field) => w && field != HeadField).Any();
    private readonly List<int> _heads = [];
    private int _farthestHead;
    private long _farthestLine;

    /// <summary>What the comment sent_id says, or nothing.</summary>
    public ReadOnlyMemory<char> Id { get; private set; }

    /// <summary>What the comment text says, or nothing.</summary>
    public ReadOnlyMemory<char> Text { get; private set; }

    /// <summary>The words' heads.</summary>
    public List<int> Heads => _heads;

    /// <summary>The words' values of a field.</summary>
    public List<ReadOnlyMemory<char>> Texts(int field) => _texts[field];

    /// <summary>Goes to the next sentence.</summary>
    /// <exception cref="InvalidDataException">A line is not as the format says.</exception>
    public bool Read()
    {
        Clear();
        bool any = false;
        while (lines.Read())
        {
            lines.CheckText();
            ReadOnlySpan<char> line = lines.Text;
            // Tabs stand between fields: such a line is a word of which nothing is left.
            if (line.IsWhiteSpace() && !line.Contains('\t'))
            {
                if (any)
                {
                    Complete();
                    return true;
                }
                CheckNotEmpty();
            }
            else if (line[0] == '#')
            {
                if (any)
                {
                    throw lines.Error("A comment stands before a sentence, not in it; a sentence ends with an empty line.");
                }
                Comment(line);
            }
            else
            {
                any = true;
                Line(line);
            }
        }
        if (any)
        {
            Complete();
            return true;
        }
        CheckNotEmpty();
        return false;
    }

    private void Clear()
    {
        _ids.Clear();
        foreach (List<ReadOnlyMemory<char>> texts in _texts)
        {
            texts.Clear();
        }
        _heads.Clear();
        (_farthestHead, _farthestLine, Id, Text) = (0, 0, default, default);
    }

    private void Comment(ReadOnlySpan<char> line)
    {
        Id = Value(line, "sent_id") is string id ? id.AsMemory() : Id;
        Text = Value(line, "text") is string text ? text.AsMemory() : Text;
    }

    private static string? Value(ReadOnlySpan<char> line, string key)
    {
        int equals = line.IndexOf('=');
        return equals > 0 && line[1..equals].Trim().SequenceEqual(key) ? line[(equals + 1)..].Trim().ToString() : null;
    }

    // Comments that belong to no sentence may stand alone, but a sentence that is named has words.
    private void CheckNotEmpty()
    {
        if (!Id.IsEmpty || !Text.IsEmpty)
        {
            throw lines.Error($"Sentence {DataFile.Show(Id.IsEmpty ? Text.Span : Id.Span)} has no words.");
        }
    }

    private void Line(ReadOnlySpan<char> line)
    {
        Span<Range> ranges = stackalloc Range[Fields + 1];
        int count = line.Split(ranges, '\t');
        if (count != Fields)
        {
            throw lines.Error($"Expected {Fields} fields with tabs between them, but found {line.Count('\t') + 1}.");
        }
        for (int field = 0; field < Fields; field++)
        {
            if (line[ranges[field]].IsEmpty)
            {
                throw lines.Error($"The field {Names[field]} is empty; what is not known is written '_'.");
            }
        }
        ReadOnlySpan<char> id = line[ranges[0]];
        if (!_ids.Take(id, out bool isWord))
        {
            throw lines.Error($"Expected {_ids.Expected(isWord)} as ID, but found {DataFile.Show(id)}.");
        }
        if (isWord)
        {
            Word(line, ranges);
        }
    }

    private void Word(ReadOnlySpan<char> line, ReadOnlySpan<Range> ranges)
    {
        ReadOnlyMemory<char> kept = _wantsText ? line.ToString().AsMemory() : default;
        for (int field = 1; field < Fields; field++)
        {
            if (!wanted[field])
            {
                continue;
            }
            if (field == HeadField)
            {
                Head(line[ranges[field]]);
            }
            else
            {
                _texts[field].Add(kept[ranges[field]]);
            }
        }
    }

    private void Head(ReadOnlySpan<char> text)
    {
        int head = -1;
        if (text is not "_" && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out head)))
        {
            throw lines.Error($"The field HEAD must be a word's number, 0 or '_', but is {DataFile.Show(text)}.");
        }
        _heads.Add(head);
        if (head > _farthestHead)
        {
            (_farthestHead, _farthestLine) = (head, lines.Line);
        }
    }

    private void Complete()
    {
        if (!_ids.RangesAreClosed)
        {
            throw lines.Error($"The sentence ends behind word {_ids.Words}, within a range of words.");
        }
        if (_ids.Words == 0)
        {
            throw lines.Error("The sentence has empty nodes, but no words.");
        }
        if (_farthestHead > _ids.Words)
        {
            throw lines.ErrorAt(
                _farthestLine, $"The field HEAD is {_farthestHead}, but the sentence has {DataFile.Count(_ids.Words, "word")}.");
        }
    }
}
