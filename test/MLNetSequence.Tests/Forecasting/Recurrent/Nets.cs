using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>Forecasters that are trained in milliseconds, and short ways to what they say.</summary>
internal static class Nets
{
    private const float NaN = float.NaN;

    public static TrainingOptions Training(int epochs = 2, double rate = 0.01) => new()
    {
        Epochs = epochs,
        BatchSize = 8,
        Optimizer = new Adam { LearningRate = rate },
        Schedule = new CosineSchedule(),
        Seed = 1,
        Threads = 1,
    };

    public static SequenceForecaster.Options Options(Action<SequenceForecaster.Options>? change = null)
    {
        var options = new SequenceForecaster.Options { WindowSize = 4, Horizon = 3, Paths = 8, Training = Training() };
        change?.Invoke(options);
        return options;
    }

    public static SequenceForecaster Of(Action<SequenceForecaster.Options>? change = null, int hidden = 4, MLContext? context = null) =>
        (context ?? new MLContext(1)).Forecasting.ForecastByGru(new RecurrentLayers { HiddenSize = hidden, Dropout = 0 }, Options(change));

    public static ForecastingTransformer Fit(IDataView data, Action<SequenceForecaster.Options>? change = null, int hidden = 4) =>
        Of(change, hidden).Fit(data);

    /// <summary>One series.</summary>
    public static Table One(params float[] values) => new Table().AddNumbers("Value", values);

    public static float[] Numbers(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(i => (float)value(i))];

    public static Table One(int count, Func<int, double> value) => One(Numbers(count, value));

    /// <summary>Bits of all weights, and of what was measured in training.</summary>
    public static string Bits(ForecastingTransformer model) => Convert.ToHexString(model.Model.Core.Save());

    /// <summary>Bits of all weights.</summary>
    public static string Weights(ForecastingTransformer model)
    {
        (Engine.Networks.Network network, _) = Engine.Serialization.NetworkFile.Read(model.Model.Core.Save());
        return string.Join('\n', network.Parameters.All.Select(
            p => $"{p.Name} {string.Join(' ', network.Parameters.Span(p).ToArray().Select(Values.Write))}"));
    }

    /// <summary>Bits of all that a forecast says.</summary>
    public static string Text(SeriesForecast forecast) => string.Join('\n', Enumerable.Range(0, forecast.Targets.Count).Select(k =>
    {
        (float[] low, float[] high) = forecast.Interval(0.8, k);
        IEnumerable<float> all = forecast.Values(k).Concat(low).Concat(high).Concat(forecast.Paths(k).SelectMany(p => p));
        return $"{forecast.Series} {forecast.Targets[k]} {string.Join(' ', all.Select(Values.Write))} {string.Join(' ', forecast.Times)}";
    }));

    public static string Text(IEnumerable<SeriesForecast> forecasts) => string.Join('\n', forecasts.Select(Text));

    public static ForecastingTransformer Reload(ForecastingTransformer model, DataViewSchema schema) =>
        (ForecastingTransformer)ModelFile.Reload(model, schema);

    /// <summary>The same to a context that has read nothing.</summary>
    public static string All(ForecastingTransformer model, IDataView data) =>
        string.Join('\n', [.. Values.OfAll(model.Transform(data)), .. model.Transform(data).Schema.Select(c => $"{c.Name} {c.Type}")]);

    /// <summary>Bits of a saved forecaster but for how training went, which tells the time.</summary>
    public static string Saved(ForecastingTransformer model) =>
        $"{Bits(model)} {Convert.ToHexString(model.Model.Memory.Save())} {model.Model.Settings} {model.Model.Step}";

    /// <summary>Some value is missing.</summary>
    public static float[] Without(this float[] values, params int[] rows)
    {
        float[] copy = [.. values];
        Array.ForEach(rows, row => copy[row] = NaN);
        return copy;
    }
}
