namespace Microsoft.ML.Data;

public static class ColumnCursorExtensions
{
    /// <summary>The values of one column: as its raw type, texts also as strings, vectors also as arrays.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => data.GetColumn<T>(data.Schema[columnName]);

    public static IEnumerable<T> GetColumn<T>(this IDataView data, Column column)
    {
        var (here, raw) = (data.Schema[column.Index], column.Type.RawType);
        CheckParam(here.Name == column.Name && here.Type == column.Type, nameof(column), $"'{column}' is not in the data.");
        if (typeof(T) == raw) return Read<T, T>(data, column, value => value);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Read<Text, string>(data, column, text => text.ToString());
        if (typeof(T) == typeof(string[]) && raw == typeof(VBuffer<Text>))
            return (IEnumerable<T>)Read<VBuffer<Text>, string[]>(data, column, all => [.. all.DenseValues().Select(t => t.ToString())]);
        var item = column.Type.ItemType().RawType;
        CheckParam(typeof(T) == item.MakeArrayType() && column.Type is VectorDataViewType, nameof(column), $"'{column}' is no {typeof(T)}.");
        return Generic.Call<IEnumerable<T>>(item, ReadArrays<int>, data, column);
    }

    private static IEnumerable<T[]> ReadArrays<T>(IDataView data, Column column)
        => Read<VBuffer<T>, T[]>(data, column, vector => [.. vector.DenseValues()]);

    private static IEnumerable<TOut> Read<T, TOut>(IDataView data, Column column, Func<T, TOut> convert)
    {
        using var cursor = data.GetRowCursor([column]);
        var (getter, value) = (cursor.GetGetter<T>(column), default(T)!);
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return convert(value);
        }
    }
}
