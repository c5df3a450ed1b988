namespace MLNetSequence;

/// <summary>
/// How <see cref="SequenceLoadingCatalog.LoadFromArffFile(DataOperationsCatalog, string, ArffFileOptions)"/> understands an ARFF
/// file. Copied when the file is loaded: changing it later changes nothing.
/// </summary>
public sealed class ArffFileOptions
{
    /// <summary>
    /// Whether an attribute is the label. Default: true. If false, all attributes are steps of the series, and there is no label
    /// column.
    /// </summary>
    public bool HasLabel { get; set; } = true;

    /// <summary>
    /// Name of the attribute that is the label. Default: null, for the only nominal or string attribute; where there is none, for the
    /// last attribute.
    /// </summary>
    public string? LabelAttribute { get; set; }

    /// <summary>
    /// Whether the steps at the end of a series at which no channel has a value are cut off. ARFF cannot say how long a series is, so
    /// the shorter ones of the UEA archive are filled with '?'. If true, the series column is of varying length. Default: false, all
    /// series have all steps, and NaN where there is no value.
    /// </summary>
    public bool TrimMissingSteps { get; set; }

    /// <summary>Name of the column for the series. Default: "Series".</summary>
    public string SeriesColumnName { get; set; } = "Series";

    /// <summary>Name of the column for the label. Default: "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    internal ArffFileOptions CheckedCopy()
    {
        ArgumentException.ThrowIfNullOrEmpty(SeriesColumnName);
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
        if (!HasLabel && LabelAttribute is not null)
        {
            throw new ArgumentException(
                $"There is a {nameof(LabelAttribute)}, '{LabelAttribute}', although {nameof(HasLabel)} is false.", nameof(LabelAttribute));
        }
        return (ArffFileOptions)MemberwiseClone();
    }
}
