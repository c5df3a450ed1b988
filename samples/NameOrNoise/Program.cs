// Tells given names from the same letters in another order: characters as tokens, two classes, a binary LSTM.
//
//   dotnet run -c Release --project samples/NameOrNoise                    the 609 names beside this program
//   dotnet run -c Release --project samples/NameOrNoise -- --data FILE     names, one a line
//   … --report FILE                                                        writes the figures as JSON

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence;
using NameOrNoise;
using Samples.Common;

SampleArguments arguments = SampleArguments.Read(args, "NameOrNoise", "file of names, one a line");
var mlContext = new MLContext(seed: 1);

// 1. Data: a text, and whether it is a name.
(IDataView train, IDataView test, bool isLarge) = Names.Load(mlContext, arguments.Data);

// 2. The pipeline: text → letters → LSTM in both directions → yes or no.
using var bar = new ConsoleBar();
var layers = new RecurrentLayers { HiddenSize = 64, Bidirectional = true, Dropout = 0.2, Pooling = SequencePooling.Maximum };
var options = new SequenceBinaryTrainer.Options
{
    FeatureColumnNames = ["Letters"],
    EmbeddingSize = isLarge ? 32 : 16,
    Training = new()
    {
        Seed = 1,
        Epochs = isLarge ? 8 : 30,
        BatchSize = isLarge ? 64 : 16,
        Optimizer = new Adam { LearningRate = 0.003 },
        Schedule = new CosineSchedule(),
    },
    Progress = bar,
    CancellationToken = bar.Stop,
};
var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Letters", "Text", new CharacterSplitter())
    .Append(mlContext.BinaryClassification.Trainers.Lstm(layers, options));

// 3. Train.
ITransformer model = pipeline.Fit(train);
bar.Dispose();

// 4. Evaluate on names that training has not seen.
CalibratedBinaryClassificationMetrics metrics = mlContext.BinaryClassification.Evaluate(model.Transform(test));
Console.WriteLine();
Console.WriteLine($"Accuracy on the test part: {metrics.Accuracy:F4}   area under the ROC curve: {metrics.AreaUnderRocCurve:F4}");
new SampleReport
{
    Sample = "NameOrNoise",
    Data = arguments.Data,
    TrainingRows = train.CountRows(),
    TestRows = test.CountRows(),
    Accuracy = metrics.Accuracy,
    Loss = metrics.LogLoss * Math.Log(2), // ML.NET's is in bits here
    AreaUnderRocCurve = metrics.AreaUnderRocCurve,
}.With(model.GetSequenceModel().History).Save(arguments.Report);

// 5. Save, and load as another program would.
mlContext.Model.Save(model, train.Schema, "model.zip");
Console.WriteLine($"Saved {Path.GetFullPath("model.zip")} ({new FileInfo("model.zip").Length / 1024:N0} KB)");
var serving = new MLContext();
ITransformer loaded = serving.Model.Load("model.zip", out _);

// 6. Predict: names that are in no list, and their letters in a worse order.
using var engine = serving.Model.CreatePredictionEngine<Word, Prediction>(loaded);
foreach (string text in (string[])["Marilena", "rlnmaeia", "Torvaldson", "dtrsnlvoao", "Kimiko", "mkiiok"])
{
    Prediction prediction = engine.Predict(new Word { Text = text });
    Console.WriteLine($"{(prediction.PredictedLabel ? "name" : "noise"),-6} {prediction.Probability,6:P0}  {text}");
}

namespace NameOrNoise
{
    /// <summary>What the model says of a text.</summary>
    internal sealed class Prediction
    {
        public bool PredictedLabel { get; set; }

        /// <summary>How likely it is a name, from 0 to 1.</summary>
        public float Probability { get; set; }
    }
}
