namespace MLNetSequence.Mapping;

/// <summary>A column that a transformer appends.</summary>
internal sealed record OutputColumn(string Name, DataViewType Type, DataViewSchema.Annotations Annotations);

/// <summary>What a row-by-row transformer computes; <see cref="MappedView"/> and the others in this room do the rest.</summary>
internal interface IRowMapping
{
    /// <summary>Names of the columns it reads.</summary>
    IReadOnlyList<string> Inputs { get; }

    /// <summary>The columns it appends; throws, naming role, column and types, where the input does not fit.</summary>
    IReadOnlyList<OutputColumn> Outputs(DataViewSchema input);

    /// <summary>
    /// A <see cref="ValueGetter{TValue}"/> for every appended column of one row or cursor. They may share state: only one thread
    /// uses them.
    /// </summary>
    IReadOnlyList<Delegate> CreateGetters(DataViewRow input);
}
