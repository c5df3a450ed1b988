namespace MLNetSequence.Interop;

/// <summary>Settings that a transformer saves as JSON.</summary>
internal interface ISavedSettings
{
    /// <summary>Version of the format, from 1.</summary>
    int FormatVersion { get; }
}
