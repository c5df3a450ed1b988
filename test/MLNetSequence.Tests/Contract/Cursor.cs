using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

/// <summary>Small ways to look into a data view, and to make one whose reading can be watched.</summary>
internal static class Cursor
{
    public static T Value<T>(DataViewRow row, DataViewSchema.Column column)
    {
        T value = default!;
        row.GetGetter<T>(column)(ref value);
        return value;
    }

    public static T[] Column<T>(IDataView data, string name) => [.. data.GetColumn<T>(name)];

    public static string[] KeyValues(DataViewSchema.Column column)
    {
        var values = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetKeyValues(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    public static string[] SlotNames(DataViewSchema.Column column)
    {
        var values = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref values);
        return [.. values.DenseValues().Select(value => value.ToString())];
    }

    /// <summary>Yields the rows and counts those that were asked for.</summary>
    public static IEnumerable<T> Watched<T>(IEnumerable<T> rows, Action read)
    {
        foreach (var row in rows)
        {
            read();
            yield return row;
        }
    }

    public static void AreClose(double expected, double actual) => Assert.AreEqual(expected, actual, 1e-9);
}
