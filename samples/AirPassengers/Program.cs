// Forecasts monthly numbers half a year ahead, with bounds, and shows how well it would have done, beside simpler methods.
//
//   dotnet run -c Release --project samples/AirPassengers                    passengers of airlines, 1949 to 1960
//   dotnet run -c Release --project samples/AirPassengers -- --data FILE     a CSV with a header: month (1949-01 or 1949-01-31), number
//   … --report FILE                                                          writes the figures as JSON

using AirPassengers;
using Microsoft.ML;
using MLNetSequence;
using Samples.Common;

const int Horizon = 6;
const int Tested = 24; // the last two years
const int Year = 12;

SampleArguments arguments = SampleArguments.Read(args, "AirPassengers", "CSV of month and number, with a header");
var mlContext = new MLContext(seed: 1);

// 1. Data: a row a month, numbers as they are.
(List<Month> months, string name) = Months.Load(arguments.Data);
IDataView data = mlContext.Data.LoadFromEnumerable(months);
int known = months.Count - Tested;
Console.WriteLine($"{name}: {months.Count} months, {known} to learn from before {months[known].Date:yyyy-MM}, {Tested} to test on");

// 2. The forecaster. What grows in proportion to itself is best seen as a logarithm; where there are zeros there is none.
float least = months.Where(month => !float.IsNaN(month.Value)).Min(month => month.Value);
TargetTransform transform = least > 0 ? TargetTransform.Logarithm : least == 0 ? TargetTransform.SquareRoot : TargetTransform.None;
if (transform != TargetTransform.Logarithm)
{
    string instead = transform == TargetTransform.SquareRoot ? "square roots" : "the numbers as they are";
    Console.WriteLine($"The least number is {least}, which has no logarithm: the forecaster takes {instead}.");
}
int window = known < 50 * Year ? 2 * Year : 10 * Year; // of a long series more can be learned
SequenceForecaster lstm = mlContext.Forecasting.ForecastByLstm(
    new RecurrentLayers { HiddenSize = 32 },
    new SequenceForecaster.Options
    {
        TimeColumnName = "Date",
        TimeFeatures = TimeParts.Month,
        WindowSize = window,
        Horizon = Horizon,
        Transform = transform,
        ConfidenceLowerBoundColumn = "Lower",
        ConfidenceUpperBoundColumn = "Upper",
    });

// 3. Backtest: trained once on what came before the last two years; then month by month, what it says of the sixth month from there.
var options = new BacktestOptions { StartRow = known, LastPointOnly = true, SeasonLength = Year };
(string Name, IEstimator<ITransformer> Estimator)[] forecasters =
[
    ("LSTM", lstm),
    ("naive", mlContext.Forecasting.ForecastByNaive("Forecast", "Value", Horizon)),
    ("seasonal naive", mlContext.Forecasting.ForecastBySeasonalNaive("Forecast", "Value", Year, Horizon)),
    ("drift", mlContext.Forecasting.ForecastByDrift("Forecast", "Value", Horizon)),
    ("linear autoregression", mlContext.Forecasting.ForecastByLinearAutoregression("Forecast", "Value", window, Horizon)),
];
var results = forecasters.ToDictionary(f => f.Name, f => mlContext.Forecasting.Backtest(data, f.Estimator, options));
var figures = results.ToDictionary(r => r.Key, r => ForecastFigures.Of(r.Value.Metrics));
Console.WriteLine();
ForecastFigures.Show($"{results["LSTM"].Origins} forecasts of month {Horizon}", figures);
results["LSTM"].SaveSvg("forecast.svg", title: $"{name}: what was forecast {Horizon} months before");
Console.WriteLine($"Drawn in {Path.GetFullPath("forecast.svg")}");

// 4. Train on all months, save, and load as another program would.
ForecastingTransformer model = lstm.Fit(data);
mlContext.Model.Save(model, data.Schema, "model.zip");
Console.WriteLine($"Trained on all months in {model.History![^1].Elapsed.TotalSeconds:F1} s, and saved "
    + $"{Path.GetFullPath("model.zip")} ({new FileInfo("model.zip").Length / 1024:N0} KB)");
new SampleReport
{
    Sample = "AirPassengers",
    Data = arguments.Data,
    TrainingRows = known,
    TestRows = Tested,
    Forecasters = figures,
}.With(model.History).Save(arguments.Report);
var serving = new MLContext();
ITransformer loaded = serving.Model.Load("model.zip", out _);

// 5. Forecast: the model remembers the last months of its training, and goes on from there.
SeriesForecast next = loaded.GetForecastingModel().Forecast()[0];
(float[] lower, float[] upper) = next.Interval(0.95);
Console.WriteLine();
for (int step = 0; step < next.Horizon; step++)
{
    Console.WriteLine($"{next.Times[step]:yyyy-MM}  {next[step],8:N1}   95 %: {lower[step],8:N1} to {upper[step],8:N1}");
}

// 6. Go on month by month: each one that comes is taken in, and changes what is forecast. engine.CheckPoint saves where it has come to.
using var engine = loaded.CreateSequenceEngine<Month, MonthForecast>(serving);
var month = new Month { Date = next.Times[0], Value = upper[0] };
MonthForecast after = engine.Predict(month);
Console.WriteLine($"If {month.Date:yyyy-MM} brings {month.Value:N1}, then {next.Times[1]:yyyy-MM} will bring {after.Forecast[0]:N1} "
    + $"({after.Lower[0]:N1} to {after.Upper[0]:N1}), not {next[1]:N1}.");

namespace AirPassengers
{
    /// <summary>What the model says after a month: of each of the next six, the first one first.</summary>
    internal sealed class MonthForecast
    {
        public float[] Forecast { get; set; } = [];

        public float[] Lower { get; set; } = [];

        public float[] Upper { get; set; } = [];
    }
}
