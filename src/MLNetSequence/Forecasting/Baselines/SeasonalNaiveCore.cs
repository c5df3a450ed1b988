using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>
/// The last observed value of the same season; with a season of one row the last observed value. Over k seasons the deviation is σ√k
/// (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd edition, table 5.2), counted from the value that is repeated.
/// </summary>
/// <param name="inputs">What a row holds.</param>
/// <param name="season">Rows of a season, m.</param>
/// <param name="learned">σ of each series.</param>
internal sealed class SeasonalNaiveCore(ForecastInputs inputs, int season, SeriesNumbers learned) : BaselineCore(inputs)
{
    public const string Name = "seasonal-naive";

    /// <summary>Most rows of a season.</summary>
    public const int MostRows = 1 << 20;

    /// <summary>Rows that are looked back on at least, and seasons: so long may a gap be.</summary>
    public const int LeastWindow = 128, Seasons = 4;

    private const string Damaged = "What the naive forecaster learned is damaged: ";

    public override string Kind => Name;

    public override int Window => Math.Max(LeastWindow, Seasons * season);

    public override int NeededRows => season;

    public static SeasonalNaiveCore Learn(SeriesData data, int season) => new(
        data.Inputs, season, SeriesNumbers.Of(data, (_, _, rows) => Increments.Deviation(rows, season, slope: 0, parameters: 0)));

    public override byte[] Save() => [.. BitConverter.GetBytes(season), .. learned.Save()];

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Save"/> made.</exception>
    public static ForecastCore Load(byte[] bytes, ForecastInputs inputs, int horizon)
    {
        var from = new ByteSource(bytes, Damaged);
        int season = from.One<int>();
        return season is >= 1 and <= MostRows
            ? new SeasonalNaiveCore(inputs, season, SeriesNumbers.Load(from, inputs.TargetCount, Damaged))
            : throw new InvalidDataException($"{Damaged}its season has {season} rows.");
    }

    protected override void Forecast(
        in ForecastWindow window, int target, TargetRows rows, Span<double> points, Span<double> deviations)
    {
        double deviation = learned[window.Facts, target];
        deviation = double.IsNaN(deviation) ? Increments.Deviation(rows, season, slope: 0, parameters: 0) : deviation;
        for (int h = 0; h < points.Length; h++)
        {
            int last = rows.Count + h % season - season;
            while (last >= 0 && float.IsNaN(rows[last]))
            {
                last -= season;
            }
            if (last >= 0)
            {
                points[h] = rows[last];
                deviations[h] = deviation * Math.Sqrt((rows.Count + h - last) / season);
            }
        }
    }
}
