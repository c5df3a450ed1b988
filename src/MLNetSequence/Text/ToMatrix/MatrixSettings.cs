using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Text.ToMatrix;

/// <summary>
/// What a transformer to bags of tokens is told and has learned, and what it saves. Format version 1 (2026-11): the first.
/// </summary>
/// <param name="FormatVersion">Version of the format.</param>
/// <param name="OutputColumn">The column to make.</param>
/// <param name="InputColumn">The column to read.</param>
/// <param name="Mode">What a token's number is.</param>
/// <param name="Documents">What TfIdf has learned; null for the other modes, and for TfIdf before it is fitted.</param>
internal sealed record MatrixSettings(
    int FormatVersion, string OutputColumn, string InputColumn, SequenceMatrixMode Mode, TokenDocuments? Documents) : ISavedSettings
{
    public const int Version = 1;

    public MatrixSettings Check()
    {
        Arguments.Columns(OutputColumn, InputColumn);
        Arguments.Defined(Mode, "mode");
        return this;
    }

    /// <summary>The same for what a transformer holds: the documents are there for TfIdf, and for it alone.</summary>
    public MatrixSettings CheckFitted()
    {
        if ((Mode == SequenceMatrixMode.TfIdf) != Documents is not null)
        {
            throw new ArgumentException($"Counts of documents belong to {SequenceMatrixMode.TfIdf}, and the mode is {Mode}.");
        }
        Documents?.Check();
        return Check();
    }
}
