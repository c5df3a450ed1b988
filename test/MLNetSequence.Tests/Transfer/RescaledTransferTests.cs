using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Transfer;

/// <summary>A regression goes on from the scores it gave, whatever the mean and the width of the new labels are.</summary>
[TestClass]
public class RescaledTransferTests
{
    private static readonly Lazy<SequenceRegressionPredictionTransformer> Shared =
        new(() => Toys.Regression(o => o.Training = Toys.Training(epochs: 10)).Fit(Toys.Numbers(30)));

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void ScoresStayWhereTheyWere(bool scaled)
    {
        Table other = Toys.Numbers(30).Without("Label").Add(
            "Label", NumberDataViewType.Single, [.. Toys.Numbers(30).GetColumn<float>("Label").Select(y => 100 + 7 * y)]);
        var logger = new ListLogger();
        SequenceRegressionPredictionTransformer next = Toys.Regression(o =>
        {
            (o.InitialModel, o.ScaleLabels, o.Logger) = (Shared.Value, scaled, logger);
            o.Training = Toys.Training(epochs: 1) with { Optimizer = new Sgd { LearningRate = 1e-30 } };
        }).Fit(other);
        Assert.AreEqual(1, logger.Lines.Count(l => l.Line.Contains("goes on from the weights")));
        float[] before = Scores(Shared.Value), after = Scores(next);
        Assert.IsTrue(before.Distinct().Count() > 5);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.AreEqual(before[i], after[i], 1e-4f);
        }
    }

    [TestMethod]
    public void AnActivationThatCannotBeScaledIsDrawnAnew()
    {
        var logger = new ListLogger();
        SequenceRegressionTrainer Trainer(ITransformer? initial) => new MLContext(1).Regression.Trainers.RecurrentNetwork(
            new SequenceNetwork().Embedding(7, 4).Gru(4).Dense(1, new() { Activation = Activation.Tanh }),
            new() { Training = Toys.Training(), InitialModel = initial, Logger = logger });
        SequenceRegressionPredictionTransformer first = Trainer(null).Fit(Toys.Numbers(30));
        logger.Lines.Clear();
        Trainer(first).Fit(Toys.Numbers(30));
        Assert.AreEqual(1, logger.Lines.Count(l => l.Line.Contains("goes on from the weights")), "On the same labels, the scale is the same.");
        Trainer(first).Fit(Toys.Numbers(20, seed: 8));
        Assert.AreEqual(1, logger.Lines.Count(l => l.Line.Contains("drawn anew")));
    }

    private static float[] Scores(ITransformer model) => [.. model.Transform(Toys.Numbers(30)).GetColumn<float>("Score")];
}
