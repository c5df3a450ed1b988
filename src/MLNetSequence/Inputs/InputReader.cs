using MLNetSequence.Engine.Networks;
using MLNetSequence.Mapping;

namespace MLNetSequence.Inputs;

/// <summary>
/// Reads the sequences and static numbers of one row after the other. Steps that are padding are left out, wherever they stand.
/// </summary>
/// <remarks>
/// With tokens, a step is padding where every token column lacks its key; with series alone, where every number is the padding value. A
/// token that is missing in one of several columns is token 0: its embedding is zeros.
/// </remarks>
internal sealed class InputReader
{
    private readonly SequenceInputs _inputs;
    private readonly int _tokenColumns;
    private readonly int _features;
    private readonly DenseReader<uint>[] _tokenReaders;
    private readonly DenseReader<float>[] _seriesReaders;
    private readonly NumberReader? _staticReader;
    private int[] _tokens = []; // [K, T], then [K, kept]
    private float[] _values = []; // [T, F], then [kept, F]
    private int[] _kept = [];
    private int _keptCount;

    /// <summary>A reader of one row or cursor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or of another type than in training.</exception>
    public InputReader(SequenceInputs inputs, DataViewRow row)
    {
        _inputs = inputs;
        IReadOnlyList<DataViewSchema.Column> columns = inputs.Find(row.Schema);
        (_tokenColumns, _features) = (inputs.TokenColumns, inputs.Features);
        _tokenReaders = [.. columns.Take(_tokenColumns).Select(c => new DenseReader<uint>(row.GetGetter<VBuffer<uint>>(c)))];
        _seriesReaders = [.. columns.Take(inputs.Columns.Count).Skip(_tokenColumns)
            .Select(c => new DenseReader<float>(row.GetGetter<VBuffer<float>>(c)))];
        _staticReader = inputs.StaticColumn is null ? null : new NumberReader(row, columns[^1]);
    }

    /// <summary>The number of the row, from 1, for errors; 0 where it is not known.</summary>
    public long Row { get; set; }

    /// <summary>Steps of the row last read, those that are padding among them.</summary>
    public int Steps { get; private set; }

    /// <summary>The steps last read that are no padding, by their number in the row.</summary>
    public ReadOnlySpan<int> Kept => _kept.AsSpan(0, _keptCount);

    /// <summary>Whose row it is, for errors, with a blank in front; empty where there is only one data.</summary>
    public string Whose { get; init; } = "";

    /// <summary>How an error names the row.</summary>
    public string RowName => Row > 0 ? $"Row {Row}{Whose}" : "The row";

    /// <summary>Appends the current row.</summary>
    /// <exception cref="InvalidOperationException">Columns differ in their steps, or a number is not finite.</exception>
    public void Read(StepSequences to)
    {
        Steps = -1;
        for (int k = 0; k < _tokenColumns; k++)
        {
            ReadTokens(k);
        }
        int first = 0;
        for (int i = 0; i < _seriesReaders.Length; i++)
        {
            ReadSeries(i, first);
            first += _inputs.Columns[_tokenColumns + i].Features;
        }
        FindKept();
        Close();
        ReadOnlySpan<float> statics = _staticReader is { } reader ? reader.Read() : default;
        CheckStatics(statics);
        to.Add(_keptCount, _tokens.AsSpan(0, _tokenColumns * _keptCount), _values.AsSpan(0, _features * _keptCount), statics);
    }

    private void ReadTokens(int k)
    {
        ReadOnlySpan<uint> keys = _tokenReaders[k].Read();
        Count(keys.Length, k);
        uint vocabulary = (uint)_inputs.Columns[k].Vocabulary;
        Span<int> to = _tokens.AsSpan(k * keys.Length, keys.Length);
        for (int t = 0; t < keys.Length; t++)
        {
            // A key past the vocabulary breaks ML.NET's rules for keys; it counts as missing, as there.
            to[t] = keys[t] <= vocabulary ? (int)keys[t] : 0;
        }
    }

