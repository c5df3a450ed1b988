using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using MLNetSequence.Tests.Loading;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Docs;

/// <summary>
/// The examples of docs/training.md that use a trained model: judging it, tags and events, going on from it, explaining, serving.
/// </summary>
[TestClass]
public class TrainedGuideTests
{
    // Embedding, Dropout, LSTM, Dropout, Dense.
    private static readonly RecurrentLayers Layers = Toys.Layers with { Dropout = 0.2 };

    private readonly MLContext mlContext = new(seed: 1);

    [TestMethod]
    public void SeveralNumbers()
    {
        Table data = Toys.Numbers(20).Without("Label").AddNamed("Label", ["up", "down"], TableColumns.Each(20, i => new float[] { i, -i }));
        ITransformer model = Toys.Regression().Fit(data);
        MultiOutputRegressionMetrics several = mlContext.Regression.EvaluateMultiOutput(model.Transform(data));
        CollectionAssert.AreEqual(new[] { "up", "down" }, several.Outputs.Select(o => o.Name).ToArray());
    }

    [TestMethod]
    public void ImportanceOfStaticFeatures()
    {
        Table data = new Table()
            .AddFlags("Label", TableColumns.Each(60, i => i % 2 == 0))
            .AddTokens("Features", Toys.Words, Toys.Sequences(60))
            .AddKnown("Patient", [2], TableColumns.Each(60, i => new float[] { i % 2 * 2 - 1, i % 3 }));
        SequenceBinaryPredictionTransformer trained = mlContext.BinaryClassification.Trainers.Lstm(
            Toys.Layers, new() { StaticFeatureColumnName = "Patient", Training = Toys.Training(epochs: 15) }).Fit(data);
        var importance = mlContext.BinaryClassification.PermutationFeatureImportance(trained, data);
        Assert.AreEqual(2, importance.Length);
        Assert.IsTrue(importance[0].AreaUnderRocCurve.Mean < importance[1].AreaUnderRocCurve.Mean, "The first number is the label.");
    }

