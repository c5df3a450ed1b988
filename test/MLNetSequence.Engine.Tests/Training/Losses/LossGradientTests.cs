using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.Losses;

[TestClass]
public sealed class LossGradientTests
{
    [TestMethod]
    public void LossAndGradientEqualTheDefinition()
    {
        foreach ((Loss loss, int targets) in LossCase.Sizes())
        {
            var random = new SeededRandom(seed: 3, targets);
            for (int row = 0; row < 20; row++)
            {
                string what = $"{loss}, {targets} targets, row {row}";
                float[] outputs = Sample.Floats(random, LossCase.Outputs(loss, targets), 4);
                float[] target = LossCase.Targets(loss, random, targets);
                int label = random.Next(LossCase.Classes);
                float scale = 0.5f + random.NextUniform(0.4);

                var actual = new Guarded(outputs);
                double value = loss.Row(actual.Span, label, target, scale, gradient: true, out _);

                (double[] y, double[] t) = (LossCase.Wide(outputs), LossCase.Wide(target));
                Near.Equal(ReferenceLoss.Of(loss, y, label, t), value, 1e-11, 1e-12, what);
                double[] exact = FiniteDifferences.Gradient(y, () => scale * ReferenceLoss.Of(loss, y, label, t));
                Near.Equal(exact, actual.Span, 1e-6, 1e-7, what + ": gradient");
                actual.CheckWalls(what);
            }
        }
    }

    /// <summary>A row is measured the same with and without its gradient, and what is left without is what a user reads.</summary>
    [TestMethod]
    public void WithoutAGradientThePredictionIsLeft()
    {
        foreach ((Loss loss, int targets) in LossCase.Sizes())
        {
            var random = new SeededRandom(seed: 4, targets);
            float[] outputs = Sample.Floats(random, LossCase.Outputs(loss, targets), 4);
            float[] target = LossCase.Targets(loss, random, targets);
            var (left, predicted) = (new Guarded(outputs), new Guarded(outputs));
            double value = loss.Row(left.Span, 1, target, scale: 7, gradient: false, out bool hit);
            Assert.AreEqual(loss.Row([.. outputs], 1, target, scale: 7, gradient: true, out bool hitToo), value, $"{loss}");
            Assert.AreEqual(hitToo, hit, $"{loss}");

            loss.Predict(predicted.Span);
            Near.Equal(ReferenceLoss.Prediction(loss, LossCase.Wide(outputs)), predicted.Span, 1e-6, 1e-12, $"{loss}");
            Near.SameBits(predicted.Span, left.Span, $"{loss}");
            left.CheckWalls($"{loss}");
            predicted.CheckWalls($"{loss}");
        }
    }

    [TestMethod]
    public void ARowAllocatesNothing()
    {
        foreach ((Loss loss, int targets) in LossCase.Sizes())
        {
            float[] target = LossCase.Targets(loss, new SeededRandom(5), targets);
            float[] outputs = new float[LossCase.Outputs(loss, targets)];
            Measure(loss, outputs, target);
            Assert.AreEqual(0, Measure(loss, outputs, target), $"{loss}");
        }
        var wide = new CrossEntropyLoss { LabelSmoothing = 0.1 };
        float[] vocabulary = new float[1000];
        Measure(wide, vocabulary, []);
        Assert.AreEqual(0, Measure(wide, vocabulary, []), "wide");
    }

    private static long Measure(Loss loss, float[] outputs, float[] target)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 4; i++)
        {
            loss.Row(outputs, 0, target, 1, gradient: i % 2 == 0, out _);
            loss.Weight(0);
            loss.Refuse(0, target, LossCase.Classes);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
