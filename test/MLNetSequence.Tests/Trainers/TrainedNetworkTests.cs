using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>No option is silently ignored, and none is lost on save.</summary>
[TestClass]
public class OptionEffectTests
{
    /// <summary>Options that say how to train, not what comes out.</summary>
    private static readonly string[] OfTheRunAlone = ["Threads", "CancellationToken", "Progress", "Logger"];

    [TestMethod]
    [DataRow("HiddenSize", 6, "6")]
    [DataRow("Layers", 2, "2")]
    [DataRow("Bidirectional", true, "true")]
    [DataRow("EmbeddingSize", 5, "5")]
    [DataRow("Dropout", 0.5, "0.5")]
    [DataRow("Epochs", 3, "3")]
    [DataRow("BatchSize", 5, "5")]
    [DataRow("LearningRate", 0.03, "0.03")]
    [DataRow("ClipNorm", 0.001, "0.001")]
    [DataRow("ClipNorm", double.PositiveInfinity, "\"Infinity\"")]
    [DataRow("ValidationFraction", 0.25, "0.25")]
    [DataRow("Seed", 7L, "7")]
    public void ItChangesTheModelAndSurvivesSaving(string name, object value, string json)
    {
        // Gradients long enough for the clip norm to matter whichever way it is changed.
        SequenceMulticlassPredictionTransformer usual = Quick.Trainer(o => o.ClipNorm = 0.1).Fit(Quick.Tokens());
        SequenceMulticlassPredictionTransformer changed = Quick.Trainer(o =>
        {
            o.ClipNorm = 0.1;
            typeof(QuickOptions).GetProperty(name)!.SetValue(o, value);
        }).Fit(Quick.Tokens());
        Assert.AreNotEqual(Quick.Bits(usual), Quick.Bits(changed));

        string line = $"{char.ToLowerInvariant(name[0])}{name[1..]}: {json}";
        CollectionAssert.Contains(Saved.Trainer(changed), line);
        CollectionAssert.DoesNotContain(Saved.Trainer(usual), line);
        CollectionAssert.AreEqual(
            Saved.Trainer(changed), Saved.Trainer(ModelFile.Reload(changed, Quick.Tokens().Schema)), "Saved again, it is kept.");
    }

    [TestMethod]
    public void EveryOptionIsSavedOrIsOfTheRunAlone()
    {
        string[] saved = [.. Saved.Trainer(Quick.Trainer().Fit(Quick.Tokens())).Select(line => line.Split(':')[0])];
        foreach (string name in typeof(QuickOptions).GetProperties().Select(p => p.Name).Except(OfTheRunAlone))
        {
            string json = char.ToLowerInvariant(name[0]) + name[1..].Replace("ColumnName", "Column");
            CollectionAssert.Contains(saved, json, $"Option {name} is lost on save; or list it as one of the run alone.");
        }
    }

    [TestMethod]
    public void TheNetworkIsTheOneAskedFor()
    {
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o =>
        {
            (o.HiddenSize, o.Layers, o.Bidirectional, o.EmbeddingSize, o.Dropout) = (6, 2, true, 5, 0.25);
        }).Fit(Quick.Tokens(words: 9));
        // Table: (9 words + padding) · 5. LSTM, one direction: 4 gates · 6 · (inputs + 6 + 1). Dense: 3 · (2 · 6 + 1).
        Assert.AreEqual(50 + 2 * 24 * 12 + 2 * 24 * 19 + 39, model.Network.ParameterCount);
        string[] layers = [.. model.Network.Summary().Split('\n').Select(line => line.Split("  ")[0])];
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "Embedding(10, 5)", "Dropout(0.25)", "LSTM(6, bidirectional, returnSequences)", "LSTM(6, bidirectional)",
                "Dense(3)",
            },
            layers);
    }
}
