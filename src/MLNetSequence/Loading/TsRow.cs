namespace MLNetSequence.Loading;

/// <summary>
/// One series of a .ts file: channels with ':' between them, values with ',' between them, and the label behind the last ':'.
/// With time stamps a value is "(stamp,value)".
/// </summary>
internal sealed class TsRow(TsHeader header, LineReader lines)
{
    private readonly List<Stamp> _stamps = [];

    public SeriesBuffer Series { get; } = new();

    public SeriesLabel Label { get; } = new(header.Label, header.Classes);

    /// <summary>The time stamp of each step, where the file has them.</summary>
    public IReadOnlyList<Stamp> Stamps => _stamps;

    /// <summary>Fields of a line, between ':' that stand outside brackets.</summary>
    public static int CountFields(ReadOnlySpan<char> line)
    {
        int fields = 0;
        for (int at = 0; at <= line.Length; fields++)
        {
            at += FieldLength(line[at..]) + 1;
        }
        return fields;
    }

    /// <summary>Reads the current line.</summary>
    /// <param name="series">Whether the values are wanted.</param>
    /// <param name="label">Whether the label is wanted.</param>
    /// <exception cref="InvalidDataException">The line is not as the header says.</exception>
    public void Read(bool series, bool label)
    {
        ReadOnlySpan<char> line = lines.Text;
        int labels = header.Label == LabelKind.None ? 0 : 1;
        int fields = CountFields(line);
        if (fields != header.Channels + labels)
        {
            string expected = $"{DataFile.Count(header.Channels, "channel")}{(labels == 0 ? "" : " and a label")}";
            throw lines.Error($"Expected {expected}, with ':' between, but found {DataFile.Count(fields, "field")}.");
        }
        Series.Clear();
        _stamps.Clear();
        int steps = 0;
        for (int channel = 0; channel < header.Channels; channel++)
        {
            int length = FieldLength(line);
            if (series)
            {
                int before = Series.Count;
                ReadChannel(line[..length], channel);
                steps = channel == 0 ? Series.Count : steps;
                CheckSteps(channel, Series.Count - before, steps);
            }
            line = line[Math.Min(length + 1, line.Length)..];
        }
        Series.Complete(header.Channels, steps);
        if (label && labels == 1 && Label.Take(line.Trim()) is string wrong)
        {
            throw lines.Error(wrong);
        }
    }

    private static int FieldLength(ReadOnlySpan<char> line)
    {
        int at = 0;
        bool inside = false;
        while (true)
        {
            int found = line[at..].IndexOfAny(":()");
            if (found < 0)
            {
                return line.Length;
            }
            at += found + 1;
            char c = line[at - 1];
            if (c == ':' && !inside)
            {
                return at - 1;
            }
            inside = c == '(' || (c != ')' && inside);
        }
    }

    private void CheckSteps(int channel, int steps, int first)
    {
        if (steps != first)
        {
            throw lines.Error(
                $"Channel {channel + 1} has {DataFile.Count(steps, "step")}, but channel 1 has {first}; they must be as many.");
        }
        if (header.Steps > 0 && steps != header.Steps)
        {
            throw lines.Error($"The series has {DataFile.Count(steps, "step")}, but all of the file must have {header.Steps}.");
        }
    }

    private void ReadChannel(ReadOnlySpan<char> text, int channel)
    {
        if (header.HasStamps)
        {
            ReadTuples(text, channel);
            return;
        }
        for (int step = 1; ; step++)
        {
            int comma = text.IndexOf(',');
            Add(comma < 0 ? text : text[..comma], channel, step);
            if (comma < 0)
            {
                return;
            }
            text = text[(comma + 1)..];
        }
    }

    private void ReadTuples(ReadOnlySpan<char> text, int channel)
    {
        text = text.Trim();
        for (int step = 1; ; step++)
        {
            int close = text.IndexOf(')');
            int comma = close < 0 ? -1 : text[..close].LastIndexOf(',');
            if (comma < 0 || text[0] != '(')
            {
                throw lines.Error($"Channel {channel + 1}, step {step}: expected '(stamp,value)', but found {DataFile.Show(text)}.");
            }
            TakeStamp(text[1..comma], channel, step);
            Add(text[(comma + 1)..close], channel, step);
            text = text[(close + 1)..].TrimStart();
            if (text.IsEmpty)
            {
                return;
            }
            if (text[0] != ',')
            {
                throw lines.Error($"Channel {channel + 1}: expected ',' behind step {step}, but found {DataFile.Show(text)}.");
            }
            text = text[1..].TrimStart();
        }
    }

    private void TakeStamp(ReadOnlySpan<char> text, int channel, int step)
    {
        if (!Stamp.TryParse(text, out Stamp stamp))
        {
            throw lines.Error(
                $"Channel {channel + 1}, step {step}: the time stamp must be {Stamp.Expected}, but is {DataFile.Show(text)}.");
        }
        if (channel == 0)
        {
            _stamps.Add(stamp);
        }
        else if (step <= _stamps.Count && stamp != _stamps[step - 1])
        {
            throw lines.Error($"Channel {channel + 1} has another time stamp at step {step} than channel 1: {DataFile.Show(text)}.");
        }
    }

    private void Add(ReadOnlySpan<char> text, int channel, int step) => Series.Add(NumberText.TryParse(text, out float value)
        ? value
        : throw lines.Error($"Channel {channel + 1}, step {step}: expected {NumberText.Expected}, but found {DataFile.Show(text)}."));
}
