using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>Columns to pad, and what comes of padding column "In" to column "Out".</summary>
internal static class Padded
{
    /// <summary>A column "In" of whole vectors.</summary>
    public static Table Rows<T>(VectorDataViewType type, params T[][] rows) =>
        new Table().AddVectors("In", type, null, [.. rows.Select(row => new VBuffer<T>(row.Length, row))]);

    /// <summary>A column "In" of vectors of which only what is not 0 is given.</summary>
    public static Table SparseRows<T>(VectorDataViewType type, params T[][] rows) =>
        new Table().AddVectors("In", type, null, [.. rows.Select(Sparse)]);

    public static VBuffer<T> Sparse<T>(T[] row)
    {
        // What is -0 is given: a default is +0. Values are told apart by their bits.
        int[] given = [.. Enumerable.Range(0, row.Length).Where(i => Values.Write(row[i]) != Values.Write(default(T)))];
        return new VBuffer<T>(row.Length, given.Length, [.. given.Select(i => row[i])], given);
    }

    public static SequencePaddingEstimator Estimator(Action<SequencePaddingEstimator.Options>? change = null)
    {
        var options = new SequencePaddingEstimator.Options { OutputColumnName = "Out", InputColumnName = "In" };
        change?.Invoke(options);
        return new MLContext(1).Transforms.PadSequences(options);
    }

    public static IDataView Of(IDataView data, Action<SequencePaddingEstimator.Options>? change = null) =>
        Estimator(change).Fit(data).Transform(data);

    /// <summary>Every row of the padded column, numbers as numbers.</summary>
    public static string[] Numbers<T>(IDataView data, Action<SequencePaddingEstimator.Options>? change = null) =>
        Read<T>(Of(data, change), "Out");

    public static string[] Read<T>(IDataView data, string column)
    {
        var rows = new List<string>();
        using DataViewRowCursor cursor = data.GetRowCursor([data.Schema[column]]);
        ValueGetter<VBuffer<T>> get = cursor.GetGetter<VBuffer<T>>(data.Schema[column]);
        VBuffer<T> row = default;
        while (cursor.MoveNext())
        {
            get(ref row);
            rows.Add(string.Join(' ', row.DenseValues()));
        }
        return [.. rows];
    }
}
