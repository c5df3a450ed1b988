namespace MLNetSequence.Loading;

/// <summary>A .ts file as a data view: its header and, where that leaves something open, its first series say the schema.</summary>
internal sealed class TsFile
{
    private const int Series = 0;

    private readonly DataFile _file;
    private readonly TsHeader _header;
    private readonly bool _datedStamps;

    private TsFile(DataFile file, TsHeader header, bool datedStamps) => (_file, _header, _datedStamps) = (file, header, datedStamps);

    private int LabelColumn => _header.HasStamps ? 2 : 1;

    public static IDataView Load(string path, string seriesName, string labelName, string stampsName)
    {
        var file = new DataFile(path);
        TsFile ts = Open(file);
        TsHeader header = ts._header;
        List<(string Name, DataViewType Type)> columns = [(seriesName, SeriesBuffer.Type(header.Steps, header.Channels))];
        if (header.HasStamps)
        {
            PrimitiveDataViewType item = ts._datedStamps ? DateTimeDataViewType.Instance : NumberDataViewType.Double;
            columns.Add((stampsName, new VectorDataViewType(item, header.Steps)));
        }
        if (header.Label != LabelKind.None)
        {
            columns.Add((labelName, SeriesLabel.Type(header.Label)));
        }
        return new SourceView(SourceView.MakeSchema(columns), active => new Reader(ts, active));
    }

    private static TsFile Open(DataFile file)
    {
        using var lines = new LineReader(file);
        TsHeader header = TsHeader.Read(lines);
        if (header.Channels > 0 && !(header.EqualLength && header.Steps == 0) && !header.HasStamps)
        {
            return new TsFile(file, header, false);
        }
        bool any = NextRow(lines);
        if (header.Channels == 0)
        {
            int fields = any ? TsRow.CountFields(lines.Text) : 0;
            int channels = fields - (header.Label == LabelKind.None ? 0 : 1);
            header = channels > 0 ? header with { Channels = channels } : throw lines.Error(any
                ? $"Expected channels and a label, with ':' between, but found {DataFile.Count(fields, "field")}."
                : "The file has no series, and its header does not say @dimensions: nobody knows how many channels there are.");
        }
        if (!any)
        {
            return new TsFile(file, header, false);
        }
        var row = new TsRow(header, lines);
        row.Read(series: true, label: false);
        header = header with { Steps = header.EqualLength ? row.Series.Steps : 0 };
        return new TsFile(file, header, header.HasStamps && row.Stamps[0].IsDate);
    }

    private static bool NextRow(LineReader lines)
    {
        while (lines.Read())
        {
            ReadOnlySpan<char> line = lines.Text.TrimStart();
            if (!line.IsEmpty && line[0] != '#')
            {
                lines.CheckText();
                return true;
            }
        }
        return false;
    }

    private sealed class Reader : IRowReader
    {
        private readonly TsFile _ts;
        private readonly LineReader _lines;
        private readonly TsRow _row;
        private readonly bool _series;
        private readonly bool _label;

        public Reader(TsFile ts, bool[] active)
        {
            (_ts, _lines) = (ts, new LineReader(ts._file));
            _row = new TsRow(ts._header, _lines);
            _series = active[Series] || (ts._header.HasStamps && active[1]);
            _label = ts._header.Label != LabelKind.None && active[ts.LabelColumn];
        }

        public bool Read()
        {
            if (_lines.Line == 0)
            {
                TsHeader.Read(_lines);
            }
            if (!NextRow(_lines))
            {
                return false;
            }
            _row.Read(_series, _label);
            if (_series && _ts._header.HasStamps)
            {
                CheckStamps();
            }
            return true;
        }

        public Delegate Getter(int column)
        {
            if (column == Series)
            {
                return (ValueGetter<VBuffer<float>>)_row.Series.CopyTo;
            }
            if (column == _ts.LabelColumn)
            {
                return _row.Label.Getter();
            }
            return _ts._datedStamps
                ? (ValueGetter<VBuffer<DateTime>>)((ref VBuffer<DateTime> to) => Copy(ref to, static stamp => stamp.Date))
                : (ValueGetter<VBuffer<double>>)((ref VBuffer<double> to) => Copy(ref to, static stamp => stamp.Number));
        }

        public void Dispose() => _lines.Dispose();

        private void CheckStamps()
        {
            foreach (Stamp stamp in _row.Stamps)
            {
                if (stamp.IsDate != _ts._datedStamps)
                {
                    throw _lines.Error($"The time stamps of the file's first series are {(_ts._datedStamps ? "dates" : "numbers")}, "
                        + $"but one of this one's is a {(stamp.IsDate ? "date" : "number")}.");
                }
            }
        }

        private void Copy<T>(ref VBuffer<T> destination, Func<Stamp, T> read)
        {
            IReadOnlyList<Stamp> stamps = _row.Stamps;
            VBufferEditor<T> editor = VBufferEditor.Create(ref destination, stamps.Count);
            for (int step = 0; step < stamps.Count; step++)
            {
                editor.Values[step] = read(stamps[step]);
            }
            destination = editor.Commit();
        }
    }
}
