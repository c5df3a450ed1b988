namespace Microsoft.ML.Data;

/// <summary>Reads what a metric is computed from: labels as numbers (NaN = missing; a key is its place, from 0), and scores.</summary>
internal static class Scored
{
    public static Column Column(IDataView data, string name, string role, string expected, Func<DataViewType, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(data);
        CheckNonEmpty(name, $"{role}ColumnName");
        var column = data.Schema.GetColumnOrNull(name) ?? throw MissingColumn(role, name, "schema");
        return fits(column.Type) ? column : throw SchemaMismatch(role, name, expected, column.Type, "schema");
    }

    public static Column Single(IDataView data, string name, string role)
        => Column(data, name, role, "Single", type => type == NumberDataViewType.Single);

    public static IEnumerable<(float Label, T Score, float Probability)> Rows<T>(IDataView data, Column label,
        Column score, Column? probability = null)
    {
        using var cursor = data.GetRowCursor(new[] { label, score, probability ?? score });
        var getLabel = Generic.Call<Func<float>>(label.Type.RawType, Label<int>, cursor, label);
        var (getScore, value) = (cursor.GetGetter<T>(score), default(T)!);
        var getProbability = probability is { } given ? cursor.GetGetter<float>(given) : (ref float none) => none = float.NaN;
        float chance = 0;
        while (cursor.MoveNext())
        {
            getScore(ref value);
            getProbability(ref chance);
            yield return (getLabel(), value, chance);
        }
    }

    /// <summary>The texts of an annotation such as SlotNames.</summary>
    public static string[] Texts(Column column, string kind)
    {
        var texts = default(VBuffer<Text>);
        column.Annotations.GetValue(kind, ref texts);
        return [.. texts.DenseValues().Select(text => text.ToString())];
    }

    /// <summary>The share of pairs of a positive and a negative in which the positive scores higher; a tie is half a pair.</summary>
    public static double RocArea(IEnumerable<(bool Positive, float Score)> rows)
    {
        double positives = 0, negatives = 0, pairs = 0;
        foreach (var tie in rows.GroupBy(row => row.Score).OrderByDescending(tie => tie.Key))
        {
            double hits = tie.Count(row => row.Positive), misses = tie.Count() - hits;
            pairs += misses * (positives + hits / 2);
            (positives, negatives) = (positives + hits, negatives + misses);
        }
        CheckParam(positives > 0, "PosSample", "AUC is not defined when there is no positive class in the data");
        CheckParam(negatives > 0, "NegSample", "AUC is not defined when there is no negative class in the data");
        return pairs / (positives * negatives);
    }

    private static Func<float> Label<T>(DataViewRow row, Column column)
    {
        var (getter, value, keys) = (row.GetGetter<T>(column), default(T)!, (column.Type as KeyDataViewType)?.Count);
        return () =>
        {
            getter(ref value);
            return keys is null ? Convert.ToSingle(value) : Convert.ToUInt64(value) is var key && 0 < key && key <= keys ? key - 1 : float.NaN;
        };
    }
}
