using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scaling;

/// <summary>Two series whose rows are mixed, and short ways to scale a table.</summary>
internal static class Sales
{
    public static readonly float[] OfA = [3, -1.5f, 4.25f, 1, 5.5f, 9.75f, -2.5f, 6];
    public static readonly float[] OfB = [100000.5f, 100003, 100001, 100002.25f, 100010];

    private static readonly string[] Stores = ["a", "b", "a", "a", "b", "b", "a", "a", "a", "b", "a", "b", "a"];

    /// <summary>A step a row, columns Store and Sales: the values of a and b in their order, mixed.</summary>
    public static Table Rows() => Rows(Stores, Mixed());

    public static Table Rows(string[] stores, params float[] values) =>
        Single(values).AddText("Store", stores);

    /// <summary>One series, a step a row.</summary>
    public static Table Single(params float[] values) => new Table().Add("Sales", NumberDataViewType.Single, values);

    /// <summary>A whole sequence a row, of so many features.</summary>
    public static Table Sequences(int features, params float[][] rows) => new Table().AddVectors(
        "Sales",
        features == 1 ? new VectorDataViewType(NumberDataViewType.Single) : new VectorDataViewType(NumberDataViewType.Single, 0, features),
        null,
        [.. rows.Select(r => new VBuffer<float>(r.Length, r))]);

    public static SeriesScalingEstimator Scaler(Action<SeriesScalingEstimator.Options>? change = null)
    {
        var options = new SeriesScalingEstimator.Options { InputColumnName = "Sales", ScaleColumnName = "Scale" };
        change?.Invoke(options);
        return new MLContext(1).Transforms.ScaleSeries(options);
    }

    public static IDataView Scaled(Table data, Action<SeriesScalingEstimator.Options>? change = null) =>
        Scaler(change).Fit(data).Transform(data);

    private static float[] Mixed()
    {
        var a = new Queue<float>(OfA);
        var b = new Queue<float>(OfB);
        return [.. Stores.Select(store => store == "a" ? a.Dequeue() : b.Dequeue())];
    }
}
