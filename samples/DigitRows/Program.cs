// Reads digits as sequences, row of pixels by row: images of 16 × 16 are 16 steps of 16 features, and a GRU tells which digit it is.
//
//   dotnet run -c Release --project samples/DigitRows                       digits that the program draws itself (Digits.cs)
//   dotnet run -c Release --project samples/DigitRows -- --report FILE      writes the figures as JSON

using DigitRows;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence;
using Samples.Common;

SampleArguments arguments = SampleArguments.Read(args, "DigitRows");
var mlContext = new MLContext(seed: 1);

// 1. Data: vectors of the dimensions (16, 16), steps first.
List<Digit> images = Digits.Draw(500, seed: 2);
IDataView train = mlContext.Data.LoadFromEnumerable(Digits.Draw(3_000, seed: 1));
IDataView test = mlContext.Data.LoadFromEnumerable(images);
Console.WriteLine($"{train.CountRows()} drawn digits to learn from, {test.CountRows()} to test on");

// 2. The pipeline. A tenth is held out: training ends when it no longer gets better there, and gives back the best epoch.
using var bar = new ConsoleBar();
var layers = new RecurrentLayers { HiddenSize = 64, Dropout = 0.1 };
var options = new SequenceMulticlassTrainer.Options
{
    FeatureColumnNames = ["Pixels"],
    Training = new()
    {
        Seed = 1,
        Epochs = 30,
        Optimizer = new Adam { LearningRate = 0.003 },
        ValidationFraction = 0.1,
        EarlyStopping = new() { Patience = 5 },
    },
    Progress = bar,
    CancellationToken = bar.Stop,
};
var pipeline = mlContext.Transforms.Conversion.MapValueToKey("Label")
    .Append(mlContext.MulticlassClassification.Trainers.Gru(layers, options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

// 3. Train.
ITransformer model = pipeline.Fit(train);
bar.Dispose();

// 4. Evaluate on digits that training has not seen.
MulticlassClassificationMetrics metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
Console.WriteLine();
Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
Console.WriteLine($"Accuracy on the test part: {metrics.MicroAccuracy:F4}   log-loss: {metrics.LogLoss:F4}");
new SampleReport
{
    Sample = "DigitRows",
    TrainingRows = train.CountRows(),
    TestRows = test.CountRows(),
    Accuracy = metrics.MicroAccuracy,
    Loss = metrics.LogLoss,
}.With(model.GetSequenceModel().History).Save(arguments.Report);

// 5. Save, and load as another program would.
mlContext.Model.Save(model, train.Schema, "model.zip");
Console.WriteLine($"Saved {Path.GetFullPath("model.zip")} ({new FileInfo("model.zip").Length / 1024:N0} KB)");
var serving = new MLContext();
ITransformer loaded = serving.Model.Load("model.zip", out _);

// 6. Predict.
using var engine = serving.Model.CreatePredictionEngine<Digit, Prediction>(loaded);
Digit image = images[7];
Prediction prediction = engine.Predict(image);
foreach (float[] row in image.Pixels.Chunk(Digits.Size))
{
    Console.WriteLine(string.Concat(row.Select(ink => ink > 0.75 ? "##" : ink > 0.4 ? "++" : ink > 0.2 ? ".." : "  ")));
}
Console.WriteLine($"This is a {prediction.PredictedLabel} ({prediction.Score.Max():P0}); it was drawn as a {image.Label}.");

namespace DigitRows
{
    /// <summary>What the model says of an image.</summary>
    internal sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
