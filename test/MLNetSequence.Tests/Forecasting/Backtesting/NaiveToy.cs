using Microsoft.ML;
using MLNetSequence.Forecasting;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Tests.Forecasting.Backtesting;

/// <summary>Forecasts the last value, with quantiles that are evenly spread over 9 around it: simple enough to reckon by hand.</summary>
internal sealed class NaiveToy(ToyOptions options) : IEstimator<ForecastingTransformer>, IForecastingEstimator
{
    public ForecastingOptions Forecasting => options;

    public ForecastingTransformer Fit(IDataView input)
    {
        ForecastInputs inputs = ForecastInputs.Of(input.Schema, options);
        SeriesData data = SeriesData.Read(input, inputs);
        return new ForecastingTransformer(new ForecastModel(
            ForecastSettings.Of(options), inputs, TimeStep.Of(data), new Core(options), ForecastMemory.Of(data, 1)));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;

    private sealed class Core(ToyOptions options) : ForecastCore
    {
        public override string Kind => "naive toy";

        public override int Window => 1;

        public override bool AnyHorizon => true;

        public override bool HasDistribution => !options.IsPoint;

        public override Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths) =>
            [.. windows.Select(w => new Last([.. w.History.Span[^options.TargetColumnNames.Count..]], options.IsPoint))];

        public override byte[] Save() => [];
    }

    private sealed class Last(float[] values, bool isPoint) : Prediction
    {
        public override double Point(int number) => values[number % values.Length];

        public override double Quantile(int number, double p) => isPoint ? double.NaN : Point(number) + (p - 0.5) * 9;
    }
}
