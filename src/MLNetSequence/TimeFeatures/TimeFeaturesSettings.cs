using MLNetSequence.Interop;

namespace MLNetSequence.TimeFeatures;

/// <summary>What a time transformer is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record TimeFeaturesSettings(
    int FormatVersion, string OutputColumn, string InputColumn, TimeParts Parts, TimeEncoding Encoding, MissingTime MissingTime)
    : ISavedSettings
{
    public const int Version = 1;

    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no part, or one of the choices is none.</exception>
    public TimeFeaturesSettings Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumn, "outputColumnName");
        ArgumentException.ThrowIfNullOrEmpty(InputColumn, "inputColumnName");
        TimeParts all = CalendarPart.All.Aggregate((sum, part) => sum | part);
        if (Parts == TimeParts.None || (Parts & ~all) != 0)
        {
            throw new ArgumentOutOfRangeException("parts", Parts, $"parts must be at least one of: {all}.");
        }
        if (!Enum.IsDefined(Encoding))
        {
            throw new ArgumentOutOfRangeException(
                "encoding", Encoding, $"encoding must be {TimeEncoding.Number} or {TimeEncoding.Cyclic}.");
        }
        if (!Enum.IsDefined(MissingTime))
        {
            throw new ArgumentOutOfRangeException(
                "missingTime", MissingTime, $"missingTime must be {MissingTime.Throw} or {MissingTime.NaN}.");
        }
        return this;
    }

    /// <summary>The parts asked for, in the order of their features.</summary>
    public TimeParts[] InOrder() => [.. CalendarPart.All.Where(part => Parts.HasFlag(part))];

    /// <summary>Names of the features: one a part, or two.</summary>
    public ReadOnlyMemory<char>[] Names() => [.. InOrder()
        .SelectMany(part => Encoding == TimeEncoding.Number ? (string[])[$"{part}"] : [$"{part}.Sin", $"{part}.Cos"])
        .Select(name => name.AsMemory())];
}
