using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// How <see cref="SequenceLoadingCatalog.GroupIntoSequences(DataOperationsCatalog, IDataView, SequenceGroupingOptions)"/> makes
/// sequences of rows. Copied when the view is made: changing it later changes nothing.
/// </summary>
public sealed class SequenceGroupingOptions
{
    /// <summary>Name of the column that says which sequence a row is a step of: a scalar, not missing in any row. Default: "Id".</summary>
    public string IdColumnName { get; set; } = "Id";

    /// <summary>
    /// Names of the columns that are a step's features, in order: Single, or vectors of Single of known size. At least one.
    /// </summary>
    public string[] FeatureColumnNames { get; set; } = [];

    /// <summary>Name of a column that must be the same in all rows of a sequence: a scalar. Default: null, for none.</summary>
    public string? LabelColumnName { get; set; }

    /// <summary>
    /// Name of a column of numbers, dates, or text with either, that must rise from each row of a sequence to its next. It is only
    /// checked: rows are not sorted. Default: null, for none.
    /// </summary>
    public string? TimeColumnName { get; set; }

    /// <inheritdoc cref="SequenceTableOptions.Interleaved"/>
    public bool Interleaved { get; set; }

    /// <summary>Name of the column for the series. Default: "Series".</summary>
    public string SeriesColumnName { get; set; } = "Series";

    internal SequenceGroupingOptions CheckedCopy()
    {
        ArgumentException.ThrowIfNullOrEmpty(IdColumnName);
        ArgumentException.ThrowIfNullOrEmpty(SeriesColumnName);
        Arguments.Names(FeatureColumnNames, nameof(FeatureColumnNames));
        var copy = (SequenceGroupingOptions)MemberwiseClone();
        copy.FeatureColumnNames = [.. FeatureColumnNames];
        return copy;
    }
}
