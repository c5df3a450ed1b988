using System.Globalization;
using Microsoft.ML;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Tests.Forecasting;

/// <summary>What a forecaster of toys is told: a covariate that is known ahead, and one that is not.</summary>
internal sealed class AheadOptions : ForecastingOptions
{
    public string[] Past { get; init; } = [];

    public string[] Future { get; init; } = [];

    public string[] Statics { get; init; } = [];

    internal override IReadOnlyList<string> PastColumns => Past;

    internal override IReadOnlyList<string> FutureColumns => Future;

    internal override IReadOnlyList<string> StaticColumns => Statics;
}

/// <summary>
/// Forecasts what it is given to see: 100 times the last target, and the covariate of the step that is known ahead, or where it reads
/// times, the step's day of the month.
/// </summary>
internal sealed class AheadCore(ForecastInputs inputs, bool readsTimes) : ForecastCore
{
    public override string Kind => "test";

    public override int Window => 3;

    public override bool AnyHorizon => false;

    public override bool HasDistribution => false;

    public override bool ReadsTimes => readsTimes;

    /// <summary>The windows that were forecast from, as text.</summary>
    public List<string> Seen { get; } = [];

    public static ForecastingTransformer Fit(AheadOptions options, IDataView data, bool readsTimes = false) =>
        Fit(options, data, readsTimes, out _);

    public static ForecastingTransformer Fit(AheadOptions options, IDataView data, bool readsTimes, out AheadCore core)
    {
        SeriesData read = SeriesData.Read(data, ForecastInputs.Of(data.Schema, (AheadOptions)options.CheckedCopy()));
        core = new AheadCore(read.Inputs, readsTimes);
        return new ForecastingTransformer(new ForecastModel(
            ForecastSettings.Of(options), read.Inputs, TimeStep.Of(read), core, ForecastMemory.Of(read, core.Window)));
    }

    public override Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths) =>
        [.. windows.Select(w => Forecast(w, horizon))];

    public override byte[] Save() => [];

    private Toy Forecast(ForecastWindow window, int horizon)
    {
        Assert.IsGreaterThan(0, window.History.Length);
        Seen.Add(string.Join(' ', window.History.ToArray().Select(v => v.ToString(CultureInfo.InvariantCulture))));
        double last = 100 * window.History.Span[^inputs.Width];
        int width = inputs.Width;
        return new Toy([.. Enumerable.Range(0, horizon).Select(h => last
            + (inputs.FutureCount > 0 ? window.Future.Span[(h + 1) * width - 1] : 0)
            + (readsTimes ? new DateTime(window.FutureTimes.Span[h]).Day : 0))]);
    }

    private sealed class Toy(double[] points) : Prediction
    {
        public override double Point(int number) => points[number];
    }
}
