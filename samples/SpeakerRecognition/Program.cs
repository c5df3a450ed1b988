// Tells speakers apart by how they say two vowels: time series of 12 channels and 7 to 29 steps, a bidirectional GRU.
//
//   dotnet run -c Release --project samples/SpeakerRecognition                    invented voices, drawn by the program (Voice.cs)
//   dotnet run -c Release --project samples/SpeakerRecognition -- --data FOLDER   with JapaneseVowels_TRAIN.ts and _TEST.ts
//   … --report FILE                                                               writes the figures as JSON
//
// Japanese Vowels (Kudo, Toyama, Shimbo 1999) is a data set of the UEA archive: nine men who say "ae". Any other _TRAIN.ts will do, too.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence;
using Samples.Common;
using SpeakerRecognition;

SampleArguments arguments = SampleArguments.Read(args, "SpeakerRecognition", "folder of JapaneseVowels_TRAIN.ts, or a file …_TRAIN.ts");
var mlContext = new MLContext(seed: 1);

// 1. Data: a series, as long as the utterance, and who it is.
(IDataView train, IDataView test) = Utterances.Load(mlContext, arguments.Data);
Console.WriteLine($"{train.CountRows()} utterances to learn from, {test.CountRows()} to test on");

// 2. The pipeline. Each channel gets mean 0 and deviation 1; the series goes into the network as long as it is: no padding, no cutting.
using var bar = new ConsoleBar();
var layers = new RecurrentLayers
{
    HiddenSize = 64,
    Bidirectional = true,
    Dropout = 0.4,
    SpatialDropout = 0.2,
    Pooling = SequencePooling.Maximum,
};
var options = new SequenceMulticlassTrainer.Options
{
    LabelSmoothing = 0.1,
    Training = new()
    {
        Seed = 1,
        Epochs = 80,
        BatchSize = 16,
        Optimizer = new AdamW { LearningRate = 0.003, WeightDecay = 0.01 },
        Schedule = new CosineSchedule(),
    },
    Progress = bar,
    CancellationToken = bar.Stop,
};
var pipeline = mlContext.Transforms.ScaleSeries("Features", "Series")
    .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
    .Append(mlContext.MulticlassClassification.Trainers.Gru(layers, options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

// 3. Train.
ITransformer model = pipeline.Fit(train);
bar.Dispose();

// 4. Evaluate on utterances that training has not heard.
MulticlassClassificationMetrics metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
Console.WriteLine();
Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
Console.WriteLine($"Accuracy on the test part: {metrics.MicroAccuracy:F4}   log-loss: {metrics.LogLoss:F4}");
new SampleReport
{
    Sample = "SpeakerRecognition",
    Data = arguments.Data,
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

// 6. Predict: the loaded model on a few rows of the test part.
IDataView some = loaded.Transform(test);
foreach (Prediction row in serving.Data.CreateEnumerable<Prediction>(some, reuseRowObject: false).Where((_, i) => i % 37 == 0).Take(5))
{
    Console.WriteLine($"{row.PredictedLabel,-9} {row.Score.Max(),6:P0}  {row.Series.Length / 12} steps");
}

namespace SpeakerRecognition
{
    /// <summary>What the model says of a row.</summary>
    internal sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];

        public float[] Series { get; set; } = [];
    }
}
