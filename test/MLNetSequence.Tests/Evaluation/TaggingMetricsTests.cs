using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Evaluation;

/// <summary>Steps, rows and labels, worked out by hand or printed in scikit-learn's documentation.</summary>
[TestClass]
public class TaggingMetricsTests
{
    /// <summary>The example of scikit-learn's classification_report, as a sequence of five steps.</summary>
    [TestMethod]
    public void TheExampleOfScikitLearn()
    {
        TaggingMetrics metrics = Tagging.Evaluate(("c0 c1 c2 c2 c2", "c0 c0 c2 c2 c1"));
        CollectionAssert.AreEqual(
            new[] { "c0 0.5000 1.0000 0.6667 1", "c1 0.0000 0.0000 0.0000 1", "c2 1.0000 0.6667 0.8000 3" },
            Tagging.Show(metrics.PerLabel));
        Assert.AreEqual("macro avg 0.5000 0.5556 0.4889 5", Tagging.Show(metrics.MacroAverage));
        Assert.AreEqual("weighted avg 0.7000 0.6000 0.6133 5", Tagging.Show(metrics.WeightedAverage));
        Assert.AreEqual(0.6, metrics.TokenAccuracy);
        Assert.AreEqual(metrics.MacroAverage.F1, metrics.MacroF1);
        Assert.AreEqual(metrics.WeightedAverage.F1, metrics.WeightedF1);
        string[] matrix = [.. metrics.ConfusionMatrix.Select(row => string.Join(' ', row))];
        CollectionAssert.AreEqual(new[] { "1 0 0", "1 0 0", "0 1 2" }, matrix);
        Assert.IsFalse(metrics.HasSpans);
        Assert.IsNull(metrics.Spans);
        string[] report =
        [
            "              precision    recall  f1-score   support",
            "",
            "          c0     0.5000    1.0000    0.6667         1",
            "          c1     0.0000    0.0000    0.0000         1",
            "          c2     1.0000    0.6667    0.8000         3",
            "",
            "    accuracy                         0.6000         5",
            "  whole rows                         0.0000         1",
            "   macro avg     0.5000    0.5556    0.4889         5",
            "weighted avg     0.7000    0.6000    0.6133         5",
            "",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, report), metrics.GetFormattedReport());
        Assert.AreEqual(metrics.GetFormattedReport(), metrics.ToString());
    }

    [TestMethod]
    public void ARowIsRightWhereAllItsLabelledStepsAre()
    {
        TaggingMetrics metrics = Tagging.Evaluate(("a b", "a b"), ("a _ b", "a b b"), ("a b", "a a"), ("", ""), ("_ _", "a b"));
        Assert.AreEqual(5, metrics.RowCount);
        Assert.AreEqual(3, metrics.SequenceCount, "Two have no label.");
        Assert.AreEqual(6, metrics.StepCount);
        Assert.AreEqual(2.0 / 3, metrics.SequenceAccuracy);
        Assert.AreEqual(5.0 / 6, metrics.TokenAccuracy);
        Assert.AreEqual(0, metrics.UnpredictedStepCount);
    }

    [TestMethod]
    public void AStepWithoutAPredictionIsWrong()
    {
        TaggingMetrics metrics = Tagging.Evaluate(("a a b", "a _ b"));
        Assert.AreEqual(1, metrics.UnpredictedStepCount);
        Assert.AreEqual(2.0 / 3, metrics.TokenAccuracy);
        Assert.AreEqual(0.0, metrics.SequenceAccuracy);
        CollectionAssert.AreEqual(new[] { "a 1.0000 0.5000 0.6667 2", "b 1.0000 1.0000 1.0000 1" }, Tagging.Show(metrics.PerLabel));
        CollectionAssert.AreEqual(new long[] { 1, 0 }, metrics.ConfusionMatrix[0].ToArray());
    }

    /// <summary>As in scikit-learn, a label that is only predicted counts in the macro average, and one that nobody has does not.</summary>
    [TestMethod]
    public void LabelsThatOccurAreTheOnesThatCount()
    {
        string[] words = ["never", "z", "a", "predicted"];
        TaggingMetrics metrics = Tagging.Evaluate(Tagging.Data(words, words, ("a z", "a predicted")));
        CollectionAssert.AreEqual(
            new[] { "z 0.0000 0.0000 0.0000 1", "a 1.0000 1.0000 1.0000 1", "predicted 0.0000 0.0000 0.0000 0" },
            Tagging.Show(metrics.PerLabel), "In the order of their keys.");
        Assert.AreEqual(1.0 / 3, metrics.MacroF1);
        Assert.AreEqual(0.5, metrics.WeightedF1);
    }

    [TestMethod]
    public void KeysAreComparedByTheirTexts()
    {
        TaggingMetrics metrics = Tagging.Evaluate(Tagging.Data(["b", "a"], ["more", "a", "b"], ("a b b", "a b more")));
        Assert.AreEqual(2.0 / 3, metrics.TokenAccuracy);
        CollectionAssert.AreEqual(
            new[] { "b 1.0000 0.5000 0.6667 2", "a 1.0000 1.0000 1.0000 1", "more 0.0000 0.0000 0.0000 0" },
            Tagging.Show(metrics.PerLabel));
    }

    [TestMethod]
    public void KeyValuesMayBeNumbers()
    {
        Table data = new Table();
        Add("Label", [7.5f, 8], [1, 2, 2]);
        Add("PredictedLabel", [8, 7.5f], [2, 1, 2]);
        TaggingMetrics metrics = Tagging.Evaluate(data);
        CollectionAssert.AreEqual(new[] { "7.5 0.5000 1.0000 0.6667 1", "8 1.0000 0.5000 0.6667 2" }, Tagging.Show(metrics.PerLabel));

        void Add(string name, float[] values, uint[] keys)
        {
            var builder = new DataViewSchema.Annotations.Builder();
            ValueGetter<VBuffer<float>> get = (ref VBuffer<float> to) => new VBuffer<float>(values.Length, values).CopyTo(ref to);
            builder.Add("KeyValues", new VectorDataViewType(NumberDataViewType.Single, values.Length), get);
            var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), values.Length));
            data.AddVectors(name, type, builder.ToAnnotations(), new VBuffer<uint>(keys.Length, keys));
        }
    }

    [TestMethod]
    public void KeysWithoutValuesAreComparedAsTheyAre()
    {
        TaggingMetrics metrics = Tagging.Evaluate(
            new Table().AddKeys("Label", 2_000_000_000, [5, 0, 1_999_999_999]).AddKeys("PredictedLabel", 2_000_000_000, [5, 5, 5]));
        Assert.AreEqual(0.5, metrics.TokenAccuracy);
        CollectionAssert.AreEqual(
            new[] { "5 0.5000 1.0000 0.6667 1", "1999999999 0.0000 0.0000 0.0000 1" }, Tagging.Show(metrics.PerLabel));
        Assert.AreEqual(2, metrics.ConfusionMatrix.Count, "A table of the labels that occur, not of two thousand million.");
        Assert.IsFalse(metrics.HasSpans);
    }

    [TestMethod]
    public void OneColumnWithValuesNamesThemForBoth()
    {
        Table data = new Table().AddTokens("Label", ["x", "y"], [1, 2]).AddKeys("PredictedLabel", 2, [1, 1]);
        Assert.AreEqual("x 0.5000 1.0000 0.6667 1", Tagging.Show(Tagging.Evaluate(data).PerLabel[0]));
    }

    [TestMethod]
    public void SparseVectorsAndOtherKeysAreRead()
    {
        Table data = new Table()
            .AddVectors(
                "Label", new VectorDataViewType(new KeyDataViewType(typeof(byte), 3), 6), null,
                new VBuffer<byte>(6, 2, [1, 3], [1, 4]), new VBuffer<byte>(6, [1, 2, 3, 0, 9, 1]))
            .AddVectors(
                "PredictedLabel", new VectorDataViewType(new KeyDataViewType(typeof(ulong), 3)), null,
                new VBuffer<ulong>(6, 3, [3, 1, 3], [0, 1, 4]), new VBuffer<ulong>(6, 1, [2], [1]));
        TaggingMetrics metrics = Tagging.Evaluate(data);
        Assert.AreEqual(6, metrics.StepCount, "Two of the first row, and four of the second: 0 and 9 are no keys of three.");
        Assert.AreEqual(3.0 / 6, metrics.TokenAccuracy);
        Assert.AreEqual(3, metrics.UnpredictedStepCount);
        Assert.AreEqual(0.5, metrics.SequenceAccuracy);
    }

    [TestMethod]
    public void ColumnsMayHaveOtherNamesAndOnlyTheyAreRead()
    {
        Table data = Tagging.Data(("a b", "a a"));
        Assert.AreEqual(1.0, new MLContext().MulticlassClassification.EvaluateTagging(data, "Label", "Label").TokenAccuracy);
        data = Tagging.Data(("a b", "a a"));
        Tagging.Evaluate(data);
        CollectionAssert.AreEqual(new[] { "Label", "PredictedLabel" }, data.Asked);
        Assert.AreEqual(1, data.Opened);
    }
}
