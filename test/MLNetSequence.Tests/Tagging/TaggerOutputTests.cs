using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Tagging;

/// <summary>A key and a row of scores for each step, wherever the padding stands; the same bits whichever way they are asked for.</summary>
[TestClass]
public class TaggerOutputTests
{
    private static readonly Lazy<SequenceTaggingPredictionTransformer> Shared =
        new(() => Toys.Tagger(o => o.Training = Toys.Training(epochs: 4)).Fit(Toys.Tagged(40)));

    private static SequenceTaggingPredictionTransformer Model => Shared.Value;

    [TestMethod]
    public void TypesAndAnnotationsSayWhatStepsAndLabelsAre()
    {
        DataViewSchema schema = Model.Transform(Toys.Tagged(1)).Schema;
        Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 3)), schema["PredictedLabel"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 0, 3), schema["Score"].Type);
        CollectionAssert.AreEqual(
            Toys.Tags, Values.OfAnnotation<ReadOnlyMemory<char>>(schema["PredictedLabel"], "KeyValues"));
        CollectionAssert.AreEqual(
            Toys.Tags, Values.OfAnnotation<ReadOnlyMemory<char>>(schema["Score"], "TrainingLabelValues"));
    }

    [TestMethod]
    public void PaddingHasNoKeyAndNoScoresAndChangesNoOther()
    {
        uint[][] padded = [[0, 0, 1, 2], [1, 0, 0, 2], [1, 2, 0, 0], [0, 1, 0, 2, 0]];
        IDataView scored = Model.Transform(Toys.Tagged([[1, 2], .. padded], [.. Enumerable.Repeat(Array.Empty<uint>(), 5)]));
        uint[][] keys = [.. scored.GetColumn<uint[]>("PredictedLabel")];
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        for (int row = 1; row <= padded.Length; row++)
        {
            uint[] tokens = padded[row - 1];
            Assert.AreEqual(tokens.Length, keys[row].Length);
            Assert.AreEqual(tokens.Length * 3, scores[row].Length);
            for (int t = 0, kept = 0; t < tokens.Length; t++)
            {
                float[] score = scores[row][(t * 3)..(t * 3 + 3)];
                if (tokens[t] == 0)
                {
                    Assert.AreEqual(0u, keys[row][t]);
                    Assert.IsTrue(score.All(float.IsNaN));
                    continue;
                }
                Assert.AreEqual(keys[0][kept], keys[row][t]);
                CollectionAssert.AreEqual(scores[0][(kept * 3)..(kept * 3 + 3)], score);
                Assert.AreEqual(1, score.Sum(), 1e-5);
                Assert.AreEqual(Array.IndexOf(score, score.Max()) + 1, (int)keys[row][t]);
                kept++;
            }
        }
    }

    [TestMethod]
    public void ARowOfNothingButPaddingOrOfNoStepsHasNoPredictions()
    {
        IDataView scored = Model.Transform(Toys.Tagged([[], [0, 0]], [], []));
        CollectionAssert.AreEqual(new[] { "[]", "[0 0]" }, Values.Of(scored, "PredictedLabel"));
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        Assert.AreEqual(0, scores[0].Length);
        Assert.AreEqual(6, scores[1].Count(float.IsNaN));
    }

    [TestMethod]
    public void ARowHasTheSameBitsAloneAndInBlocks()
    {
        uint[][] tokens = Toys.Sequences(600, seed: 4);
        IDataView together = Model.Transform(Toys.Tagged(tokens, tokens));
        foreach (string column in (string[])["PredictedLabel", "Score"])
        {
            string[] alone = [.. tokens.Select(t => Values.Of(Model.Transform(Toys.Tagged([t], t)), column).Single())];
            CollectionAssert.AreEqual(alone, Values.Of(together, column));
        }
    }

    [TestMethod]
    public void AModelLoadedIsTheModelSaved()
    {
        Table data = Toys.Tagged(20, seed: 6);
        var loaded = (SequenceTaggingPredictionTransformer)ModelFile.Reload(Model, data.Schema);
        Assert.AreEqual(Toys.Bits(Model), Toys.Bits(loaded));
        CollectionAssert.AreEqual(Values.OfAll(Model.Transform(data)), Values.OfAll(loaded.Transform(data)));
        CollectionAssert.AreEqual(Model.History.ToArray(), loaded.History.ToArray());
        var options = (SequenceTaggingTrainer.Options)loaded.TrainerOptions;
        Assert.AreEqual(4, options.Training.Epochs);
        Assert.AreEqual(Toys.Layers, loaded.Layers);
    }

    [TestMethod]
    public void APredictionEngineTagsASentence()
    {
        var context = new MLContext(1);
        Sentence[] sentences = [.. Toys.Sequences(60).Select(t => new Sentence
        {
            Words = [.. t.Select(word => Toys.Words[word - 1])],
            Tags = [.. Toys.TagsOf(t).Select(tag => Toys.Tags[tag - 1])],
        })];
        IDataView data = context.Data.LoadFromEnumerable(sentences);
        ITransformer model = context.Transforms.Conversion.MapValueToKey("Features", "Words")
            .Append(context.Transforms.Conversion.MapValueToKey("Label", "Tags"))
            .Append(context.MulticlassClassification.Trainers.SequenceTagger(
                RecurrentCell.Lstm, Toys.Layers, new() { Training = Toys.Training(epochs: 30) }))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(data);
        string[][] expected = [.. model.Transform(data).GetColumn<string[]>("PredictedLabel")];
        using var engine = new MLContext().Model.CreatePredictionEngine<Sentence, TaggedSentence>(ModelFile.Reload(model, data.Schema));
        for (int i = 0; i < sentences.Length; i++)
        {
            TaggedSentence found = engine.Predict(sentences[i]);
            CollectionAssert.AreEqual(expected[i], found.PredictedLabel);
            CollectionAssert.AreEqual(sentences[i].Tags, found.PredictedLabel);
            Assert.AreEqual(3 * sentences[i].Words.Length, found.Score.Length);
        }
    }

    internal sealed class Sentence
    {
        public string[] Words { get; set; } = [];

        public string[] Tags { get; set; } = [];
    }

    internal sealed class TaggedSentence
    {
        public string[] PredictedLabel { get; set; } = [];

        public float[] Score { get; set; } = [];
    }
}
