using MLNetSequence;
using MLNetSequence.Loading;

namespace Microsoft.ML;

/// <summary>Loaders of sequences, as MLNetSequence adds them to <c>mlContext.Data</c>.</summary>
/// <remarks>
/// All of them give a data view with one row a sequence that can stand at the beginning of any pipeline. A file's header, and its first
/// sequence where the header leaves something open, are read at once; rows are read as a cursor comes to them, and of these only the
/// columns that are asked for are parsed. Each cursor opens the file anew. A file may be packed by gzip, which is found out by its first
/// bytes. Text is UTF-8, numbers are in invariant culture.
/// <para>
/// A series is a vector of Single, time first: (T, F), or (0, F) where the number of steps varies from row to row. Where a step is one
/// number, the column is (T) or (0). A missing value is NaN.
/// </para>
/// <para>
/// What is wrong with a file is an <see cref="InvalidDataException"/> with the file's name and the number of the line, thrown when the file
/// is loaded if it is in what is read then, and else when a cursor comes to it. No row is ever left out.
/// </para>
/// </remarks>
public static class SequenceLoadingCatalog
{
    /// <summary>Loads a .ts file, the text format of sktime and of the UEA and UCR archives of time series.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="seriesColumnName">Name of the column for the series: (T, F) where the header says @equalLength true, else (0, F); F is
    /// @dimensions, or what the first series has.</param>
    /// <param name="labelColumnName">Name of the column for the label: text where the header says @classLabel true, Single where it says
    /// @targetLabel true; there is no such column where it says false. '?' is a missing label: empty text, or NaN.</param>
    /// <param name="timestampsColumnName">Name of the column for the time stamps: there is one where the header says @timeStamps true, a
    /// vector with one item a step, of DateTime or Double, as the first stamp is a date or a number. All channels of a series must have the
    /// same stamps.</param>
    /// <returns>The view. Of the header, @problemName, @missing and keys that the format does not know say nothing about it.</returns>
    /// <exception cref="ArgumentException">The path is empty, a name is empty, or two are the same.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The header or the first series is not as it must be.</exception>
    /// <example><code>
    /// // Series: Vector&lt;Single, *, 12&gt;, Label: text
    /// IDataView data = mlContext.Data.LoadFromTsFile("JapaneseVowels_TRAIN.ts");
    /// var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label");
    /// </code></example>
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

    /// <summary>Loads an ARFF file of time series, as Weka and the UEA archive write them.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="labelAttribute">Name of the attribute that is the label; null for the only nominal or string attribute, or, where there
    /// is none, the last one.</param>
    /// <returns>The view: columns Series and Label.</returns>
    /// <inheritdoc cref="LoadFromArffFile(DataOperationsCatalog, string, ArffFileOptions)" path="/exception|/remarks"/>
    /// <example><code>
    /// IDataView data = mlContext.Data.LoadFromArffFile("BasicMotions_TRAIN.arff");
    /// </code></example>
    public static IDataView LoadFromArffFile(this DataOperationsCatalog catalog, string path, string? labelAttribute = null) =>
        catalog.LoadFromArffFile(path, new ArffFileOptions { LabelAttribute = labelAttribute });

    /// <summary>Loads an ARFF file of time series, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How to understand it.</param>
    /// <returns>The view: the series, and the label if there is one: Single if the attribute is numeric, else text.</returns>
    /// <remarks>
    /// Series of one channel: each numeric attribute is a step. Series of several channels: a relational attribute holds the series, its
    /// numeric attributes are the steps, and in each row stand the channels in quotes, with \n between them. Rows may be sparse.
    /// </remarks>
    /// <exception cref="ArgumentException">The path or a name is empty, two names are the same, or options contradict each
    /// other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no attribute of the label's name.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The attributes or the first row are not as they must be.</exception>
    /// <example><code>
    /// // Shorter series that were filled up with '?' get their own length back.
    /// IDataView data = mlContext.Data.LoadFromArffFile(
    ///     "CharacterTrajectories_TRAIN.arff", new ArffFileOptions { TrimMissingSteps = true });
    /// </code></example>
    public static IDataView LoadFromArffFile(this DataOperationsCatalog catalog, string path, ArffFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return ArffFile.Load(path, options);
    }

