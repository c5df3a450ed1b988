using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>
/// The line through the first and the last observed value of a series. With T - 1 rows from one to the other, h rows after the last the
/// deviation is σ√(h(1 + h/(T - 1))) (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, table 5.2).
/// </summary>
/// <param name="inputs">What a row holds.</param>
/// <param name="learned">σ of each series.</param>
internal sealed class DriftCore(ForecastInputs inputs, SeriesNumbers learned) : BaselineCore(inputs)
{
    public const string Name = "drift";

    private const string Damaged = "What the drift forecaster learned is damaged: ";

    public override string Kind => Name;

    public override int Window => SeasonalNaiveCore.LeastWindow;

    public override int NeededRows => 2;

    public static DriftCore Learn(SeriesData data) => new(data.Inputs, SeriesNumbers.Of(data, (series, target, rows) =>
    {
        (_, double slope, _) = Line(series.Facts, target, rows, before: 0);
        return Increments.Deviation(rows, season: 1, slope, parameters: 1);
    }));

    public override byte[] Save() => learned.Save();

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Save"/> made.</exception>
    public static ForecastCore Load(byte[] bytes, ForecastInputs inputs, int horizon) =>
        new DriftCore(inputs, SeriesNumbers.Load(new ByteSource(bytes, Damaged), inputs.TargetCount, Damaged));

    protected override void Forecast(
        in ForecastWindow window, int target, TargetRows rows, Span<double> points, Span<double> deviations)
    {
        (int last, double slope, long between) = Line(window.Facts, target, rows, window.Before);
        if (double.IsNaN(slope))
        {
            return;
        }
        double deviation = learned[window.Facts, target];
        deviation = double.IsNaN(deviation) ? Increments.Deviation(rows, season: 1, slope, parameters: 1) : deviation;
        for (int h = 0; h < points.Length; h++)
        {
            double ahead = rows.Count + h - last;
            points[h] = rows[last] + ahead * slope;
            deviations[h] = deviation * Math.Sqrt(ahead * (1 + ahead / between));
        }
    }

    // The last observed row, what is added from row to row, and rows from the first that was observed to the last. The slope is NaN where
    // there are no two: the first of the series may come after all that is known here.
    private static (int Last, double Slope, long Between) Line(SeriesFacts facts, int target, TargetRows rows, long before)
    {
        int last = rows.LastObserved();
        long between = before + last - facts.FirstRows[target];
        bool isLine = last >= 0 && between > 0;
        return (last, isLine ? ((double)rows[last] - facts.FirstValues[target]) / between : double.NaN, between);
    }
}
