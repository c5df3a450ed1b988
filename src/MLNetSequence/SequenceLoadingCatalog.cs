using MLNetSequence;
using MLNetSequence.Loading;

namespace Microsoft.ML;

/// <summary>Loaders of sequences, as MLNetSequence adds them to <c>mlContext.Data</c>.</summary>
public static class SequenceLoadingCatalog
{
    /// <summary>Loads x.</summary>
    public static IDataView LoadFromTsFile(
        this DataOperationsCatalog catalog,
        string path,
        string seriesColumnName = "Series",
        string labelColumnName = "Label",
        string timestampsColumnName = "Timestamps")
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return TsFile.Load(path, seriesColumnName, labelColumnName, timestampsColumnName);
    }

    /// <summary>Loads x.</summary>
    public static IDataView LoadFromArffFile(this DataOperationsCatalog catalog, string path, string? labelAttribute = null) =>
        catalog.LoadFromArffFile(path, new ArffFileOptions { LabelAttribute = labelAttribute });

    /// <summary>Loads x.</summary>
    public static IDataView LoadFromArffFile(this DataOperationsCatalog catalog, string path, ArffFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return ArffFile.Load(path, options);
    }

    /// <summary>Loads x.</summary>
    public static IDataView LoadFromConlluFile(
        this DataOperationsCatalog catalog,
        string path,
        ConlluColumns columns = ConlluColumns.Form | ConlluColumns.Lemma | ConlluColumns.Upos)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return ConlluFile.Load(path, columns);
    }
}
