using MLNetSequence.Mapping;

namespace MLNetSequence.Streaming;

/// <summary>What a stream makes of its rows; <see cref="StreamingRowMapper"/> does the rest.</summary>
internal interface IStreamMapping
{
    /// <summary>Names of the columns it reads, that of the group along with them.</summary>
    IReadOnlyList<string> Inputs { get; }

    /// <summary>The columns it appends; throws, naming role, column and types, where the input does not fit.</summary>
    IReadOnlyList<OutputColumn> Outputs(DataViewSchema input);

    /// <summary>
    /// Binds the stream's state to a row, whose content changes. All rows of a stream share the state; one is used at a time.
    /// </summary>
    IStreamRun Open(DataViewRow input);
}
