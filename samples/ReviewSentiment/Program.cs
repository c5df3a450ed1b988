// Learns to tell good reviews from bad with a GRU in an ordinary ML.NET pipeline, saves the model, loads it, predicts.
//
//   dotnet run -c Release --project samples/ReviewSentiment                    the 800 sentences beside this program
//   dotnet run -c Release --project samples/ReviewSentiment -- --data FILE     label<TAB>text or text<TAB>label, plain or .gz
//   … --report FILE                                                            writes the figures as JSON

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence;
using ReviewSentiment;
using Samples.Common;

SampleArguments arguments = SampleArguments.Read(args, "ReviewSentiment", "file of label<TAB>text or text<TAB>label, plain or .gz");
var mlContext = new MLContext(seed: 1);

// 1. Data: any IDataView with a label and a text will do.
(IDataView train, IDataView test, bool isLarge) = Reviews.Load(mlContext, arguments.Data);

// 2. The pipeline: text → tokens → (cut to the last 500) → GRU → label. On the 25,000 reviews of the Large Movie Review Dataset this is the
// best of the recipes in the README: dropped features keep the model from learning reviews by heart, and the maximum over all steps finds
// the words that matter wherever they stand.
using var bar = new ConsoleBar();
var layers = new RecurrentLayers
{
    HiddenSize = isLarge ? 64 : 32,
    Bidirectional = true,
    Dropout = 0.5,
    SpatialDropout = isLarge ? 0.5 : 0.2,
    Pooling = SequencePooling.Maximum,
};
var options = new SequenceMulticlassTrainer.Options
{
    EmbeddingSize = isLarge ? 128 : 32,
    LabelSmoothing = 0.1,
    Training = new()
    {
        Seed = 1,
        Epochs = isLarge ? 4 : 12,
        BatchSize = isLarge ? 64 : 16,
        Schedule = new OneCycleSchedule { MaximumRate = isLarge ? 0.003 : 0.01 },
        ValidationFraction = 0.1,
        EarlyStopping = new() { Patience = isLarge ? 2 : 4 },
    },
    Progress = bar,
    CancellationToken = bar.Stop,
};
var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000)
    .Append(mlContext.Transforms.PadSequences("Features", "Tokens", length: 500))
    .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
    .Append(mlContext.MulticlassClassification.Trainers.Gru(layers, options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedLabel"));

// 3. Train.
ITransformer model = pipeline.Fit(train);
bar.Dispose();
TrainingHistory history = model.GetSequenceModel().History;
history.SaveSvg("learning-curve.svg");

// 4. Evaluate on reviews that training has not seen.
MulticlassClassificationMetrics metrics = mlContext.MulticlassClassification.Evaluate(model.Transform(test));
Console.WriteLine();
Console.WriteLine(metrics.ConfusionMatrix.GetFormattedConfusionTable());
Console.WriteLine($"Accuracy on the test part: {metrics.MicroAccuracy:F4}   log-loss: {metrics.LogLoss:F4}");
new SampleReport
{
    Sample = "ReviewSentiment",
    Data = arguments.Data,
    TrainingRows = train.CountRows(),
    TestRows = test.CountRows(),
    Accuracy = metrics.MicroAccuracy,
    Loss = metrics.LogLoss,
}.With(history).Save(arguments.Report);

// 5. Save, and load as another program would.
mlContext.Model.Save(model, train.Schema, "model.zip");
Console.WriteLine($"Saved {Path.GetFullPath("model.zip")} ({new FileInfo("model.zip").Length / 1024:N0} KB) and learning-curve.svg");
var serving = new MLContext();
ITransformer loaded = serving.Model.Load("model.zip", out _);

// 6. Predict.
using var engine = serving.Model.CreatePredictionEngine<Review, Prediction>(loaded);
foreach (string text in (string[])
    [
        "A warm, funny film that I could watch again tonight.",
        "The plot made no sense and I want my two hours back.",
        "I expected to be bored, but it was never dull and the ending is wonderful.",
        "It looked promising, but the service was slow and the food was cold.",
        "",
    ])
{
    Prediction prediction = engine.Predict(new Review { Text = text });
    Console.WriteLine($"{prediction.PredictedLabel,-9} {prediction.Score.Max(),6:P0}  {text}");
}

namespace ReviewSentiment
{
    /// <summary>A row of the data.</summary>
    internal sealed class Review
    {
        public string Label { get; set; } = "";

        public string Text { get; set; } = "";
    }

    /// <summary>What the model says of a row.</summary>
    internal sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
