using MLNetSequence.Engine.Networks;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>How tokens become numbers: drawn, one-hot or given, of one size or each column of its own.</summary>
[TestClass]
public class EmbeddingTests
{
    private static readonly string[] Words = ["a", "b"];

    [TestMethod]
    public void AColumnGets64NumbersUnlessToldOtherwise()
    {
        Assert.AreEqual("Embedding(3, 64)", Layer(o => o.EmbeddingSize = null));
        Assert.AreEqual("Embedding(3, 7)", Layer(o => o.EmbeddingSize = 7));
    }

    [TestMethod]
    public void AColumnMayHaveASizeOfItsOwn()
    {
        Assert.AreEqual("Embedding(3, 5)", Layer(o => Embed(o, new() { Size = 5 })));
        Assert.AreEqual("EmbedSteps(3 x 5, 3 x 3)", Layer(o => Embed(o, new() { Size = 5 }, "Features", "More")));
        Assert.AreEqual("EmbedSteps(3 x 3, 3 x 5)", Layer(o =>
        {
            o.FeatureColumnNames = ["More", "Features"];
            o.Embeddings = new Dictionary<string, TokenEmbedding> { ["Features"] = new() { Size = 5 } };
        }));
    }

    [TestMethod]
    public void OneHotNeedsNoTable()
    {
        Assert.AreEqual("OneHot(3)", Layer(o => Embed(o, TokenEmbedding.OneHot)));
        Assert.AreEqual(
            "EmbedSteps(one-hot 3, 3 x 3, 1 features)", Layer(o => Embed(o, TokenEmbedding.OneHot, "Features", "Series", "More")));
    }

    [TestMethod]
    public void GivenVectorsThatAreNotTrainedStayAsTheyAre()
    {
        SequencePredictionTransformer model = Train(o => Embed(o, new() { Vectors = Vectors(), Trainable = false }));
        CollectionAssert.AreEqual(new float[] { 0, 0, 3, 4, 5, 6 }, Table(model));
        Assert.AreEqual("EmbedSteps(3 x 2 frozen)", Small.LayersOf(model)[0]);
        CollectionAssert.AreEqual(Table(model), Table((SequencePredictionTransformer)ModelFile.Reload(model, Data().Schema)));
    }

    [TestMethod]
    public void GivenVectorsAreWhereTrainingBegins()
    {
        float[] table = Table(Train(o => Embed(o, new() { Vectors = Vectors() })));
        float[] given = [0, 0, 3, 4, 5, 6];
        for (int i = 0; i < given.Length; i++)
        {
            Assert.AreEqual(given[i], table[i], 0.2f);
            Assert.AreEqual(i < 2, given[i] == table[i], "All change but padding.");
        }
    }

    [TestMethod]
    public void GivenVectorsAreCopied()
    {
        float[,] vectors = Vectors();
        SequenceMulticlassTrainer trainer = Small.Multiclass(o => Embed(o, new() { Vectors = vectors, Trainable = false }));
        SequencePredictionTransformer model = trainer.Fit(Data());
        vectors[1, 0] = 99;
        CollectionAssert.AreEqual(new float[] { 0, 0, 3, 4, 5, 6 }, Table(model));
        Assert.IsNull(model.TrainerOptions.Embeddings["Features"].Vectors, "They are weights, and no option to keep.");
    }

    [TestMethod]
    public void ADrawnTableMayBeLeftUntrained()
    {
        float[] one = Table(Train(o => Embed(o, new() { Trainable = false })));
        float[] more = Table(Train(o =>
        {
            Embed(o, new() { Trainable = false });
            o.Training = o.Training with { Epochs = 7 };
        }));
        CollectionAssert.AreEqual(one, more);
    }

    /// <summary>Layers that were frozen are like any others afterwards; a table that is never trained stays so.</summary>
    [TestMethod]
    public void AFrozenLayerLeavesTheDescriptionAsItWas()
    {
        SequencePredictionTransformer first = Train(o => Embed(o, new() { Vectors = Vectors(), Trainable = false }));
        SequencePredictionTransformer next = Train(o =>
        {
            Embed(o, new() { Vectors = Vectors(), Trainable = false });
            (o.InitialModel, o.FrozenLayers) = (first, 2);
        });
        Assert.AreEqual(first.Network.Summary(), next.Network.Summary());
    }

