namespace MLNetSequence.Loading;

/// <summary>A CoNLL-U file as a data view, one row a sentence.</summary>
internal static class ConlluFile
{
    private const int Id = 0;
    private const int FirstField = 2;

    public static IDataView Load(string path, ConlluColumns columns)
    {
        if ((columns & ~ConlluColumns.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(columns), columns, $"The columns must be some of {ConlluColumns.All}.");
        }
        var file = new DataFile(path);
        // A file of another kind is told at once.
        using (var lines = new LineReader(file))
        {
            if (!new ConlluSentence(lines, new bool[ConlluSentence.Fields]).Read())
            {
                throw lines.Error("The file ends here, without a sentence.");
            }
        }
        ConlluColumns[] chosen = [.. Enum.GetValues<ConlluColumns>().Where(c => int.PopCount((int)c) == 1 && columns.HasFlag(c))];
        List<(string, DataViewType)> schema = [("SentenceId", TextDataViewType.Instance), ("Text", TextDataViewType.Instance)];
        foreach (ConlluColumns column in chosen)
        {
            PrimitiveDataViewType item = column == ConlluColumns.Head ? NumberDataViewType.Int32 : TextDataViewType.Instance;
            schema.Add((column.ToString(), new VectorDataViewType(item)));
        }
        // FORM, the first column there may be, is the second field.
        int[] fields = [.. chosen.Select(c => int.TrailingZeroCount((int)c) + 1)];
        return new SourceView(SourceView.MakeSchema(schema), active => new Reader(new LineReader(file), fields, active));
    }

    private sealed class Reader(LineReader lines, int[] fields, bool[] active) : IRowReader
    {
        private readonly ConlluSentence _sentence = new(lines, Wanted(fields, active));

        public bool Read() => _sentence.Read();

        public Delegate Getter(int column)
        {
            if (column < FirstField)
            {
                return column == Id
                    ? (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = _sentence.Id)
                    : (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = _sentence.Text);
            }
            int field = fields[column - FirstField];
            return field == ConlluSentence.HeadField ? Items(_sentence.Heads) : Items(_sentence.Texts(field));
        }

        public void Dispose() => lines.Dispose();

        private static bool[] Wanted(int[] fields, bool[] active)
        {
            bool[] wanted = new bool[ConlluSentence.Fields];
            for (int i = 0; i < fields.Length; i++)
            {
                wanted[fields[i]] = active[FirstField + i];
            }
            return wanted;
        }

        private static ValueGetter<VBuffer<T>> Items<T>(List<T> items) => (ref VBuffer<T> value) =>
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, items.Count);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }
}
