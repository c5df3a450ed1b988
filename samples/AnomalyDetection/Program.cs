// Finds faults of a machine in the readings of its sensors, in two ways, and tells which sensor is strange.
//
//   dotnet run -c Release --project samples/AnomalyDetection                    an invented machine with planted faults (Machine.cs)
//   dotnet run -c Release --project samples/AnomalyDetection -- --data FILE     a CSV: time, numbers, and where it is known "label", 0 or 1
//   … --report FILE                                                             writes the figures as JSON

using AnomalyDetection;
using Microsoft.ML;
using MLNetSequence;
using Samples.Common;

const int Window = 24;
const int Gap = Window; // rows without an alert that end an event: so long a fault is seen by what looks back on it
const int Shown = 6;

SampleArguments arguments = SampleArguments.Read(
    args, "AnomalyDetection", "CSV of time and numbers, and of a column label, 0 or 1, if you have it");
var mlContext = new MLContext(seed: 1);

// 1. Data: a vector a row. The first half is to learn from, mostly normal; labels are not looked at.
Readings readings = Readings.Load(arguments.Data);
List<Reading> train = readings.Rows[..(readings.Rows.Count / 2)];
List<Reading> test = readings.Rows[train.Count..];
IDataView data = mlContext.Data.LoadFromEnumerable(train, readings.Schema);
double? rate = train.Count >= 1_000 ? 0.001 : null; // alerts among normal rows; of fewer rows such a rate cannot be told: the default
Console.WriteLine($"{readings.Sensors.Length} sensors, {train.Count} rows to learn from, {test.Count} to watch");

// 2. Two detectors: one that cannot draw again what is not normal, and one that did not see it coming.
var autoencoder = mlContext.AnomalyDetection.Trainers.LstmAutoencoder(
    new RecurrentLayers { HiddenSize = 16, Dropout = 0 },
    new SequenceAnomalyTrainer.Options
    {
        InputColumnNames = ["Values"],
        WindowSize = Window,
        ExpectedRate = rate,
        ContributionsColumnName = "Why",
    });
var residuals = mlContext.AnomalyDetection.Trainers.ForecastResiduals(
    mlContext.Forecasting.ForecastByLstm("Forecast", "Values", Window, horizon: 1),
    new() { ExpectedRate = rate, ContributionsColumnName = "Why" });
(string Name, IEstimator<SequenceAnomalyTransformer> Detector)[] detectors =
[
    ("autoencoder", autoencoder),
    ("forecast residuals", residuals),
];

// 3. Train, save, and watch the second half row by row, as a program that runs beside the machine would. The engine goes on from the last
// rows of the training data, which the model remembers.
var figures = new Dictionary<string, DetectionFigures>();
foreach ((string name, IEstimator<SequenceAnomalyTransformer> detector) in detectors)
{
    SequenceAnomalyTransformer model = detector.Fit(data);
    mlContext.Model.Save(model, data.Schema, "model.zip");
    var serving = new MLContext();
    ITransformer loaded = serving.Model.Load("model.zip", out _);
    using var engine = loaded.CreateSequenceEngine<Reading, Verdict>(serving, inputSchemaDefinition: readings.Schema);
    Verdict[] verdicts = [.. test.Select(engine.Predict)];

    // Alerts that are close to one another are of one event.
    var rules = new EventRules { Threshold = (float)model.Threshold, MinimumGap = Gap };
    IReadOnlyList<SequenceEvent> events = EventDetector.Find([.. verdicts.Select(verdict => verdict.Score)], rules);
    Console.WriteLine();
    Console.WriteLine($"{name}, trained in {model.History![^1].Elapsed.TotalSeconds:F1} s: {events.Count} events");
    if (readings.HasLabels)
    {
        double area = mlContext.AnomalyDetection.Evaluate(mlContext.Data.LoadFromEnumerable(verdicts)).AreaUnderRocCurve;
        DetectionFigures of = DetectionFigures.Of(
            [.. test.Select(row => row.Label)], [.. verdicts.Select(verdict => verdict.PredictedLabel)], events, area);
        figures[name] = of;
        Console.WriteLine($"  rows:   precision {of.RowPrecision:F3}   recall {of.RowRecall:F3}   area under the ROC curve {area:F3}");
        Console.WriteLine($"  events: precision {of.EventPrecision:F3}   recall {of.EventRecall:F3}");
    }
    foreach (SequenceEvent found in events.Take(Shown))
    {
        Verdict worst = verdicts[found.PeakStep];
        int sensor = Enumerable.Range(0, worst.Why.Length).MaxBy(i => float.IsNaN(worst.Why[i]) ? 0 : Math.Abs(worst.Why[i]));
        Console.WriteLine($"  {test[(int)found.Start].Time} to {test[(int)found.End].Time}: score {found.Peak:F1}, "
            + $"p-value {worst.Prediction[2]:G2}; {readings.Sensors[sensor]} {worst.Why[sensor]:+0.0;-0.0} of its usual errors");
    }
}
new SampleReport
{
    Sample = "AnomalyDetection",
    Data = arguments.Data,
    TrainingRows = train.Count,
    TestRows = test.Count,
    Detectors = figures.Count > 0 ? figures : null,
}.Save(arguments.Report);

namespace AnomalyDetection
{
    /// <summary>What a detector says of a row.</summary>
    internal sealed class Verdict
    {
        public float Label { get; set; }

        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        /// <summary>Alert, score, and how often a normal row scores so high.</summary>
        public double[] Prediction { get; set; } = [];

        /// <summary>How far each sensor is above what was expected, in its usual errors.</summary>
        public float[] Why { get; set; } = [];
    }
}
