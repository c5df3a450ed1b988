using Microsoft.ML;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Trainers.RecurrentNetworkTests;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A network that does not fit is refused, when the trainer is made where that can be known, and else by Fit.</summary>
[TestClass]
public class NetworkMismatchTests
{
    private static readonly SequenceNetwork OfTokens = new SequenceNetwork().Embedding(10, 3).Gru(4).Dense(3);

    [TestMethod]
    public void AnEmbeddingIsNotForAWholeNetwork()
    {
        IsRefusedAtOnce(OfTokens, o => o.EmbeddingSize = 8, "A whole network brings its own embeddings", "EmbeddingSize");
        IsRefusedAtOnce(
            OfTokens, o => o.Embeddings = new Dictionary<string, TokenEmbedding> { ["Features"] = TokenEmbedding.OneHot }, "Embeddings");
    }

    [TestMethod]
    public void AWholeNetworkMustEndInOneRowASequence()
    {
        IsRefusedAtOnce(new SequenceNetwork().Embedding(10, 3).Gru(4, returnSequences: true).Dense(3), _ => { }, "one row a sequence");
        IsRefusedAtOnce(new SequenceNetwork().Embedding(10, 3), _ => { }, "one row a sequence");
        IsRefusedAtOnce(
            new SequenceNetwork().Embedding(10, 3).Gru(4, returnSequences: true).Dense(3).Crf(), _ => { }, "one row a sequence");
    }

    [TestMethod]
    public void AFunctionMustEndInOneRowASequence() =>
        IsRefused(() => Fit(x => x.Gru(4, returnSequences: true)), "the task needs one row a sequence", "(T, 4)");

    [TestMethod]
    public void AFunctionThatEndsInASoftmaxIsRefused()
    {
        IsRefused(() => Fit(x => x.Gru(4).Dense(2, Activation.Softmax)), "end in a softmax", "leave that layer out");
        IsRefused(() => Fit(x => x.Gru(4).Dense(2).Activate(Activation.Softmax)), "end in a softmax");
    }

    [TestMethod]
    public void AFunctionThatReturnsNothingIsRefused() => IsRefused(() => Fit(_ => null!), "returned null");

    [TestMethod]
    public void AFunctionThatReturnsAnotherNetworkIsRefused() =>
        IsRefused(
            () => Fit(_ => new SequenceNetwork(2).Gru(4)),
            "The network reads steps of 2 numbers", "the feature columns hold steps of 1 tokens");

    [TestMethod]
    public void WhatAFunctionThrowsIsPassedOn() =>
        Assert.ThrowsExactly<NotSupportedException>(() => Fit(_ => throw new NotSupportedException("mine")));

    [TestMethod]
    public void ANetworkOfNumbersCannotReadTokens() => IsRefused(
        () => Fit(new SequenceNetwork(2).Gru(4).Dense(3)),
        "The network reads steps of 2 numbers; the feature columns hold steps of 1 tokens.");

    [TestMethod]
    public void ANetworkOfTokensCannotReadNumbers() => IsRefused(
        () => FitSeries(new SequenceNetwork().Embedding(10, 3).Gru(4).Dense(1)),
        "The network reads steps of 1 tokens; the feature columns hold steps of 2 numbers.");

    [TestMethod]
    public void AnotherNumberOfFeaturesIsRefused() => IsRefused(
        () => FitSeries(new SequenceNetwork(3).Gru(4).Dense(1)),
        "The network reads steps of 3 numbers; the feature columns hold steps of 2 numbers.");

    [TestMethod]
    public void AnotherNumberOfTokensIsRefused() => IsRefused(
        () => Fit(new SequenceNetwork().EmbedSteps([new(10, 3), new(10, 3)], features: 1).Gru(4).Dense(3)),
        "The network reads steps of 2 tokens and 1 numbers; the feature columns hold steps of 1 tokens.");

    [TestMethod]
    public void AVocabularyThatIsTooSmallIsRefused() => IsRefused(
        () => Fit(new SequenceNetwork().Embedding(9, 3).Gru(4).Dense(3)),
        "The network's vocabulary of 9 is too small for column 'Features': its 9 keys and padding need 10.");

