using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>One row of an ARFF file, dense or sparse ("{index value, …}"): a series and its label.</summary>
internal sealed class ArffRow
{
    private readonly ArffLayout _layout;
    private readonly LineReader _lines;
    private readonly bool[] _given;
    private float[] _steps = [];
    private bool _wantsSeries;
    private bool _wantsLabel;

    public ArffRow(ArffLayout layout, LineReader lines)
    {
        (_layout, _lines) = (layout, lines);
        _given = new bool[layout.Attributes.Count];
        bool nominal = layout.LabelAt >= 0 && layout.Attributes[layout.LabelAt].Kind == ArffKind.Nominal;
        Label = new SeriesLabel(layout.Label, nominal ? [.. layout.Attributes[layout.LabelAt].Values] : null);
    }

    public SeriesBuffer Series { get; } = new();

    public SeriesLabel Label { get; }

    /// <summary>Channels that each series must have; 0 while nobody knows.</summary>
    public int Channels { get; set; }

    /// <summary>Reads the current line.</summary>
    /// <exception cref="InvalidDataException">The line is not as the attributes say.</exception>
    public void Read(bool series, bool label)
    {
        (_wantsSeries, _wantsLabel) = (series, label);
        Series.Clear();
        Array.Clear(_given);
        if (_layout.SeriesAt < 0 && series)
        {
            // In a sparse row a number that is left out is 0.
            _steps = _steps.Length == 0 ? new float[_layout.Attributes.Count] : _steps;
            Array.Clear(_steps);
        }
        var scanner = new ArffScanner(_lines.Text, _lines);
        if (scanner.Skip('{'))
        {
            ReadSparse(ref scanner);
        }
        else
        {
            ReadDense(ref scanner);
        }
        if (!scanner.AtEnd)
        {
            throw _lines.Error($"Expected nothing more behind the row, but found {DataFile.Show(scanner.Rest)}.");
        }
        if (_layout.SeriesAt < 0 && series)
        {
            for (int i = 0; i < _steps.Length; i++)
            {
                if (i != _layout.LabelAt)
                {
                    Series.Add(_steps[i]);
                }
            }
            Series.Complete(1, _layout.Steps);
        }
    }

    private void ReadDense(ref ArffScanner scanner)
    {
        int count = 0;
        do
        {
            ReadOnlySpan<char> value = scanner.Field(out bool quoted);
            if (count < _given.Length)
            {
                Take(count, value, quoted);
            }
            count++;
        }
        while (scanner.Skip(','));
        if (count != _given.Length)
        {
            throw _lines.Error($"Expected {_given.Length} values, one for each attribute, but found {count}.");
        }
    }

    private void ReadSparse(ref ArffScanner scanner)
    {
        while (!scanner.Skip('}'))
        {
            ReadOnlySpan<char> index = scanner.Word(out _);
            if (!int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int at) || at >= _given.Length || _given[at])
            {
                throw _lines.Error($"Expected the index of an attribute, 0 to {_given.Length - 1}, each at most once, "
                    + $"but found {DataFile.Show(index)}.");
            }
            ReadOnlySpan<char> value = scanner.Field(out bool quoted);
            Take(at, value, quoted);
            if (!scanner.Skip(',') && !scanner.Rest.StartsWith('}'))
            {
                throw _lines.Error($"Expected ',' or '}}' behind attribute {at}, but found {DataFile.Show(scanner.Rest)}.");
            }
        }
        TakeLeftOut(_layout.LabelAt);
        TakeLeftOut(_layout.SeriesAt);
    }

    // What is left out is the number 0, or the first of a nominal attribute's values, from which its quotes are off already.
    private void TakeLeftOut(int at)
    {
        if (at < 0 || _given[at])
        {
            return;
        }
        ArffAttribute attribute = _layout.Attributes[at];
        string value = attribute.Kind switch
        {
            ArffKind.Number => "0",
            ArffKind.Nominal => attribute.Values[0],
            _ => throw _lines.Error($"The sparse row has no value for attribute '{attribute.Name}'."),
        };
        Take(at, value, quoted: false);
    }

    private void Take(int at, ReadOnlySpan<char> value, bool quoted)
    {
        _given[at] = true;
        ArffAttribute attribute = _layout.Attributes[at];
        if (at == _layout.LabelAt)
        {
            TakeLabel(value, quoted);
        }
        else if (!_wantsSeries)
        {
            return;
        }
        else if (at == _layout.SeriesAt)
        {
            TakeSeries(attribute, value, quoted);
        }
        else
        {
            _steps[at] = Number(value, attribute.Name);
        }
    }

    private void TakeLabel(ReadOnlySpan<char> value, bool quoted)
    {
        if (_wantsLabel && Label.Take(quoted ? ArffScanner.Unescape(value) : value) is string wrong)
        {
            throw _lines.Error(wrong);
        }
    }

    // Channels stand one behind the other, with the two characters \n between them.
    private void TakeSeries(ArffAttribute attribute, ReadOnlySpan<char> text, bool quoted)
    {
        if (!quoted)
        {
            throw _lines.Error($"Expected the channels of '{attribute.Name}' in quotes, but found {DataFile.Show(text)}.");
        }
        int channels = 0;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf("\\n");
            TakeChannel(attribute, end < 0 ? text : text[..end], ++channels);
            text = end < 0 ? [] : text[(end + 2)..];
        }
        if (channels == 0)
        {
            throw _lines.Error($"The series '{attribute.Name}' is empty.");
        }
        if (Channels > 0 && channels != Channels)
        {
            throw _lines.Error($"Expected {Channels} channels in '{attribute.Name}', as in the first row, but found {channels}.");
        }
        Series.Complete(channels, _layout.Steps);
    }

    private void TakeChannel(ArffAttribute attribute, ReadOnlySpan<char> text, int channel)
    {
        int steps = 0;
        while (true)
        {
            int comma = text.IndexOf(',');
            if (steps < attribute.Inner.Count)
            {
                Series.Add(Number(comma < 0 ? text : text[..comma], attribute.Inner[steps].Name));
            }
            steps++;
            if (comma < 0)
            {
                break;
            }
            text = text[(comma + 1)..];
        }
        if (steps != _layout.Steps)
        {
            throw _lines.Error($"Expected {_layout.Steps} values in channel {channel}, one for each attribute of "
                + $"'{attribute.Name}', but found {steps}.");
        }
    }

    private float Number(ReadOnlySpan<char> text, string name) => NumberText.TryParse(text, out float value)
        ? value
        : throw _lines.Error($"The value of attribute '{name}' must be {NumberText.Expected}, but is {DataFile.Show(text)}.");
}
