namespace MLNetSequence.Loading;

/// <summary>An ARFF file as a data view: its attributes and, for the number of channels, its first row say the schema.</summary>
internal static class ArffFile
{
    private const int Series = 0;
    private const int Label = 1;

    public static IDataView Load(string path, ArffFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArffFileOptions copy = options.CheckedCopy();
        var file = new DataFile(path);
        (ArffLayout layout, int channels) = Open(file, copy);
        List<(string, DataViewType)> columns = [];
        int steps = copy.TrimMissingSteps ? 0 : layout.Steps;
        columns.Add((copy.SeriesColumnName, SeriesBuffer.Type(steps, channels)));
        if (layout.LabelAt >= 0)
        {
            columns.Add((copy.LabelColumnName, SeriesLabel.Type(layout.Label)));
        }
        return new SourceView(
            SourceView.MakeSchema(columns),
            active => new Reader(new LineReader(file), layout, channels, active, copy.TrimMissingSteps));
    }

    private static (ArffLayout Layout, int Channels) Open(DataFile file, ArffFileOptions options)
    {
        using var lines = new LineReader(file);
        var layout = ArffLayout.Of(ArffHeader.Read(lines), file, options);
        if (layout.SeriesAt < 0)
        {
            return (layout, 1);
        }
        if (!ArffHeader.NextLine(lines))
        {
            throw lines.Error("The file has no rows: nobody knows how many channels its series have.");
        }
        var row = new ArffRow(layout, lines);
        row.Read(series: true, label: false);
        return (layout, row.Series.Channels);
    }

    private sealed class Reader(LineReader lines, ArffLayout layout, int channels, bool[] active, bool trim) : IRowReader
    {
        private readonly ArffRow _row = new(layout, lines) { Channels = channels };

        public bool Read()
        {
            if (lines.Line == 0)
            {
                ArffHeader.Read(lines);
            }
            if (!ArffHeader.NextLine(lines))
            {
                return false;
            }
            _row.Read(active[Series], layout.LabelAt >= 0 && active[Label]);
            if (trim)
            {
                _row.Series.TrimMissing();
            }
            return true;
        }

        public Delegate Getter(int column) => column == Series
            ? (ValueGetter<VBuffer<float>>)_row.Series.CopyTo
            : _row.Label.Getter();

        public void Dispose() => lines.Dispose();
    }
}
