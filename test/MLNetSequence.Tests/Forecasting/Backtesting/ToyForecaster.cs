using Microsoft.ML;
using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>What a toy forecaster reads.</summary>
internal sealed class ToyOptions : ForecastingOptions
{
    public string[] Past { get; set; } = [];

    public string[] Future { get; set; } = [];

    public string[] Static { get; set; } = [];

    public int Window { get; set; } = 3;

    public bool ReadsTimes { get; set; }

    public bool AnyHorizon { get; set; }

    public bool IsPoint { get; set; }

    internal override IReadOnlyList<string> PastColumns => Past;

    internal override IReadOnlyList<string> FutureColumns => Future;

    internal override IReadOnlyList<string> StaticColumns => Static;
}

/// <summary>
/// A forecaster whose forecasts depend on every number that it may read, each in its own way: whatever leaks changes a bit. It notes what
/// it was fitted to.
/// </summary>
internal sealed class ToyForecaster(ToyOptions options) : IEstimator<ForecastingTransformer>, IForecastingEstimator
{
    public ForecastingOptions Forecasting => options;

    /// <summary>The rows of each training, each as its numbers in the order of the view.</summary>
    public List<IReadOnlyList<float[]>> Fitted { get; } = [];

    /// <summary>Called at each training with its view.</summary>
    public Action<IDataView>? Seen { get; init; }

    /// <summary>The sizes of what the models were asked for at once.</summary>
    public List<int> Batches { get; } = [];

    public ForecastingTransformer Fit(IDataView input)
    {
        Seen?.Invoke(input);
        ForecastInputs inputs = ForecastInputs.Of(input.Schema, options);
        SeriesData data = SeriesData.Read(input, inputs);
        Fitted.Add([.. data.Series.SelectMany(s => s.Values.ToArray().Chunk(inputs.Width))]);
        double learned = 0;
        foreach (float value in data.Series.SelectMany(s => s.Values.ToArray()))
        {
            learned = learned * 0.9 + (float.IsNaN(value) ? 0.123 : value);
        }
        var core = new ToyCore(options, learned, Batches);
        return new ForecastingTransformer(new ForecastModel(
            ForecastSettings.Of(options), inputs, TimeStep.Of(data), core, ForecastMemory.Of(data, options.Window)));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
}

internal sealed class ToyCore(ToyOptions options, double learned, List<int> batches) : ForecastCore
{
    public override string Kind => "toy";

    public override int Window => options.Window;

    public override bool AnyHorizon => options.AnyHorizon;

    public override bool HasDistribution => !options.IsPoint;

    public override bool ReadsTimes => options.ReadsTimes;

    public override Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths)
    {
        batches.Add(windows.Count);
        return [.. windows.Select(w => new ToyPrediction(learned, w, options))];
    }

    public override byte[] Save() => [];
}

internal sealed class ToyPrediction(double learned, ForecastWindow window, ToyOptions options) : Prediction
{
    public override double Point(int number)
    {
        double value = learned + number * 0.7 + window.Before * 0.01 + window.Facts.Number;
        int place = 1;
        foreach (float number2 in window.History.ToArray().Concat(window.Future.ToArray())
            .Concat(window.Facts.FirstValues).Concat(window.Facts.Statics))
        {
            value += (float.IsNaN(number2) ? 0.37 : number2) * Math.Sin(place++);
        }
        foreach (long time in window.Times.ToArray().Concat(options.ReadsTimes ? window.FutureTimes.ToArray() : []))
        {
            value += new DateTime(time).DayOfYear * Math.Sin(place++);
        }
        return value;
    }

    public override double Quantile(int number, double p) => options.IsPoint ? double.NaN : Point(number) + (p - 0.5) * 8;
}
