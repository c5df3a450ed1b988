// Forecasts the cases of several countries a week ahead with one model for all of them, and tells how sure it is.
//
//   dotnet run -c Release --project samples/CovidForecast                    invented epidemics, drawn by the program (Epidemics.cs)
//   dotnet run -c Release --project samples/CovidForecast -- --data FILE     a CSV: Date, and a column of all cases so far for each country
//   … --report FILE                                                          writes the figures as JSON

using CovidForecast;
using Microsoft.ML;
using MLNetSequence;
using Samples.Common;

const int Week = 7;

SampleArguments arguments = SampleArguments.Read(args, "CovidForecast", "CSV: Date, and a column of all cases so far for each country");
var mlContext = new MLContext(seed: 1);

// 1. Data: a row for each day and country. The model is told by a column which series a row belongs to; they may be mixed.
(List<Day> days, DateTime start) = Days.Load(arguments.Data);
IDataView data = mlContext.Data.LoadFromEnumerable(days);

// 2. The forecaster. What comes is seen as a change from the last day, in mean daily changes of the window: so a wave looks the same in a
// small country and a large one, and an epidemic that grows as it never did before looks like those that the model knows.
using var bar = new ConsoleBar();
var layers = new RecurrentLayers { HiddenSize = 32 };
var options = new SequenceForecaster.Options
{
    TargetColumnNames = ["Cases"],
    GroupColumnName = "Country",
    TimeColumnName = "Date",
    WindowSize = 3 * Week,
    Horizon = Week,
    Scaling = ForecastScaling.Change,
    Training = new() { Epochs = 20, Optimizer = new Adam { LearningRate = 0.003 }, Schedule = new CosineSchedule() },
    CancellationToken = bar.Stop,
};
SequenceForecaster lstm = mlContext.Forecasting.ForecastByLstm(layers, options);

// 3. Backtest: on each of the last days a week is forecast, by a model that was trained once on what came before all of them.
var backtest = new BacktestOptions { StartTime = start, SeasonLength = Week };
BacktestResult result = mlContext.Forecasting.Backtest(data, lstm, backtest);
var figures = new Dictionary<string, ForecastFigures> { ["LSTM"] = ForecastFigures.Of(result.Metrics) };
foreach ((string name, IEstimator<ITransformer> simple) in new (string, IEstimator<ITransformer>)[]
{
    ("seasonal naive", mlContext.Forecasting.ForecastBySeasonalNaive(new BaselineForecaster.SeasonalNaiveOptions
    {
        TargetColumnNames = ["Cases"], GroupColumnName = "Country", TimeColumnName = "Date", Horizon = Week, SeasonLength = Week,
    })),
    ("drift", mlContext.Forecasting.ForecastByDrift(new BaselineForecaster.DriftOptions
    {
        TargetColumnNames = ["Cases"], GroupColumnName = "Country", TimeColumnName = "Date", Horizon = Week,
    })),
    ("linear autoregression", mlContext.Forecasting.ForecastByLinearAutoregression(new BaselineForecaster.LinearAutoregressionOptions
    {
        TargetColumnNames = ["Cases"], GroupColumnName = "Country", TimeColumnName = "Date", Horizon = Week, WindowSize = 3 * Week,
    })),
})
{
    figures[name] = ForecastFigures.Of(mlContext.Forecasting.Backtest(data, simple, backtest).Metrics);
}
var countries = result.PerSeries.ToDictionary(series => series.Key, series => ForecastFigures.Of(series.Value));
Console.WriteLine();
ForecastFigures.Show($"{result.Forecasts.Count} forecasts", figures);
Console.WriteLine();
ForecastFigures.Show("LSTM", countries);
string largest = days.MaxBy(day => day.Cases)!.Country;
result.SaveSvg("forecast.svg", largest);
Console.WriteLine($"{largest} is drawn in {Path.GetFullPath("forecast.svg")}");

// 4. Train on all days, save, and load as another program would.
options.Progress = bar;
ForecastingTransformer model = mlContext.Forecasting.ForecastByLstm(layers, options).Fit(data);
bar.Dispose();
mlContext.Model.Save(model, data.Schema, "model.zip");
Console.WriteLine($"Saved {Path.GetFullPath("model.zip")} ({new FileInfo("model.zip").Length / 1024:N0} KB)");
new SampleReport
{
    Sample = "CovidForecast",
    Data = arguments.Data,
    TrainingRows = days.Count(day => day.Date < start),
    TestRows = days.Count(day => day.Date >= start),
    Forecasters = figures,
    Series = countries,
}.With(model.History!).Save(arguments.Report);
var serving = new MLContext();
ForecastingTransformer loaded = serving.Model.Load("model.zip", out _).GetForecastingModel();

// 5. Forecast all countries at once, after the last days, which the model remembers: how many will be new.
Console.WriteLine();
Console.WriteLine($"New in the week after {days[^1].Date:yyyy-MM-dd}:");
foreach (SeriesForecast next in loaded.Forecast())
{
    float last = days.Last(day => day.Country == next.Series).Cases;
    (float[] lower, float[] upper) = next.Interval(0.8);
    const int End = Week - 1;
    Console.WriteLine($"{next.Series,-16}{next[End] - last,14:N0}   80 %: {lower[End] - last,12:N0} to {upper[End] - last,12:N0}");
}
