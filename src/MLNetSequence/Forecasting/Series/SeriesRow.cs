using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence.Forecasting.Series;

/// <summary>Reads what a forecaster needs of the current row of a row or cursor.</summary>
internal sealed class SeriesRow
{
    private readonly DataViewRow _row;
    private readonly ForecastInputs _inputs;
    private readonly ValueReader _values;
    private readonly ValueReader _statics;
    private readonly ValueGetter<uint>[] _keys;
    private readonly ValueGetter<DateTime>? _time;
    private readonly string? _whose;
    private readonly float[] _numbers;

    /// <param name="row">The row or cursor.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="whose">
    /// What errors say of a row's number; empty for the data's, null where rows come one by one and have none that means something.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    public SeriesRow(DataViewRow row, ForecastInputs inputs, string? whose = "")
    {
        (_row, _inputs, _whose) = (row, inputs, whose);
        inputs.CheckSchema(row.Schema);
        _values = inputs.Columns(row.Schema).CreateReader(row);
        _statics = new ValueColumns(row.Schema, inputs.Statics.Select(c => ("static covariate", c.Name))).CreateReader(row);
        _keys = [.. inputs.Keys.Select(k => row.GetGetter<uint>(row.Schema[k.Name]))];
        _time = inputs.Time is { } time ? row.GetGetter<DateTime>(row.Schema[time]) : null;
        _numbers = new float[inputs.Width];
    }

    /// <summary>The numbers last read, [K + P + F].</summary>
    public ReadOnlySpan<float> Numbers => _numbers;

    /// <summary>The ticks of the time last read; 0 where there is no time.</summary>
    public long Time { get; private set; }

    /// <summary>The current row's number, as a message says it.</summary>
    public string Name => _whose is null ? "The observation" : $"Row {_row.Position + 1}{_whose}";

    /// <summary>Reads the current row.</summary>
    /// <exception cref="InvalidOperationException">A number is infinite, or there is no time.</exception>
    public void Read()
    {
        _values.Read(_numbers);
        int infinite = _numbers.AsSpan().IndexOfAnyInRange(float.PositiveInfinity, float.PositiveInfinity);
        infinite = infinite >= 0 ? infinite : _numbers.AsSpan().IndexOf(float.NegativeInfinity);
        if (infinite >= 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{Name} has {_numbers[infinite]} in column '{_inputs.NameOf(infinite)}': a value must be finite, or NaN where ")
                + "it is missing.");
        }
        if (_time is not null)
        {
            DateTime time = default;
            _time(ref time);
            Time = time.Ticks > 0 ? time.Ticks : throw new InvalidOperationException(
                $"{Name}: column '{_inputs.Time}' holds the first day of year 1, which ML.NET puts where there is no date.");
        }
    }

    /// <summary>Checks that the row last read comes after another of its series.</summary>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public void CheckAfter(long before)
    {
        if (_time is not null && Time <= before)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{Name} is of {new DateTime(Time):s}, and the row before it in its series of {new DateTime(before):s}: ")
                + $"the times in column '{_inputs.Time}' must rise within a series. Sort the rows, or name the column that tells series "
                + "apart.");
        }
    }

    /// <summary>What holds for the whole series that the current row is of.</summary>
    /// <param name="number">The series' number in the data that was trained on; <see cref="GroupReader.Unknown"/> for another.</param>
    /// <exception cref="InvalidOperationException">A number is not finite, or a key is missing.</exception>
    public SeriesFacts ReadFacts(int number)
    {
        // Of many series most have neither: those share one array that is empty.
        var facts = new SeriesFacts(
            number, _inputs.StaticCount == 0 ? [] : new float[_inputs.StaticCount], _keys.Length == 0 ? [] : new int[_keys.Length],
            _inputs.TargetCount);
        _statics.Read(facts.Statics);
        if (Array.FindIndex(facts.Statics, s => !float.IsFinite(s)) is >= 0 and var odd)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{Name} has {facts.Statics[odd]} among its static covariates ({string.Join(", ", _inputs.Statics.Select(c => c.Name))}): ")
                + "what holds for a whole series must be finite.");
        }
        for (int k = 0; k < _keys.Length; k++)
        {
            uint key = 0;
            _keys[k](ref key);
            // A key that was not there in training is one that is missing; so is one that breaks ML.NET's rules.
            facts.Keys[k] = key <= (uint)_inputs.Keys[k].Count ? (int)key : 0;
        }
        return facts;
    }
}