    /// <summary>Loads the sentences of a CoNLL-U file, the format of Universal Dependencies, one row a sentence.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="columns">The fields to load, each into a column of its own name.</param>
    /// <returns>
    /// The view: columns SentenceId and Text, text, from the comments sent_id and text, empty where there are none; then for each chosen
    /// field a variable vector with one item a word. All of a row's vectors have the same length. Multiword ranges (1-2) and empty nodes
    /// (1.1) are checked and left out. '_', for what is not known, stays as it is. The last sentence may end with the file, without the
    /// blank line that the format asks for.
    /// </returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such field.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">There is no sentence, or the first one is not as it must be.</exception>
    /// <example><code>
    /// // SentenceId, Text: text; Form, Upos: Vector&lt;String&gt;
    /// IDataView data = mlContext.Data.LoadFromConlluFile("atis-train.conllu", ConlluColumns.Form | ConlluColumns.Upos);
    /// </code></example>
    public static IDataView LoadFromConlluFile(
        this DataOperationsCatalog catalog,
        string path,
        ConlluColumns columns = ConlluColumns.Form | ConlluColumns.Lemma | ConlluColumns.Upos)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return ConlluFile.Load(path, columns);
    }

    /// <summary>Loads sequences from a file of separated values with a header and one row a step (the "long" format).</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="idField">Name of the field that says which sequence a row is a step of. The rows of a sequence stand
    /// together.</param>
    /// <param name="featureFields">Names of the fields that are a step's features; at least one.</param>
    /// <param name="labelField">Name of the field that is the sequence's class, the same in all its rows; null for none.</param>
    /// <param name="timeField">Name of a field of numbers or dates that must rise within a sequence; null for none.</param>
    /// <returns>The view: columns Id (text), Series (0, F) and, if there is a label, Label (text).</returns>
    /// <inheritdoc cref="LoadSequencesFromTable(DataOperationsCatalog, string, SequenceTableOptions)" path="/exception|/remarks"/>
    /// <example><code>
    /// // Patient,Day,Pulse,Pressure,Outcome
    /// // 17,2024-05-30,71,120,well
    /// // 17,2024-05-31,74,,well
    /// IDataView data = mlContext.Data.LoadSequencesFromTable(
    ///     "visits.csv", "Patient", ["Pulse", "Pressure"], labelField: "Outcome", timeField: "Day");
    /// </code></example>
    public static IDataView LoadSequencesFromTable(
        this DataOperationsCatalog catalog,
        string path,
        string idField,
        string[] featureFields,
        string? labelField = null,
        string? timeField = null) =>
        catalog.LoadSequencesFromTable(path, new SequenceTableOptions
        {
            IdField = idField,
            FeatureFields = featureFields,
            LabelField = labelField,
            TimeField = timeField,
        });

    /// <summary>Loads sequences from a file of separated values with a header and one row a step, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How to understand it.</param>
    /// <returns>The view: the id (text), the series and, if there is one, the label: text, or Single if it is numeric.</returns>
    /// <remarks>
    /// Quoting is that of RFC 4180. Blanks around a cell do not count. Where a number is read, an empty cell, '?' and NaN are missing
    /// values; a label that is text is what the cell says. Each row must have as many cells as the header.
    /// </remarks>
    /// <exception cref="ArgumentException">The path or a name is empty, two names are the same, or options contradict each
    /// other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The header has no such field, or has it twice.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, or its header is none.</exception>
    /// <example><code>
    /// // Rows of several patients are mixed, sorted by day: all are read before the first sequence comes.
    /// IDataView data = mlContext.Data.LoadSequencesFromTable("visits.tsv", new SequenceTableOptions
    /// {
    ///     IdField = "Patient",
    ///     FeatureFields = ["Pulse", "Pressure"],
    ///     TimeField = "Day",
    ///     Separator = '\t',
    ///     Interleaved = true,
    /// });
    /// </code></example>
    public static IDataView LoadSequencesFromTable(this DataOperationsCatalog catalog, string path, SequenceTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return SequenceTable.Load(path, options);
    }

    /// <summary>Makes sequences of rows that are one step each, whichever loader they come from.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="rows">The rows. Those of a sequence stand together, its steps in order.</param>
    /// <param name="idColumnName">Name of the column that says which sequence a row is a step of: a scalar.</param>
    /// <param name="featureColumnNames">Names of the columns that are a step's features: Single, or vectors of Single of known
    /// size.</param>
    /// <returns>The view: all columns but the features, as they are in the sequence's first row, then Series (0, F).</returns>
    /// <inheritdoc cref="GroupIntoSequences(DataOperationsCatalog, IDataView, SequenceGroupingOptions)" path="/exception|/remarks"/>
    /// <example><code>
    /// IDataView days = mlContext.Data.LoadFromEnumerable(measurements); // Patient, Pulse, Pressure
    /// IDataView data = mlContext.Data.GroupIntoSequences(days, "Patient", "Pulse", "Pressure");
    /// </code></example>
    public static IDataView GroupIntoSequences(
        this DataOperationsCatalog catalog, IDataView rows, string idColumnName, params string[] featureColumnNames) =>
        catalog.GroupIntoSequences(rows, new SequenceGroupingOptions
        {
            IdColumnName = idColumnName,
            FeatureColumnNames = featureColumnNames,
        });

    /// <summary>Makes sequences of rows that are one step each, with every option.</summary>
    /// <param name="catalog"><c>mlContext.Data</c>.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="options">How to group them.</param>
    /// <returns>The view: all columns but the features, as they are in the sequence's first row, then the series.</returns>
    /// <remarks>
    /// This is no transformer: a model does not contain it, and a prediction engine is given sequences. What is wrong with a row is an
    /// <see cref="InvalidOperationException"/> with the row's number, thrown when a cursor comes to it.
    /// </remarks>
    /// <exception cref="ArgumentException">A name is empty, or there is a column of the series' name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <example><code>
    /// IDataView data = mlContext.Data.GroupIntoSequences(days, new SequenceGroupingOptions
    /// {
    ///     IdColumnName = "Patient",
    ///     FeatureColumnNames = ["Pulse", "Pressure"],
    ///     LabelColumnName = "Outcome",
    ///     TimeColumnName = "Day",
    /// });
    /// </code></example>
    public static IDataView GroupIntoSequences(this DataOperationsCatalog catalog, IDataView rows, SequenceGroupingOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return GroupedView.Make(rows, options);
    }
}