    [TestMethod]
    public void Tags()
    {
        using var files = new DataFiles();
        List<string> lines = [];
        foreach (int i in Enumerable.Range(0, 40))
        {
            string[] form = i % 2 == 0 ? ["The", "cat", "sleeps"] : ["A", "dog"];
            string[] upos = ["DET", "NOUN", "VERB"];
            lines.AddRange([.. form.Select((f, t) => $"{t + 1}\t{f}\t{f}\t{upos[t]}\t_\t_\t0\t_\t_\t_"), ""]);
        }
        IDataView sentences = mlContext.Data.LoadFromConlluFile(files.Write([.. lines]));
        var pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Form")
            .Append(mlContext.Transforms.Conversion.MapValueToKey("Label", "Upos"))
            .Append(mlContext.MulticlassClassification.Trainers.SequenceTagger(conditionalRandomField: true))
            .Append(mlContext.Transforms.Conversion.MapKeyToValue("PredictedTags", "PredictedLabel"));
        ITransformer model = pipeline.Fit(sentences);
        TaggingMetrics tags = mlContext.MulticlassClassification.EvaluateTagging(model.Transform(sentences));
        Assert.AreEqual(100, tags.StepCount);
        Assert.AreEqual(DataFiles.Words(model.Transform(sentences), "PredictedTags").Length, tags.SequenceCount);
        StringAssert.Contains(tags.GetFormattedReport(), "NOUN");
        IDataView renamed = mlContext.Transforms.CopyColumns("PredictedLabel", "PredictedTags").Fit(model.Transform(sentences))
            .Transform(model.Transform(sentences));
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => mlContext.MulticlassClassification.EvaluateTagging(renamed));
        StringAssert.Contains(error.Message, "give MapKeyToValue another output");
        Assert.IsFalse(tags.HasSpans, "Labels are not B-, I- and O.");
        using var engine = mlContext.Model.CreatePredictionEngine<Sentence, TaggedSentence>(model);
        Assert.AreEqual(3, engine.Predict(new Sentence { Form = ["The", "dog", "sleeps"] }).PredictedTags.Length);
    }

    [TestMethod]
    public void EventsOfATagger()
    {
        // Ten steps, a leak in the middle, quiet or loud.
        Table data = new Table()
            .AddTokens("Label", ["none", "leak"], [.. Enumerable.Repeat<uint[]>([1, 1, 2, 2, 2, 2, 1, 1, 1, 1], 16)])
            .AddSeries("Features", 1, [.. Enumerable.Repeat<float[]>([-1, -1, 1, 1, 1, 1, -1, -1, -1, -1], 16)]);
        ITransformer tagger = Toys.Tagger(o => o.Training = Toys.Training(epochs: 40)).Fit(data);
        var rules = new EventRules { Threshold = 0.8f, Onset = 3, MinimumGap = 5 };
        IDataView scored = tagger.Transform(data);
        IDataView found = mlContext.Transforms.DetectEvents("Alarms", "Score", label: "leak", rules).Fit(scored).Transform(scored);
        CollectionAssert.AreEqual(new[] { 2 }, found.GetColumn<int[]>("AlarmsStarts").First());
        CollectionAssert.AreEqual(new[] { 5 }, found.GetColumn<int[]>("AlarmsEnds").First());
        Assert.IsTrue(found.GetColumn<float[]>("AlarmsPeaks").First()[0] > 0.8);
        Assert.AreEqual(4, found.GetColumn<bool[]>("Alarms").First().Count(on => on));
    }

    [TestMethod]
    public void EventsOfAStream()
    {
        var rules = new EventRules { Threshold = 0.8f, Onset = 3, MinimumGap = 5 };
        float[] scores = [0, 0.9f, 0.9f, 0, 0.9f, 0.95f, 0.9f, 0, 0, 0, 0.9f, 0, 0, 0, 0, 0, 1, 1, 1];
        List<string> said = [];
        var detector = new EventDetector(rules);
        foreach (float score in scores)
        {
            if (detector.Next(score) is { } ended)
            {
                said.Add($"steps {ended.Start} to {ended.End}, at most {ended.Peak}");
            }
        }
        CollectionAssert.AreEqual(new[] { "steps 4 to 10, at most 0.95" }, said);
        SequenceEvent? last = detector.Finish();
        Assert.AreEqual((16, 18), (last!.Value.Start, last.Value.End));
    }

    [TestMethod]
    public void GoingOnFromAModelInItsPipeline()
    {
        using var files = new DataFiles();
        IDataView reviews = Reviews.Data(mlContext, 60);
        IDataView others = Reviews.Data(mlContext, 60, seed: 2);
        ITransformer first = Pipeline(null).Fit(reviews);
        mlContext.Model.Save(first, reviews.Schema, files.At("reviews.zip"));

        ITransformer before = mlContext.Model.Load(files.At("reviews.zip"), out _);
        SequenceTokenizingTransformer tokenizer = ((IEnumerable<ITransformer>)before).OfType<SequenceTokenizingTransformer>().Single();
        var trainer = mlContext.MulticlassClassification.Trainers.Lstm(
            Layers,
            new SequenceMulticlassTrainer.Options { InitialModel = before, FrozenLayers = 3, Training = Toys.Training() });
        IDataView tokens = tokenizer.Transform(others);
        ITransformer model = new TransformerChain<ITransformer>(
            [tokenizer, mlContext.Transforms.Conversion.MapValueToKey("Label").Append(trainer).Fit(tokens)]);

        string[] was = Toys.Bits(first).Split('\n');
        string[] now = Toys.Bits(model).Split('\n');
        CollectionAssert.AreEqual(was[..^2], now[..^2], "Embedding and LSTM stay as they are.");
        Assert.AreNotEqual(was[^2], now[^2], "The last layer goes on.");
        Assert.AreEqual(60, Values.Of(ModelFile.Reload(model, others.Schema).Transform(others), "PredictedLabel").Length);

        IDataView few = Reviews.Data(mlContext, 3);
        Assert.ThrowsExactly<ArgumentException>(() => Pipeline(first).Fit(few), "Another vocabulary is refused.");
        var same = SequenceVocabulary.FromWords(tokenizer.Vocabulary);
        Assert.IsNotNull(Pipeline(first, vocabulary: same).Fit(few));
        Assert.IsNotNull(Pipeline(first, Layers with { Dropout = 0.4 }, same).Fit(few));
        Assert.ThrowsExactly<ArgumentException>(() => Pipeline(first, Layers with { Dropout = 0 }, same).Fit(few));
    }

    [TestMethod]
    public void Explained()
    {
        IDataView reviews = Reviews.Data(mlContext, 20);
        IEstimator<ITransformer> pipeline = mlContext.Transforms.Text.TokenizeIntoSequence("Features", "Text")
            .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
            .Append(mlContext.MulticlassClassification.Trainers.Lstm(
                Toys.Layers with { Pooling = SequencePooling.Attention }, new() { Training = Toys.Training() }));
        ITransformer model = pipeline.Fit(reviews);
        IDataView scored = model.Transform(reviews);
        IDataView explained = mlContext.Transforms.ExplainSequences(model, "Saliency").Fit(scored).Transform(scored);
        int[] steps = [.. explained.GetColumn<uint[]>("Features").Select(f => f.Length)];
        CollectionAssert.AreEqual(steps, explained.GetColumn<float[]>("Saliency").Select(s => s.Length).ToArray());
        IDataView attended = mlContext.Transforms.ExplainSequences(model, attentionColumnName: "Attention").Fit(scored).Transform(scored);
        foreach (float[] weights in attended.GetColumn<float[]>("Attention"))
        {
            Assert.AreEqual(1, weights.Sum(), 1e-5);
        }
    }

    [TestMethod]
    public void ServedAloneAndInBlocks()
    {
        Review[] rows = [.. Reviews.Make(12)];
        string[] blocks = Values.Of(Quick.Model.Transform(mlContext.Data.LoadFromEnumerable(rows)), "PredictedLabel");
        // Without what only training reads, a row needs no label.
        ITransformer served = new TransformerChain<ITransformer>(
            [.. ((IEnumerable<ITransformer>)Quick.Model).Where(t => t is not ValueToKeyMappingTransformer)]);
        using PredictionEngine<Unlabelled, Verdict> engine = mlContext.Model.CreatePredictionEngine<Unlabelled, Verdict>(served);
        CollectionAssert.AreEqual(blocks, rows.Select(r => engine.Predict(new Unlabelled { Text = r.Text }).PredictedLabel).ToArray());
    }

    private IEstimator<ITransformer> Pipeline(
        ITransformer? initial, RecurrentLayers? layers = null, SequenceVocabulary? vocabulary = null) =>
        mlContext.Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
        {
            OutputColumnName = "Features",
            InputColumnName = "Text",
            Vocabulary = vocabulary,
        })
        .Append(mlContext.Transforms.Conversion.MapValueToKey("Label"))
        .Append(mlContext.MulticlassClassification.Trainers.Lstm(
            layers ?? Layers, new() { InitialModel = initial, Training = Toys.Training() }));

    private sealed class Sentence
    {
        public string[] Form { get; set; } = [];

        public string[] Upos { get; set; } = [];
    }

    private sealed class TaggedSentence
    {
        public string[] PredictedTags { get; set; } = [];
    }

    private sealed class Unlabelled
    {
        public string Text { get; set; } = "";
    }
}
