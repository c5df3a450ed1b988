using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training.Losses;

/// <summary>A target that is NaN is missing: the row is as if neither it nor the outputs that belong to it were there.</summary>
[TestClass]
public sealed class MissingTargetTests
{
    private const int Targets = 6;

    private static IEnumerable<Loss> All => LossCase.All.Where(loss => !loss.ReadsLabel);

    [TestMethod]
    public void LossAndGradientAreThoseOfTheRest()
    {
        foreach (Loss loss in All)
        {
            for (int missing = 1; missing < 1 << Targets; missing += 5)
            {
                (float[] outputs, float[] targets) = Row(loss, seed: missing, missing);
                (float[] fewOutputs, float[] fewTargets) = Compact(loss, outputs, targets);
                string what = $"{loss}, [{string.Join(", ", targets)}]";

                var actual = new Guarded(outputs);
                double value = loss.Row(actual.Span, 0, targets, 0.7f, gradient: true, out _);
                double expected = fewTargets.Length == 0 ? 0 : loss.Row(fewOutputs, 0, fewTargets, 0.7f, gradient: true, out _);
                Assert.AreEqual(expected, value, what);
                (float[] rest, _) = Compact(loss, actual.Span.ToArray(), targets);
                Near.SameBits(fewOutputs, rest, what);
                Assert.AreEqual(0, Without(loss, actual.Span.ToArray(), targets).Count(g => g != 0), what + ": the missing");
                actual.CheckWalls(what);
            }
        }
    }

    [TestMethod]
    public void GradientEqualsFiniteDifferences()
    {
        foreach (Loss loss in All)
        {
            (float[] outputs, float[] targets) = Row(loss, seed: 8, missing: 0b_010110);
            double[] y = LossCase.Wide(outputs);
            double[] exact = FiniteDifferences.Gradient(y, () =>
            {
                (float[] few, float[] there) = Compact(loss, Sample.Rows(y.Length).Select(i => (float)i).ToArray(), targets);
                return ReferenceLoss.Of(loss, Array.ConvertAll(few, i => y[(int)i]), 0, LossCase.Wide(there));
            });
            loss.Row(outputs, 0, targets, 1, gradient: true, out _);
            Near.Equal(exact, outputs, 1e-6, 1e-7, $"{loss}");
        }
    }

    [TestMethod]
    public void ARowIsMeasuredTheSameWithoutItsGradient()
    {
        foreach (Loss loss in All)
        {
            (float[] outputs, float[] targets) = Row(loss, seed: 9, missing: 0b_100101);
            (float[] left, float[] predicted) = ([.. outputs], [.. outputs]);
            double value = loss.Row(left, 0, targets, 1, gradient: false, out bool hit);
            Assert.AreEqual(loss.Row(outputs, 0, targets, 1, gradient: true, out bool same), value, $"{loss}");
            Assert.AreEqual(same, hit, $"{loss}");
            loss.Predict(predicted);
            Near.SameBits(predicted, left, $"{loss}");
        }
    }

    /// <summary>What diverges is noticed, even where nothing is compared with it.</summary>
    [TestMethod]
    public void OutputsThatAreNotFiniteGiveALossThatIsNot()
    {
        foreach (Loss loss in All)
        {
            (float[] outputs, float[] targets) = Row(loss, seed: 10, missing: 0b_000001);
            outputs[0] = float.PositiveInfinity;
            Assert.IsFalse(double.IsFinite(loss.Row(outputs, 0, targets, 1, gradient: true, out _)), $"{loss}");
        }
    }

    [TestMethod]
    public void OnlyDataThatMayMissTargetsDoes()
    {
        foreach (Loss loss in All)
        {
            Assert.IsNotNull(loss.Refuse(0, [1, float.NaN], 0), $"{loss}");
            Assert.IsNull(loss.Refuse(0, [1, float.NaN], 0, mayMiss: true), $"{loss}");
            Assert.IsNotNull(loss.Refuse(0, [float.NaN, float.PositiveInfinity], 0, mayMiss: true), $"{loss}");
        }
        Train(mayMiss: true, float.NaN);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Train(mayMiss: false, float.NaN)).Message, "one is NaN");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Train(mayMiss: true, float.PositiveInfinity)).Message, "one is Infinity");
    }

    // A network learns the two targets that are there, and nothing of the one that never is.
    private static void Train(bool mayMiss, float never)
    {
        var random = new SeededRandom(11);
        var targets = new TargetRows(3, mayMiss);
        for (int i = 0; i < 20; i++)
        {
            targets.Add([random.NextUniform(1), never, i % 2 == 0 ? 0.5f : float.NaN]);
            targets.EndSequence();
        }
        var examples = new Examples(Sample.Features(random, 2, [.. Enumerable.Repeat(3, 20)]), targets);
        var network = new Network(new SequenceNetwork(2).Lstm(4).Dense(3));
        network.Initialize(1);
        float[] before = Weights(network);
        var options = new TrainingOptions { Epochs = 3, Optimizer = new Adam { LearningRate = 0.1 }, Threads = 1 };
        TrainingReport report = Trainer.InMemory(network, new MeanSquaredLoss(), examples, options).Run(_ => { }, () => false);
        Assert.IsLessThan(report.History[0].Loss, report.History[^1].Loss);
        float[] after = Weights(network);
        for (int unit = 0; unit < 3; unit++)
        {
            Assert.AreEqual(unit == 1, before.AsSpan(unit * 4, 4).SequenceEqual(after.AsSpan(unit * 4, 4)), $"unit {unit}");
        }
    }

    private static float[] Weights(Network network) => network.Parameters.Span(network.Parameters.Find("1.weight")).ToArray();

    private static (float[] Outputs, float[] Targets) Row(Loss loss, long seed, int missing)
    {
        var random = new SeededRandom(seed);
        float[] outputs = Sample.Floats(random, loss.OutputsFor(Targets), 3);
        float[] targets = LossCase.Targets(loss, random, Targets);
        for (int k = 0; k < Targets; k++)
        {
            targets[k] = (missing >> k & 1) == 1 ? float.NaN : targets[k];
        }
        return (outputs, targets);
    }

    // The outputs of targets that are there, in the loss's own order, and those targets.
    private static (float[] Outputs, float[] Targets) Compact(Loss loss, float[] outputs, float[] targets) => (
        [.. outputs.Where((_, i) => !float.IsNaN(targets[Target(loss, i, outputs.Length)]))],
        [.. targets.Where(t => !float.IsNaN(t))]);

    private static float[] Without(Loss loss, float[] outputs, float[] targets) =>
        [.. outputs.Where((_, i) => float.IsNaN(targets[Target(loss, i, outputs.Length)]))];

    // Which target an output belongs to.
    private static int Target(Loss loss, int output, int outputs) =>
        loss is QuantileLoss ? output / (outputs / Targets) : output % Targets;
}
