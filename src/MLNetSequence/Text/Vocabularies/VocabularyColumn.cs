using MLNetSequence.Interop;
using MLNetSequence.Mapping;

namespace MLNetSequence.Text;

/// <summary>Reads a vocabulary from a column: the different texts in it, or what its keys stand for.</summary>
internal static class VocabularyColumn
{
    private static readonly ColumnRule Rule = new(
        "vocabulary", "text, or keys whose KeyValues are text; scalar or vector", c => c.IsText || c.IsKey);

    /// <exception cref="ArgumentOutOfRangeException">The column does not fit.</exception>
    /// <exception cref="InvalidOperationException">There is no word in it.</exception>
    public static string[] Read(IDataView data, string name)
    {
        DataViewSchema.Column column = Rule.Find(data.Schema, name);
        var words = new WordList();
        if (ColumnKind.Of(column).IsKey)
        {
            AddKeyValues(column, words);
        }
        else if (column.Type is VectorDataViewType)
        {
            AddItems(data, column, words);
        }
        else
        {
            AddTexts(data, column, words);
        }
        return words.Count > 0 ? words.ToArray() : throw new InvalidOperationException($"There is no word in column '{name}'.");
    }

    private static void AddKeyValues(DataViewSchema.Column column, WordList words)
    {
        if (!KeyTexts.Has(column))
        {
            throw ColumnChecks.WrongType(Rule.Role, column.Name, Rule.Expected, $"{column.Type}, without such KeyValues");
        }
        foreach (ReadOnlyMemory<char> value in KeyTexts.Read(column))
        {
            // Each key has its place, so none may be left out.
            if (words.Add(value.ToString()) is { } wrong)
            {
                throw new InvalidOperationException($"The value of key {words.Count + 1} of column '{column.Name}' {wrong}.");
            }
        }
    }

    private static void AddTexts(IDataView data, DataViewSchema.Column column, WordList words)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<ReadOnlyMemory<char>> get = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        while (cursor.MoveNext())
        {
            get(ref text);
            words.AddIfNew(text.Span);
        }
    }

    private static void AddItems(IDataView data, DataViewSchema.Column column, WordList words)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        var reader = new DenseReader<ReadOnlyMemory<char>>(cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column));
        while (cursor.MoveNext())
        {
            foreach (ReadOnlyMemory<char> item in reader.Read())
            {
                words.AddIfNew(item.Span);
            }
        }
    }
}
