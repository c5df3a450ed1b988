using System.Globalization;

namespace MLNetSequence.Loading;

/// <summary>A long table in a file of separated values.</summary>
internal sealed class CsvSteps : StepSource
{
    private readonly CsvTable _table;
    private readonly CsvFields _fields;
    private readonly List<string> _ids = [];
    private readonly List<string> _labels = [];
    private readonly List<float> _numbers = [];

    public CsvSteps(CsvTable table, CsvFields fields) => (_table, _fields) = (table, fields);

    public override ReadOnlySpan<char> Id => _table.Cell(_fields.Id);

    public override Stamp? Time
    {
        get
        {
            if (_fields.Time < 0)
            {
                return null;
            }
            ReadOnlySpan<char> text = _table.Cell(_fields.Time);
            return Stamp.TryParse(text, out Stamp stamp) ? stamp : throw WrongCell(_fields.Time, Stamp.Expected, text);
        }
    }

    public override bool Read() => _table.Read();

    public override void ReadFeatures(Span<float> features)
    {
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = Number(_fields.Features[i]);
        }
    }

    public override void Keep(int place, string id)
    {
        Set(_ids, place, id);
        if (_fields.Label >= 0 && _fields.NumericLabel)
        {
            Set(_numbers, place, Number(_fields.Label));
        }
        else if (_fields.Label >= 0)
        {
            Set(_labels, place, _table.Cell(_fields.Label).ToString());
        }
    }

    public override void CheckKept(int place)
    {
        if (_fields.Label < 0)
        {
            return;
        }
        bool same = _fields.NumericLabel
            ? Number(_fields.Label).Equals(_numbers[place])
            : _table.Cell(_fields.Label).SequenceEqual(_labels[place]);
        if (!same)
        {
            string first = _fields.NumericLabel ? _numbers[place].ToString(CultureInfo.InvariantCulture) : _labels[place];
            throw _table.Error($"The label {DataFile.Show(_table.Cell(_fields.Label))} is not that of the sequence's first step, "
                + $"{DataFile.Show(first)}; a sequence has one label.");
        }
    }

    public override Delegate KeptGetter(int column, Func<int> shown)
    {
        if (column == CsvFields.LabelColumn && _fields.NumericLabel)
        {
            return (ValueGetter<float>)((ref float value) => value = _numbers[shown()]);
        }
        List<string> texts = column == CsvFields.LabelColumn ? _labels : _ids;
        return (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = texts[shown()].AsMemory());
    }

    public override Exception Error(string message) => _table.Error(message);

    public override void Dispose() => _table.Dispose();

    private float Number(int field)
    {
        ReadOnlySpan<char> text = _table.Cell(field);
        if (text.IsEmpty)
        {
            return float.NaN;
        }
        return NumberText.TryParse(text, out float value) ? value : throw WrongCell(field, NumberText.Expected, text);
    }

    private InvalidDataException WrongCell(int field, string expected, ReadOnlySpan<char> found) =>
        _table.Error($"The field '{_table.Headers[field]}' must be {expected}, but is {DataFile.Show(found)}.");

    private static void Set<T>(List<T> values, int place, T value)
    {
        if (place == values.Count)
        {
            values.Add(value);
        }
        else
        {
            values[place] = value;
        }
    }
}
