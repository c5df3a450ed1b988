using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// How <see cref="SequenceLoadingCatalog.LoadSequencesFromTable(DataOperationsCatalog, string, SequenceTableOptions)"/> understands a
/// file with one row a step. Copied when the file is loaded: changing it later changes nothing.
/// </summary>
public sealed class SequenceTableOptions
{
    /// <summary>Name of the field that says which sequence a row is a step of. It must not be empty in any row. Default: "Id".</summary>
    public string IdField { get; set; } = "Id";

    /// <summary>Names of the fields that are a step's features, in the order of the series' channels: at least one.</summary>
    public string[] FeatureFields { get; set; } = [];

    /// <summary>Name of the field that is the sequence's label, the same in all its rows. Default: null, for no label.</summary>
    public string? LabelField { get; set; }

    /// <summary>Whether the label is a number (Single) rather than a class (text). Default: false.</summary>
    public bool NumericLabel { get; set; }

    /// <summary>
    /// Name of a field with numbers or dates (2024-05-31, 2024-05-31 18:30:00, universal time) that must rise from each row of a sequence
    /// to its next. It is only checked: rows are not sorted. Default: null, for none.
    /// </summary>
    public string? TimeField { get; set; }

    /// <summary>
    /// Whether the rows of several sequences may be mixed. Then all sequences are in memory while a cursor is open, in the order in which
    /// they begin. Default: false, the rows of each sequence must stand together, and only one sequence is in memory at a time.
    /// </summary>
    public bool Interleaved { get; set; }

    /// <summary>What stands between fields, an ASCII character. Default: null, for what the first lines suggest: , ; | or a tab.</summary>
    public char? Separator { get; set; }

    /// <summary>Name of the column for the id. Default: "Id".</summary>
    public string IdColumnName { get; set; } = "Id";

    /// <summary>Name of the column for the series. Default: "Series".</summary>
    public string SeriesColumnName { get; set; } = "Series";

    /// <summary>Name of the column for the label. Default: "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    internal SequenceTableOptions CheckedCopy()
    {
        ArgumentException.ThrowIfNullOrEmpty(IdField);
        ArgumentException.ThrowIfNullOrEmpty(IdColumnName);
        ArgumentException.ThrowIfNullOrEmpty(SeriesColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        Arguments.Names(FeatureFields, nameof(FeatureFields));
        if (NumericLabel && LabelField is null)
        {
            throw new ArgumentException($"{nameof(NumericLabel)} is true, but there is no {nameof(LabelField)}.", nameof(NumericLabel));
        }
        if (Separator is char c && (!char.IsAscii(c) || c is '"' or '\r' or '\n'))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Separator), c, "The separator must be an ASCII character, and neither a quote nor the end of a line.");
        }
        var copy = (SequenceTableOptions)MemberwiseClone();
        copy.FeatureFields = [.. FeatureFields];
        return copy;
    }
}
