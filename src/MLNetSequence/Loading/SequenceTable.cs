namespace MLNetSequence.Loading;

/// <summary>A file with one row a step as a data view with one row a sequence.</summary>
internal static class SequenceTable
{
    public static IDataView Load(string path, SequenceTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SequenceTableOptions copy = options.CheckedCopy();
        var file = new DataFile(path);
        CsvFields fields;
        using (var table = new CsvTable(file, copy.Separator))
        {
            fields = CsvFields.Find(table.Headers, file.Name, copy);
        }
        int features = fields.Features.Length;
        List<(string, DataViewType)> columns =
            [(copy.IdColumnName, TextDataViewType.Instance), (copy.SeriesColumnName, SeriesBuffer.Type(0, features))];
        if (fields.Label >= 0)
        {
            columns.Add((copy.LabelColumnName, SeriesLabel.Type(copy.NumericLabel ? LabelKind.Number : LabelKind.Class)));
        }
        return new SourceView(SourceView.MakeSchema(columns), active => new SequenceGrouper(
            new CsvSteps(new CsvTable(file, copy.Separator), fields), features, CsvFields.SeriesColumn, active, copy.Interleaved));
    }
}
