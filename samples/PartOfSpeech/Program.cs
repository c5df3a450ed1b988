// Tags each word of a sentence with its part of speech: an LSTM in both directions and a conditional random field on top.
//
//   dotnet run -c Release --project samples/PartOfSpeech                    the 191 sentences beside this program
//   dotnet run -c Release --project samples/PartOfSpeech -- --data FILE     a CoNLL-U file …train.conllu, with …dev.conllu beside it
//   … --report FILE                                                         writes the figures as JSON

using Microsoft.ML;
using MLNetSequence;
using PartOfSpeech;
using Samples.Common;

SampleArguments arguments = SampleArguments.Read(args, "PartOfSpeech", "CoNLL-U file …train.conllu, with …dev.conllu beside it");
var mlContext = new MLContext(seed: 1);

// 1. Data: two vectors of text, words (Form) and tags (Upos), equally long.
(IDataView train, IDataView test, bool isLarge) = Sentences.Load(mlContext, arguments.Data);

// 2. The pipeline. Words that occur once become the unknown word, so that the model learns what to make of those it has never met.
using var bar = new ConsoleBar();
var layers = new RecurrentLayers { HiddenSize = isLarge ? 64 : 32, Bidirectional = true, Dropout = 0.4 };
var options = new SequenceTaggingTrainer.Options
{
    FeatureColumnNames = ["Words"],
    LabelColumnName = "Tags",
    EmbeddingSize = isLarge ? 64 : 32,
    ConditionalRandomField = true,
    Training = new()
    {
        Seed = 1,
        Epochs = isLarge ? 6 : 30,
        BatchSize = isLarge ? 32 : 8,
        Optimizer = new Adam { LearningRate = 0.005 },
        Schedule = new CosineSchedule(),
    },
    Progress = bar,
    CancellationToken = bar.Stop,
};
var words = new SequenceTokenizingEstimator.Options { OutputColumnName = "Words", InputColumnName = "Form", MinimumFrequency = 2 };
var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence(words)
    .Append(mlContext.Transforms.Conversion.MapValueToKey("Tags", "Upos"))
    .Append(mlContext.MulticlassClassification.Trainers.SequenceTagger(RecurrentCell.Lstm, layers, options))
    .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedTags", "PredictedLabel"));

// 3. Train.
ITransformer model = pipeline.Fit(train);
bar.Dispose();

// 4. Evaluate on sentences that training has not seen.
TaggingMetrics metrics = mlContext.MulticlassClassification.EvaluateTagging(model.Transform(test), labelColumnName: "Tags");
Console.WriteLine();
Console.WriteLine(metrics);
Console.WriteLine($"Right tags on the test part: {metrics.TokenAccuracy:F4}");
new SampleReport
{
    Sample = "PartOfSpeech",
    Data = arguments.Data,
    TrainingRows = train.CountRows(),
    TestRows = test.CountRows(),
    Accuracy = metrics.TokenAccuracy,
}.With(model.GetSequenceModel().History).Save(arguments.Report);

// 5. Save, and load as another program would.
mlContext.Model.Save(model, train.Schema, "model.zip");
Console.WriteLine($"Saved {Path.GetFullPath("model.zip")} ({new FileInfo("model.zip").Length / 1024:N0} KB)");
var serving = new MLContext();
ITransformer loaded = serving.Model.Load("model.zip", out _);

// 6. Predict. Some words are a verb here and a noun there.
using var engine = serving.Model.CreatePredictionEngine<Sentence, Tagged>(loaded);
foreach (string text in (string[])
    [
        "I want to book a flight to Boston",
        "The book is on the table",
        "Water the flowers with cold water before you leave",
        "Does the last train stop in Denver",
    ])
{
    string[] form = text.Split(' ');
    string[] tags = engine.Predict(new Sentence { Form = form }).PredictedTags;
    Console.WriteLine(string.Join(' ', form.Zip(tags, (word, tag) => $"{word}/{tag}")));
}

namespace PartOfSpeech
{
    /// <summary>What the model says of a sentence.</summary>
    internal sealed class Tagged
    {
        /// <summary>A tag for each word.</summary>
        public string[] PredictedTags { get; set; } = [];
    }
}
