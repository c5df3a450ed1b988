using System.Text.Json;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence.Engine.Tests.Training.Losses;

[TestClass]
public sealed class ScaledNegativeBinomialLossTests
{
    private static readonly ScaledNegativeBinomialLoss Loss = new();

    [TestMethod]
    public void LossAndGradientEqualTheDefinition()
    {
        var random = new SeededRandom(1);
        foreach (int counts in (int[])[1, 2, 5])
        {
            for (int row = 0; row < 20; row++)
            {
                float[] outputs = Sample.Floats(random, 2 * counts, 3);
                float[] target = Target(random, counts);
                (double[] y, double[] t) = (LossCase.Wide(outputs), LossCase.Wide(target));
                double[] exact = FiniteDifferences.Gradient(y, () => 0.6 * ReferenceLoss.Of(Loss, y, 0, t));
                double value = Loss.Row(outputs, 0, target, 0.6f, gradient: true, out bool hit);
                Assert.IsFalse(hit);
                Near.Equal(ReferenceLoss.Of(Loss, y, 0, t), value, 1e-10, 1e-11, $"row {row}");
                Near.Equal(exact, outputs, 1e-6, 1e-6, $"row {row}: gradient");
            }
        }
    }

    [TestMethod]
    public void AScaleOfOneIsNone()
    {
        var random = new SeededRandom(2);
        float[] outputs = Sample.Floats(random, 6, 3);
        float[] plain = [.. outputs];
        double value = Loss.Row(outputs, 0, [3, 0, 8, 1, 1, 1], 0.6f, gradient: true, out _);
        Assert.AreEqual(new NegativeBinomialLoss().Row(plain, 0, [3, 0, 8], 0.6f, gradient: true, out _), value);
        Near.SameBits(plain, outputs, "gradient");
    }

    /// <summary>The scale of a count that is missing is not read.</summary>
    [TestMethod]
    public void MissingCountsAreLeftOut()
    {
        float[] outputs = [0.5f, -1, 2, 0.1f, 0.2f, 0.3f];
        float[] few = [0.5f, 2, 0.1f, 0.3f];
        double value = Loss.Row(outputs, 0, [3, float.NaN, 8, 2, 5, 30], 1, gradient: true, out _);
        Assert.AreEqual(Loss.Row(few, 0, [3, 8, 2, 30], 1, gradient: true, out _), value);
        Near.SameBits([few[0], 0, few[1], few[2], 0, few[3]], outputs, "gradient");
    }

    [TestMethod]
    public void ThePredictionLeavesTheScaleToWhoKnowsIt()
    {
        float[] outputs = [-2, 4, 1, 0];
        float[] expected = [.. outputs];
        new NegativeBinomialLoss().Predict(expected);
        Loss.Row(outputs, 0, [3, 1, 200, 0.5f], 1, gradient: false, out _);
        Near.SameBits(expected, outputs, "prediction");
    }

    [TestMethod]
    public void TargetsAreCountsAndScales()
    {
        Assert.IsNull(Loss.Refuse(0, [3, 0.5f], 2));
        Assert.IsNull(Loss.Refuse(0, [float.NaN, 0.5f], 2, mayMiss: true));
        StringAssert.Contains(Loss.Refuse(0, [float.NaN, 0.5f], 2), "a count");
        StringAssert.Contains(Loss.Refuse(0, [0.5f, 3], 2), "a count");
        foreach (float scale in (float[])[0, -1, float.NaN, float.PositiveInfinity])
        {
            StringAssert.Contains(Loss.Refuse(0, [3, scale], 2, mayMiss: true), "every scale must be a finite number above 0");
        }
        Assert.AreEqual(14, Loss.OutputsFor(14));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Loss.OutputsFor(7));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Loss.OutputsFor(0));
        Assert.ThrowsExactly<ArgumentException>(() => { Loss.Row(new float[3], 0, [1, 1], 1, gradient: true, out _); });
    }

    [TestMethod]
    public void ItIsWrittenToACheckpointAsAnyOther()
    {
        string json = JsonSerializer.Serialize<Loss>(Loss);
        Assert.AreEqual("""{"type":"scaledNegativeBinomial"}""", json);
        Assert.AreEqual(Loss, JsonSerializer.Deserialize<Loss>(json));
    }

    /// <summary>Counts of one shape at two scales: the outputs learned are the same for both.</summary>
    [TestMethod]
    public void ItLearnsTheMeanInUnitsOfTheScale()
    {
        var data = new FeatureSequences(1);
        var targets = new TargetRows(2);
        for (int i = 0; i < 40; i++)
        {
            float scale = i % 2 == 0 ? 5 : 200;
            data.Add([1f]);
            targets.Add([scale * (i % 4 < 2 ? 2 : 4), scale]);
            targets.EndSequence();
        }
        var network = new Network(new SequenceNetwork(1).LastStep().Dense(2));
        network.Initialize(1);
        var options = new TrainingOptions { Epochs = 150, Optimizer = new Adam { LearningRate = 0.1 }, Threads = 1 };
        Trainer.InMemory(network, Loss, new Examples(data, targets), options).Run(_ => { }, () => false);
        float[] outputs = Scoring.Run(network, data, [0], threads: 1);
        Loss.Predict(outputs);
        Assert.AreEqual(3, outputs[0], 0.15);
    }

    private static float[] Target(SeededRandom random, int counts) =>
    [
        .. Enumerable.Range(0, counts).Select(_ => (float)random.Next(40)),
        .. Enumerable.Range(0, counts).Select(_ => 0.1f + random.Next(100) / 9f),
    ];
}