    private void ReadSeries(int i, int first)
    {
        InputColumn column = _inputs.Columns[_tokenColumns + i];
        ReadOnlySpan<float> values = _seriesReaders[i].Read();
        if (values.Length % column.Features != 0)
        {
            throw new InvalidOperationException(
                $"{RowName} has {values.Length} numbers in column '{column.Name}', which are no whole steps of {column.Features}.");
        }
        Count(values.Length / column.Features, _tokenColumns + i);
        if (column.Features == _features)
        {
            values.CopyTo(_values);
            return;
        }
        for (int t = 0; t < Steps; t++)
        {
            values.Slice(t * column.Features, column.Features).CopyTo(_values.AsSpan(t * _features + first));
        }
    }

    // The first column says how many steps there are; all others must have as many.
    private void Count(int steps, int column)
    {
        if (Steps < 0)
        {
            Steps = steps;
            Grow(ref _tokens, (long)steps * _tokenColumns);
            Grow(ref _values, (long)steps * _features);
            Grow(ref _kept, steps);
        }
        if (steps != Steps)
        {
            throw new InvalidOperationException(
                $"{RowName} has {Steps} steps in column '{_inputs.Columns[0].Name}' but {steps} in column " +
                $"'{_inputs.Columns[column].Name}'; all sequences of a row must have as many.");
        }
    }

    private void FindKept()
    {
        _keptCount = 0;
        for (int t = 0; t < Steps; t++)
        {
            bool kept = false;
            for (int k = 0; k < _tokenColumns && !kept; k++)
            {
                kept = _tokens[k * Steps + t] != 0;
            }
            if (_tokenColumns == 0)
            {
                kept = !IsPadding(_values.AsSpan(t * _features, _features));
            }
            if (kept)
            {
                _kept[_keptCount++] = t;
            }
        }
    }

    private bool IsPadding(ReadOnlySpan<float> step)
    {
        foreach (float value in step)
        {
            // Two numbers that are none are equal here.
            if (!value.Equals(_inputs.PaddingValue))
            {
                return false;
            }
        }
        return true;
    }

    // Moves what is kept together.
    private void Close()
    {
        for (int k = 0; k < _tokenColumns; k++)
        {
            for (int i = 0; i < _keptCount; i++)
            {
                _tokens[k * _keptCount + i] = _tokens[k * Steps + _kept[i]];
            }
        }
        for (int i = 0; i < _keptCount && _features > 0; i++)
        {
            Span<float> step = _values.AsSpan(_kept[i] * _features, _features);
            for (int f = 0; f < step.Length; f++)
            {
                if (!float.IsFinite(step[f]))
                {
                    throw NotFinite(step[f], _kept[i], f);
                }
            }
            step.CopyTo(_values.AsSpan(i * _features));
        }
    }

    private InvalidOperationException NotFinite(float value, int step, int feature)
    {
        int column = _tokenColumns;
        while (feature >= _inputs.Columns[column].Features)
        {
            feature -= _inputs.Columns[column++].Features;
        }
        return new InvalidOperationException(FormattableString.Invariant(
            $"{RowName} has {value} in column '{_inputs.Columns[column].Name}', step {step + 1}, feature {feature + 1}: numbers must be ") +
            "finite. A whole step of the padding value (NaN, unless the options say otherwise) is left out; replace single missing values.");
    }

    private void CheckStatics(ReadOnlySpan<float> statics)
    {
        for (int i = 0; i < statics.Length; i++)
        {
            if (!float.IsFinite(statics[i]))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"{RowName} has {statics[i]} in column '{_inputs.StaticColumn}', slot {i + 1}: numbers must be finite."));
            }
        }
    }

    private static void Grow<T>(ref T[] array, long length)
    {
        if (array.Length < length)
        {
            array = new T[Math.Max(checked((int)length), (int)Math.Min(2L * array.Length, Array.MaxLength))];
        }
    }
}
