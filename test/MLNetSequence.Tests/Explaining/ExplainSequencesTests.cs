using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Explaining;

/// <summary>A number for each step: what it added to a prediction, or how much an attention layer counted it.</summary>
[TestClass]
public class ExplainSequencesTests
{
    private const uint Telling = 6;

    private static readonly MLContext Context = new(1);

    // Whether a row has the telling token, wherever it stands, is all that there is to learn.
    private static readonly Lazy<SequenceBinaryPredictionTransformer> Shared = new(() => Context.BinaryClassification.Trainers
        .Gru(Toys.Layers with { Pooling = SequencePooling.Attention }, new() { EmbeddingSize = 4, Training = Toys.Training(epochs: 20) })
        .Fit(Signs(160)));

    private static SequenceBinaryPredictionTransformer Model => Shared.Value;

    [TestMethod]
    public void TheTokenThatDecidesAddsTheMost()
    {
        uint[][] tokens = [.. Toys.Sequences(60, seed: 12).Where(t => t.Count(x => x == Telling) == 1 && t.Length > 2)];
        Assert.IsTrue(tokens.Length > 5);
        double telling = 0, others = 0;
        float[][] saliency = Saliency(Model, tokens);
        for (int row = 0; row < tokens.Length; row++)
        {
            int at = Array.IndexOf(tokens[row], Telling);
            telling += saliency[row][at];
            others += saliency[row].Where((_, t) => t != at).Average(Math.Abs);
        }
        Assert.IsTrue(telling > 2 * others, $"{telling} and {others}");
    }

    [TestMethod]
    public void PaddingIsZeroAndChangesNothingElse()
    {
        float[][] plain = Saliency(Model, [1, 6, 2]);
        float[][] padded = Saliency(Model, [0, 1, 0, 6, 2, 0], [0, 0], []);
        CollectionAssert.AreEqual((float[])[0, plain[0][0], 0, plain[0][1], plain[0][2], 0], padded[0]);
        CollectionAssert.AreEqual(new float[] { 0, 0 }, padded[1]);
        Assert.AreEqual(0, padded[2].Length);
    }

    [TestMethod]
    public void AttentionAddsUpToOneAndPaddingHasNone()
    {
        IDataView data = Toys.Classes([[1, 6, 2], [0, 1, 0, 6, 2, 0], [3]], 1, 1, 1);
        IDataView explained = Explain(Model, data, null, "Attention");
        float[][] weights = [.. explained.GetColumn<float[]>("Attention")];
        Assert.IsTrue(weights.All(row => Math.Abs(row.Sum() - 1) < 1e-6 && row.All(w => w >= 0)));
        CollectionAssert.AreEqual((float[])[0, weights[0][0], 0, weights[0][1], weights[0][2], 0], weights[1]);
        CollectionAssert.AreEqual(new float[] { 1 }, weights[2]);
        Assert.IsNull(explained.Schema.GetColumnOrNull("Saliency"));
    }

    [TestMethod]
    public void BothColumnsComeInOrder()
    {
        IDataView both = Explain(Model, Signs(5), "S", "A");
        CollectionAssert.AreEqual((string[])["S", "A"], both.Schema.Select(c => c.Name).TakeLast(2).ToArray());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single), both.Schema["S"].Type);
        CollectionAssert.AreEqual(Values.Of(Explain(Model, Signs(5), "S", null), "S"), Values.Of(both, "S"));
        CollectionAssert.AreEqual(Values.Of(Explain(Model, Signs(5), null, "A"), "A"), Values.Of(both, "A"));
    }

    [TestMethod]
    public void TheOutputIsTheOneAskedForOrTheGreatest()
    {
        SequenceMulticlassPredictionTransformer model = Toys.Classifier(o => o.Training = Toys.Training(epochs: 8)).Fit(Toys.Classes(40));
        IDataView data = Toys.Classes(12, seed: 4);
        uint[] predicted = [.. model.Transform(data).GetColumn<uint>("PredictedLabel")];
        string[][] each =
            [.. Enumerable.Range(0, 3).Select(output => Values.Of(Explain(model, data, "Saliency", null, output), "Saliency"))];
        string[] greatest = Values.Of(Explain(model, data, "Saliency", null), "Saliency");
        CollectionAssert.AreEqual(predicted.Select((key, i) => each[key - 1][i]).ToArray(), greatest);
        Assert.IsTrue(predicted.Distinct().Count() > 1);
        CollectionAssert.AreNotEqual(each[0], each[1]);
    }

    [TestMethod]
    public void SavedLoadedAndInAPipelineItIsTheSame()
    {
        Table data = Signs(20);
        string[] expected = Values.OfAll(Explain(Model, data, "S", "A"));
        CollectionAssert.AreEqual(expected, Values.OfAll(Explain(ModelFile.Reload(Model, data.Schema), data, "S", "A")));
        CollectionAssert.AreEqual(expected, Values.OfAll(Explain(new TransformerChain<ITransformer>(Model), data, "S", "A")));
        ITransformer explaining = Context.Transforms.ExplainSequences(Model, "S", "A").Fit(data);
        CollectionAssert.AreEqual(expected, Values.OfAll(ModelFile.Reload(explaining, data.Schema).Transform(data)));
        ITransformer chain = new TransformerChain<ITransformer>(Model, explaining);
        CollectionAssert.AreEqual(
            Values.Of(chain.Transform(data), "S"), Values.Of(ModelFile.Reload(chain, data.Schema).Transform(data), "S"));
    }

    [TestMethod]
    public void ASeriesAndARegressionAreExplainedToo()
    {
        Table data = new Table()
            .Add("Label", NumberDataViewType.Single, [.. Enumerable.Range(0, 30).Select(i => i % 7f)])
            .AddVectors("Features", new VectorDataViewType(NumberDataViewType.Single, 0, 2), null, [.. Enumerable.Range(0, 30)
                .Select(i => new VBuffer<float>(6, [0.1f, -0.2f, float.NaN, float.NaN, i % 7, 0.3f]))]);
        SequenceRegressionPredictionTransformer model = Toys.Regression(
            o => (o.EmbeddingSize, o.Training) = (null, Toys.Training(epochs: 20))).Fit(data);
        float[][] saliency = [.. Explain(model, data, "Saliency", null, 0).GetColumn<float[]>("Saliency")];
        Assert.IsTrue(saliency.All(row => row.Length == 3 && row[1] == 0));
        Assert.IsTrue(saliency[6][2] > Math.Abs(saliency[6][0]), "The last step holds the number.");
    }

    private static float[][] Saliency(ITransformer model, params uint[][] tokens) =>
        [.. Explain(model, Toys.Classes(tokens, [.. tokens.Select(_ => 1u)]), "Saliency", null).GetColumn<float[]>("Saliency")];

    private static IDataView Explain(ITransformer model, IDataView data, string? saliency, string? attention, int? output = null) =>
        Context.Transforms.ExplainSequences(model, saliency, attention, output).Fit(data).Transform(data);

    private static Table Signs(int rows)
    {
        uint[][] tokens = Toys.Sequences(rows);
        return new Table().Add("Label", BooleanDataViewType.Instance, [.. tokens.Select(t => t.Contains(Telling))])
            .AddTokens("Features", Toys.Words, tokens);
    }
}
