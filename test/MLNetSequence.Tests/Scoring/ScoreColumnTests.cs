using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Scoring;

/// <summary>What ML.NET's own components look for in the columns of a classifier.</summary>
[TestClass]
public class ScoreColumnTests
{
    [TestMethod]
    public void TheColumnsAreThoseOfAClassifier()
    {
        Table data = Quick.Tokens();
        SequenceMulticlassPredictionTransformer model = Quick.Trainer().Fit(data);
        foreach (ITransformer each in new[] { model, ModelFile.Reload(model, data.Schema) })
        {
            DataViewSchema schema = each.GetOutputSchema(data.Schema);
            DataViewSchema.Column label = schema["PredictedLabel"];
            DataViewSchema.Column score = schema["Score"];
            string[] labels = ["a", "b", "c"];
            Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), label.Type);
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), score.Type);
            Assert.IsTrue(label.HasKeyValues());
            Assert.IsTrue(score.HasSlotNames());
            CollectionAssert.AreEqual(labels, Values.OfAnnotation<ReadOnlyMemory<char>>(label, "KeyValues"));
            CollectionAssert.AreEqual(labels, Values.OfAnnotation<ReadOnlyMemory<char>>(score, "SlotNames"));
            CollectionAssert.AreEqual(labels, Values.OfAnnotation<ReadOnlyMemory<char>>(score, "TrainingLabelValues"));
            Assert.AreEqual("MulticlassClassification", Text(label, "ScoreColumnKind"));
            Assert.AreEqual("MulticlassClassification", Text(score, "ScoreColumnKind"));
            Assert.AreEqual("PredictedLabel", Text(label, "ScoreValueKind"));
            Assert.AreEqual("Score", Text(score, "ScoreValueKind"));
        }
    }

    [TestMethod]
    public void EvaluateWorksOnTheOutput()
    {
        var context = new MLContext();
        Table data = Quick.Tokens(rows: 120);
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o => (o.Epochs, o.HiddenSize) = (30, 8)).Fit(data);
        IDataView scored = model.Transform(data);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(scored);
        uint[] labels = [.. scored.GetColumn<uint>("Label")];
        uint[] predicted = [.. scored.GetColumn<uint>("PredictedLabel")];
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        Assert.AreEqual(labels.Zip(predicted).Average(p => p.First == p.Second ? 1.0 : 0), metrics.MicroAccuracy, 1e-12);
        Assert.AreEqual(scores.Select((s, i) => -Math.Log(s[labels[i] - 1])).Average(), metrics.LogLoss, 1e-6);
        Assert.IsTrue(metrics.MicroAccuracy > 0.9, $"accuracy {metrics.MicroAccuracy}");
    }

    [TestMethod]
    public void MissingTokensAreLeftOutWhereverTheyStandAndHoweverTheyAreWritten()
    {
        string[] words = ["a", "b", "c"];
        Table training = new Table().AddKeys("Label", ["x", "y"], 1, 2).AddTokens("Features", words, [1, 2], [3, 2]);
        SequenceMulticlassPredictionTransformer model = Quick.Trainer().Fit(training);
        Table dense = new Table().AddTokens("Features", words, [3, 2], [0, 3, 2], [3, 0, 0, 2, 0]);
        string[] scores = Values.Of(model.Transform(dense), "Score");
        Assert.AreEqual(1, scores.Distinct().Count());
        Table sparse = new Table().AddVectors(
            "Features", new VectorDataViewType(new KeyDataViewType(typeof(uint), 3), 7), null,
            new VBuffer<uint>(7, 2, [3, 2], [2, 5]), new VBuffer<uint>(7, 3, [3, 0, 2], [0, 1, 6]));
        Assert.AreEqual(scores[0], Values.Of(model.Transform(sparse), "Score").Distinct().Single());
    }

    [TestMethod]
    public void AnotherVocabularyIsRefused()
    {
        ITransformer model = Quick.Trainer().Fit(Quick.Tokens(words: 9));
        Table other = Quick.Tokens(words: 8);
        Action[] calls =
        [
            () => model.Transform(other), () => model.GetOutputSchema(other.Schema), () => model.GetRowToRowMapper(other.Schema),
        ];
        foreach (Action call in calls)
        {
            Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
            foreach (string part in (string[])["feature column 'Features'", "vocabulary of 9", "one of 8"])
            {
                StringAssert.Contains(error.Message, part);
            }
        }
    }

    private static string Text(DataViewSchema.Column column, string annotation)
    {
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(annotation, ref text);
        return text.ToString();
    }
}
