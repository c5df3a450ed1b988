using MLNetSequence.Interop;
using MLNetSequence.Mapping;

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
        Arguments.Columns(OutputColumn, InputColumn);
        TimeParts all = CalendarPart.All.Aggregate((sum, part) => sum | part);
        if (Parts == TimeParts.None || (Parts & ~all) != 0)
        {
            throw new ArgumentOutOfRangeException("parts", Parts, $"parts must be at least one of: {all}.");
        }
        Arguments.Defined(Encoding, "encoding");
        Arguments.Defined(MissingTime, "missingTime");
        return this;
    }

    /// <summary>The parts asked for, in the order of their features.</summary>
    public TimeParts[] InOrder() => [.. CalendarPart.All.Where(part => Parts.HasFlag(part))];

    /// <summary>Names of the features: one a part, or two.</summary>
    public ReadOnlyMemory<char>[] Names() => [.. InOrder()
        .SelectMany(part => Encoding == TimeEncoding.Number ? (string[])[$"{part}"] : [$"{part}.Sin", $"{part}.Cos"])
        .Select(name => name.AsMemory())];
}