    [TestMethod]
    public void APenaltyKeepsTheTableSmall()
    {
        double usual = Norm(Train(o => o.Training = Small.Learning()));
        double penalized = Norm(Train(o =>
        {
            Embed(o, new() { Regularizer = new(L2: 0.1) });
            o.Training = Small.Learning();
        }));
        Assert.IsTrue(penalized < usual / 2, $"{penalized} beside {usual}");
    }

    [TestMethod]
    public void VectorsForAnotherVocabularyAreRefused()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Train(o => Embed(o, new() { Vectors = new float[4, 2] })));
        StringAssert.Contains(error.Message, "The embedding of column 'Features' has 4 vectors; its vocabulary of 2 needs 3");
    }

    [TestMethod]
    public void VectorsThatAreNotFiniteAreRefused()
    {
        float[,] vectors = Vectors();
        vectors[1, 1] = float.NaN;
        Assert.ThrowsExactly<ArgumentException>(() => Train(o => Embed(o, new() { Vectors = vectors })));
    }

    [TestMethod]
    public void AnEmbeddingOfAColumnThatIsNoneIsRefused()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(
            () => Small.Multiclass(o => o.Embeddings = new Dictionary<string, TokenEmbedding> { ["None"] = new() }));
        StringAssert.Contains(error.Message, "Embeddings names 'None', which FeatureColumnNames does not");
    }

    /// <summary>An option that does nothing is a mistake.</summary>
    [TestMethod]
    public void AnEmbeddingOfASeriesIsRefused()
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(() => Train(o => Embed(o, new(), "Series", "Features")));
        StringAssert.Contains(error.Message, "'Series'");
    }

    [TestMethod]
    public void WhatDoesNotGoTogetherIsRefusedAtOnce()
    {
        IsRefused<ArgumentOutOfRangeException>(new() { Size = 0 }, "Size", "at least 1");
        IsRefused<ArgumentException>(TokenEmbedding.OneHot with { Trainable = false }, "OneHot");
        IsRefused<ArgumentException>(TokenEmbedding.OneHot with { Size = 3 }, "OneHot");
        IsRefused<ArgumentException>(new() { Vectors = Vectors(), Size = 3 }, "3", "2");
        IsRefused<ArgumentException>(new() { Trainable = false, Regularizer = new(L1: 0.1) }, "regularizer");
        Assert.ThrowsExactly<ArgumentNullException>(() => Small.Multiclass(o => Embed(o, null!)));
    }

    private static void IsRefused<T>(TokenEmbedding embedding, params string[] parts)
        where T : ArgumentException
    {
        Exception error = Assert.ThrowsExactly<T>(() => Small.Multiclass(o => Embed(o, embedding)));
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    // The first column is the one that is embedded so.
    private static void Embed(SequenceTrainerOptions options, TokenEmbedding embedding, params string[] columns)
    {
        options.FeatureColumnNames = columns.Length == 0 ? ["Features"] : columns;
        options.Embeddings = new Dictionary<string, TokenEmbedding> { [options.FeatureColumnNames[0]] = embedding };
    }

    private static string Layer(Action<SequenceMulticlassTrainer.Options> change) => Small.LayersOf(Train(change))[0];

    private static SequencePredictionTransformer Train(Action<SequenceMulticlassTrainer.Options> change) =>
        Small.Multiclass(change).Fit(Data());

    private static float[] Table(SequencePredictionTransformer model)
    {
        ParameterStore parameters = model.Trained.Network.Parameters;
        return parameters.Span(parameters.All.First(p => p.Name.StartsWith("0."))).ToArray();
    }

    private static double Norm(SequencePredictionTransformer model) => Math.Sqrt(Table(model).Sum(w => (double)w * w));

    // Row 0, padding, is taken as zeros.
    private static float[,] Vectors() => new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } };

    private static Table Data() => new Table()
        .AddKeys("Label", ["x", "y"], [.. Enumerable.Range(0, 16).Select(i => (uint)i % 2 + 1)])
        .AddTokens("Features", Words, [.. Enumerable.Range(0, 16).Select(i => new uint[] { (uint)i % 2 + 1, 1 })])
        .AddTokens("More", Words, [.. Enumerable.Range(0, 16).Select(i => new uint[] { 2, (uint)i % 2 + 1 })])
        .AddSeries("Series", 0, [.. Enumerable.Range(0, 16).Select(i => new[] { i, 2f })]);
}
