using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Support;

/// <summary>More columns for a <see cref="Table"/>.</summary>
internal static class TableColumns
{
    public const float NaN = float.NaN;

    /// <summary>A column of series of any number of steps: (0, F), or where <paramref name="features"/> is 0, a plain vector.</summary>
    public static Table AddSeries(this Table table, string name, int features, params float[][] rows) => table.AddVectors(
        name,
        features == 0
            ? new VectorDataViewType(NumberDataViewType.Single)
            : new VectorDataViewType(NumberDataViewType.Single, 0, features),
        null,
        [.. rows.Select(Dense)]);

    /// <summary>A column of series that always have as many steps: (T), or (T, F).</summary>
    public static Table AddKnown(this Table table, string name, int[] dimensions, params float[][] rows) =>
        table.AddVectors(name, new VectorDataViewType(NumberDataViewType.Single, dimensions), null, [.. rows.Select(Dense)]);

    public static Table AddNumbers(this Table table, string name, params float[] values) =>
        table.Add(name, NumberDataViewType.Single, values);

    public static Table AddFlags(this Table table, string name, params bool[] values) =>
        table.Add(name, BooleanDataViewType.Instance, values);

    /// <summary>Vectors of known size with names for their slots.</summary>
    public static Table AddNamed(this Table table, string name, string[] slots, params float[][] rows)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        var names = new VBuffer<ReadOnlyMemory<char>>(slots.Length, [.. slots.Select(s => s.AsMemory())]);
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> to) => names.CopyTo(ref to);
        builder.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, slots.Length), getter);
        return table.AddVectors(
            name, new VectorDataViewType(NumberDataViewType.Single, slots.Length), builder.ToAnnotations(), [.. rows.Select(Dense)]);
    }

    /// <summary>So many values, each made of its number.</summary>
    public static T[] Each<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];

    private static VBuffer<float> Dense(float[] row) => new(row.Length, row);
}
