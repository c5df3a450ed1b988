using System.Runtime.InteropServices;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Models;

/// <summary>The last rows of every series that a model has seen: where a forecast goes on. Saved with the model.</summary>
/// <param name="Inputs">What a row holds.</param>
/// <param name="Groups">What tells the series apart; null where there is one.</param>
/// <param name="Series">The series, in the order of the groups.</param>
internal sealed record ForecastMemory(ForecastInputs Inputs, GroupLookup? Groups, List<SeriesRows> Series)
{
    private const string Damaged = "The model's memory of its series is damaged: ";

    /// <summary>The last rows of what was read.</summary>
    public static ForecastMemory Of(SeriesData data, int rows) => new(data.Inputs, data.Groups, [.. data.Series.Select(s => s.Last(rows))]);

    /// <summary>One of its own, which may go on.</summary>
    public ForecastMemory Copy() => new(
        Inputs, Groups is null ? null : GroupLookup.Load(Groups.Save()), [.. Series.Select(s => s.Last(s.Count))]);

    /// <summary>A series, as a user knows it; empty where there is one.</summary>
    public string NameOf(int series) => Groups?.Text(series) ?? "";

    public byte[] Save()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        byte[] groups = Groups is null ? [] : ModelJson.Write(Groups.Save());
        writer.Write(groups.Length);
        writer.Write(groups);
        writer.Write(Series.Count);
        foreach (SeriesRows series in Series)
        {
            Write<float>(writer, series.Facts.Statics);
            Write<int>(writer, series.Facts.Keys);
            Write<float>(writer, series.Facts.FirstValues);
            Write<long>(writer, series.Facts.FirstRows);
            writer.Write(series.Facts.Number);
            writer.Write(series.Before);
            writer.Write(series.Count);
            Write(writer, series.Values.Span);
            Write(writer, series.Times.Span);
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Save"/> made.</exception>
    public static ForecastMemory Load(byte[] bytes, ForecastInputs inputs)
    {
        var from = new ByteSource(bytes, Damaged);
        byte[] groupBytes = from.Section();
        GroupLookup? groups = inputs.Group is null ? null : GroupLookup.Load(ModelJson.Read<GroupLookup.Saved>(groupBytes));
        int count = from.One<int>();
        if (count < 0 || count != (groups?.Count ?? Math.Min(count, 1)))
        {
            throw new InvalidDataException($"{Damaged}it has {count} series.");
        }
        var series = new List<SeriesRows>();
        for (int i = 0; i < count; i++)
        {
            series.Add(LoadSeries(from, inputs, count));
        }
        from.End();
        return new ForecastMemory(inputs, groups, series);
    }

    private static SeriesRows LoadSeries(ByteSource from, ForecastInputs inputs, int known)
    {
        float[] statics = from.Many<float>(inputs.StaticCount);
        int[] keys = from.Many<int>(inputs.Keys.Count);
        float[] firstValues = from.Many<float>(inputs.TargetCount);
        long[] firstRows = from.Many<long>(inputs.TargetCount);
        int number = from.One<int>();
        long before = from.One<long>();
        int rows = from.One<int>();
        float[] values = from.Many<float>((long)rows * inputs.Width);
        long[] times = from.Many<long>(inputs.Time is null ? 0 : rows);
        bool sound = number >= GroupReader.Unknown && number < known && before >= 0 && before < long.MaxValue / 2 && rows > 0
            && Array.TrueForAll(statics, float.IsFinite)
            && !Array.Exists(firstValues, float.IsInfinity) && Array.TrueForAll(firstRows, r => r >= 0 && r < before + rows)
            && !Array.Exists(values, float.IsInfinity)
            && keys.Zip(inputs.Keys).All(k => k.First >= 0 && k.First <= k.Second.Count)
            && IsRising(times);
        if (!sound)
        {
            throw new InvalidDataException($"{Damaged}a series makes no sense.");
        }
        var facts = new SeriesFacts(number, statics, keys, inputs.TargetCount);
        firstValues.CopyTo(facts.FirstValues, 0);
        firstRows.CopyTo(facts.FirstRows, 0);
        return SeriesRows.Of(facts, inputs.Width, values, times, before);
    }

    private static bool IsRising(long[] times)
    {
        long last = 0;
        foreach (long time in times)
        {
            if (time <= last || time > DateTime.MaxValue.Ticks)
            {
                return false;
            }
            last = time;
        }
        return true;
    }

    private static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(values));
}
