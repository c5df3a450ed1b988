using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Evaluation;

/// <summary>What cannot be evaluated is refused by name.</summary>
[TestClass]
public class TaggingInputTests
{
    private readonly MulticlassClassificationCatalog _catalog = new MLContext(1).MulticlassClassification;

    [TestMethod]
    public void RowsOfOtherLengthsAreNamed()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Tagging.Evaluate(("a", "a"), ("a b", "a b a")));
        foreach (string part in (string[])["Row 2", "'Label' has 2 steps", "'PredictedLabel' has 3"])
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    [TestMethod]
    public void WithoutALabelThereIsNothingToEvaluate()
    {
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => Tagging.Evaluate(Tagging.Data(["a"], ["a"])));
        StringAssert.Contains(error.Message, "no rows");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Tagging.Evaluate(("_ _", "a a"), ("", "")));
        StringAssert.Contains(error.Message, "No step of the 2 rows has a label in column 'Label'");
    }

    [TestMethod]
    public void ColumnsMustBeVectorsOfKeys()
    {
        Table[] bad =
        [
            new Table().AddText("Label", "a").AddTokens("PredictedLabel", ["a"], [1]),
            new Table().AddKeys("Label", ["a"], 1).AddTokens("PredictedLabel", ["a"], [1]),
            new Table().AddVectors("Label", new VectorDataViewType(NumberDataViewType.UInt32), null, new VBuffer<uint>(1, [1]))
                .AddTokens("PredictedLabel", ["a"], [1]),
            new Table().AddVectors(
                "Label", new VectorDataViewType(new KeyDataViewType(typeof(uint), 2), 0, 2), null, new VBuffer<uint>(2, [1, 1]))
                .AddTokens("PredictedLabel", ["a"], [1]),
        ];
        foreach (Table table in bad)
        {
            Refuses(table, "label column 'Label'", "a vector of keys with one dimension", table.Schema["Label"].Type.ToString()!);
            Assert.AreEqual(0, table.RowsRead);
        }
        Refuses(
            new Table().AddTokens("Label", ["a"], [1]).AddText("PredictedLabel", "a"),
            "predicted label column 'PredictedLabel'", "String");
        Refuses(new Table().AddTokens("Label", ["a"], [1]), "no predicted label column 'PredictedLabel'");
        Refuses(new Table().AddTokens("PredictedLabel", ["a"], [1]), "no label column 'Label'");
    }

    [TestMethod]
    public void KeysOfOtherNumbersNeedTexts()
    {
        Refuses(
            new Table().AddKeys("Label", 3, [1]).AddKeys("PredictedLabel", 4, [1]),
            "predicted label column 'PredictedLabel'", "as many keys as the label column 'Label', 3");
        Refuses(
            new Table().AddTokens("Label", ["a"], [1]).AddKeys("PredictedLabel", 2, [1]),
            "predicted label column 'PredictedLabel'", "as many keys as the label column 'Label', 1");
    }

    [TestMethod]
    public void NullsAndEmptyNamesAreRefused()
    {
        Table data = Tagging.Data(("a", "a"));
        Assert.ThrowsExactly<ArgumentNullException>(() => _catalog.EvaluateTagging(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SequenceEvaluationCatalog.EvaluateTagging(null!, data));
        Assert.ThrowsExactly<ArgumentException>(() => _catalog.EvaluateTagging(data, ""));
        Assert.ThrowsExactly<ArgumentException>(() => _catalog.EvaluateTagging(data, predictedLabelColumnName: ""));
    }

    private void Refuses(Table data, params string[] parts)
    {
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _catalog.EvaluateTagging(data));
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }
}
