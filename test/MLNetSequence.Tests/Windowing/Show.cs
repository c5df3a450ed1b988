using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Series in, and what became of them as numbers that one can read.</summary>
internal static class Show
{
    public static readonly TransformsCatalog Transforms = new MLContext(1).Transforms;

    /// <summary>One series in the column Count.</summary>
    public static Table Series(params float[] values) => new Table().Add("Count", NumberDataViewType.Single, values);

    /// <summary>Series 0, 1, 2, … of so many rows.</summary>
    public static Table Count(int rows) => Series([.. Enumerable.Range(0, rows).Select(i => (float)i)]);

    /// <summary>One line a row: the columns, with a bar between them.</summary>
    public static string[] Of(IDataView data, params string[] columns)
    {
        DataViewSchema.Column[] asked = [.. columns.Select(name => data.Schema[name])];
        using DataViewRowCursor cursor = data.GetRowCursor(asked);
        Func<string>[] readers = [.. asked.Select(column => Reader(cursor, column))];
        var rows = new List<string>();
        while (cursor.MoveNext())
        {
            rows.Add(string.Join(" | ", readers.Select(read => read())));
        }
        return [.. rows];
    }

    /// <summary>The numbers of a column, row by row.</summary>
    public static float[] Numbers(IDataView data, string name)
    {
        DataViewSchema.Column column = data.Schema[name];
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<float> getter = cursor.GetGetter<float>(column);
        var values = new List<float>();
        while (cursor.MoveNext())
        {
            float value = default;
            getter(ref value);
            values.Add(value);
        }
        return [.. values];
    }

    public static void AreEqual(string[] expected, string[] actual) =>
        Assert.AreEqual(string.Join('\n', expected), string.Join('\n', actual));

    private static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType)
        {
            ValueGetter<VBuffer<float>> getVector = row.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            return () =>
            {
                getVector(ref vector);
                return string.Join(' ', vector.DenseValues().Select(Text));
            };
        }
        if (column.Type.RawType != typeof(float))
        {
            return Values.Reader(row, column);
        }
        ValueGetter<float> getNumber = row.GetGetter<float>(column);
        float number = default;
        return () =>
        {
            getNumber(ref number);
            return Text(number);
        };
    }

    private static string Text(float number) => float.IsNaN(number) ? "-" : number.ToString(CultureInfo.InvariantCulture);
}
