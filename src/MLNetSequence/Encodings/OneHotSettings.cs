using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Encodings;

/// <summary>What a one-hot transformer is told, and what it saves. Format version 1 (2026-11): the first.</summary>
internal sealed record OneHotSettings(int FormatVersion, string OutputColumn, string InputColumn) : ISavedSettings
{
    public const int Version = 1;

    public OneHotSettings Check()
    {
        Arguments.Columns(OutputColumn, InputColumn);
        return this;
    }
}
