using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Support;

/// <summary>Values of a column of any type as text that differs wherever a bit differs.</summary>
internal static class Values
{
    /// <summary>All values of the column of this name.</summary>
    public static string[] Of(IDataView data, string name) => Of(data, data.Schema[name]);

    public static string[] Of(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        Func<string> read = Reader(cursor, column);
        var values = new List<string>();
        while (cursor.MoveNext())
        {
            values.Add(read());
        }
        return [.. values];
    }

    /// <summary>All values of all visible columns, column by column.</summary>
    public static string[] OfAll(IDataView data) =>
        [.. data.Schema.Where(c => !c.IsHidden).SelectMany(c => Of(data, c).Select(value => $"{c.Name}: {value}"))];

    /// <summary>Reads the current value of a row, again and again.</summary>
    public static Func<string> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        (string method, Type type) = column.Type is VectorDataViewType vector
            ? (nameof(VectorReader), vector.ItemType.RawType)
            : (nameof(ScalarReader), column.Type.RawType);
        MethodInfo generic = typeof(Values).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!;
        return (Func<string>)generic.MakeGenericMethod(type).Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, [row, column], null)!;
    }

    /// <summary>An annotation's items.</summary>
    public static string[] OfAnnotation<T>(DataViewSchema.Column column, string name)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(name, ref values);
        return [.. values.DenseValues().Select(Write)];
    }

    public static string Write<T>(T value) => value switch
    {
        float f => BitConverter.SingleToUInt32Bits(f).ToString("x8"),
        double d => BitConverter.DoubleToUInt64Bits(d).ToString("x16"),
        ReadOnlyMemory<char> text => text.ToString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static Func<string> ScalarReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return Write(value);
        };
    }

    private static Func<string> VectorReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            return $"[{string.Join(' ', value.DenseValues().Select(Write))}]";
        };
    }
}
