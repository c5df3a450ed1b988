using MLNetSequence.Forecasting.Models;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence.Forecasting;

/// <summary>The columns that a forecasting transformer makes.</summary>
internal static class ForecastOutputs
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<OutputColumn> Of(ForecastModel model) =>
        [.. model.Settings.Columns.Select(c => new OutputColumn(c.Name, model.Settings.Type(model.Inputs.TargetCount), Annotations.None))];

    /// <summary>The promise of them.</summary>
    public static SchemaShape.Column[] Promise(ForecastSettings settings) => [.. settings.Columns.Select(c => MLNet.Column(
        c.Name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false))];

    /// <summary>A getter for each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="predict">The forecast of the current row; null where there is none.</param>
    public static IReadOnlyList<Delegate> Getters(ForecastModel model, Func<Prediction?> predict)
    {
        int numbers = model.Settings.Horizon * model.Inputs.TargetCount;
        return [.. model.Settings.Columns.Select(c => HistoryColumns.Getter(
            isScalar: false, numbers, to => Write(predict(), c.Quantile, to)))];
    }

    /// <summary>Writes one.</summary>
    /// <param name="prediction">The forecast; null where there is none.</param>
    /// <param name="quantile">Which quantile; null for the forecast itself.</param>
    /// <param name="to">[H·K].</param>
    private static void Write(Prediction? prediction, double? quantile, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = prediction is null ? float.NaN : (float)(quantile is { } p ? prediction.Quantile(i, p) : prediction.Point(i));
        }
    }
}