    [TestMethod]
    public void AnotherNumberOfOutputsIsRefused()
    {
        IsRefused(
            () => Fit(new SequenceNetwork().Embedding(10, 3).Gru(4).Dense(4)),
            "The network has 4 outputs where the label needs 3: let it end in Dense(3).");
        IsRefused(() => FitSeries(new SequenceNetwork(2).Gru(4).Dense(2)), "The network has 2 outputs where the label needs 1");
    }

    [TestMethod]
    public void StaticNumbersThatAreNotThereAreRefused() => IsRefused(
        () => FitSeries(new SequenceNetwork(2).Gru(4).JoinStatics(3).Dense(1)),
        "The network joins 3 static features (JoinStatics), the data has 0.");

    [TestMethod]
    public void StaticNumbersThatAWholeNetworkDoesNotReadAreRefused() => IsRefused(
        () => FitSeries(new SequenceNetwork(2).Gru(4).Dense(1), "Statics"),
        "The network joins 0 static features (JoinStatics), the data has 3.");

    [TestMethod]
    public void AnotherNumberOfStaticsIsRefused()
    {
        IsRefused(
            () => FitSeries(new SequenceNetwork(2).Gru(4).JoinStatics(2).Dense(1), "Statics"), "joins 2 static features", "the data has 3");
        SequenceBinaryTrainer.Options options = Small.Set<SequenceBinaryTrainer.Options>(o => o.StaticFeatureColumnName = "Statics");
        IsRefused(
            () => new MLContext(1).BinaryClassification.Trainers.RecurrentNetwork(x => x.JoinStatics(4).Gru(4), options).Fit(Series()),
            "joins 4 static features", "the data has 3");
    }

    [TestMethod]
    public void AnActivationThatIsNotTheTasksIsRefused()
    {
        IsRefused(() => FitSeries(new SequenceNetwork(2).Gru(4).Dense(1, Activation.Tanh)), "Sigmoid", "Tanh");
        IsRefused(() => Fit(new SequenceNetwork().Embedding(10, 3).Gru(4).Dense(3, Activation.Sigmoid)), "Softmax", "Sigmoid");
    }

    [TestMethod]
    public void NullsAreRefused()
    {
        var catalog = new MLContext(1).MulticlassClassification.Trainers;
        Assert.ThrowsExactly<ArgumentNullException>(() => catalog.RecurrentNetwork((SequenceNetwork)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => catalog.RecurrentNetwork((Func<SequenceNetwork, SequenceNetwork>)null!));
    }

    private static void Fit(SequenceNetwork network) => new MLContext(1).MulticlassClassification.Trainers
        .RecurrentNetwork(network, Small.Set<SequenceMulticlassTrainer.Options>(Plain)).Fit(Quick.Tokens(words: 9));

    private static void Fit(Func<SequenceNetwork, SequenceNetwork> layers) => new MLContext(1).MulticlassClassification.Trainers
        .RecurrentNetwork(layers, Small.Set<SequenceMulticlassTrainer.Options>()).Fit(Quick.Tokens(words: 9));

    private static void FitSeries(SequenceNetwork network, string? statics = null) => new MLContext(1).BinaryClassification.Trainers
        .RecurrentNetwork(
            network, Small.Set<SequenceBinaryTrainer.Options>(o => (o.EmbeddingSize, o.StaticFeatureColumnName) = (null, statics)))
        .Fit(Series());

    private static void IsRefusedAtOnce(SequenceNetwork network, Action<SequenceMulticlassTrainer.Options> change, params string[] parts)
    {
        SequenceMulticlassTrainer.Options options = Small.Set<SequenceMulticlassTrainer.Options>(Plain);
        change(options);
        IsRefused(() => new MLContext(1).MulticlassClassification.Trainers.RecurrentNetwork(network, options), parts);
    }

    private static void IsRefused(Action call, params string[] parts)
    {
        Exception error = Assert.ThrowsExactly<ArgumentException>(call);
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }
}
