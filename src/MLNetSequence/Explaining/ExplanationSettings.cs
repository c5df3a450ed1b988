using MLNetSequence.Inputs;
using MLNetSequence.Interop;

namespace MLNetSequence.Explaining;

/// <summary>What is explained, and where to. Version 1 (2026-11): the first.</summary>
/// <param name="FormatVersion">Version of the format.</param>
/// <param name="Inputs">What the model reads.</param>
/// <param name="SaliencyColumn">The column of saliencies to make; null for none.</param>
/// <param name="AttentionColumn">The column of attention weights to make; null for none.</param>
/// <param name="Output">The output that saliencies explain; null for the greatest.</param>
internal sealed record ExplanationSettings(
    int FormatVersion, SequenceInputs Inputs, string? SaliencyColumn, string? AttentionColumn, int? Output) : ISavedSettings
{
    public const int Version = 1;

    /// <summary>Names of the columns to make, in their order.</summary>
    public IEnumerable<string> Columns() => new[] { SaliencyColumn, AttentionColumn }.OfType<string>();
}
