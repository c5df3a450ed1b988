using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence.Engine.Tests.Training.Optimizers;

[TestClass]
public sealed unsafe class AdamTests
{
    private const int Length = 64;

    /// <summary>
    /// Worked out by hand for g = 0.5, then -0.25, at a rate of 0.1. Step 1: m̂ = 0.5, √v̂ = 0.5, so w falls by the whole rate.
    /// Step 2: m = 0.9·0.05 - 0.1·0.25 = 0.02, m̂ = 0.02 / 0.19;
    /// v = 0.999·0.00025 + 0.001·0.0625 = 0.00031225, v̂ = v / 0.001999.
    /// </summary>
    [TestMethod]
    public void TwoStepsByHand()
    {
        var weights = new Guarded(Enumerable.Repeat(1f, 16).ToArray());
        var gradients = new Guarded(Enumerable.Repeat(0.5f, 16).ToArray());
        OptimizerState adam = new Adam().NewState(16);
        adam.NextStep(0.1);
        adam.Update(weights.Pointer, gradients.Pointer, 1, 0, 16);
        Near.Equal(1 - 0.1, weights.Span[5], 0, 1e-6, "after step 1");

        gradients.Span.Fill(-0.25f);
        adam.NextStep(0.1);
        adam.Update(weights.Pointer, gradients.Pointer, 1, 0, 16);
        double second = 0.1 * (0.02 / 0.19) / Math.Sqrt(0.00031225 / 0.001999);
        Near.Equal(0.0266337, second, 0, 1e-7, "the second step itself");
        Near.Equal(0.9 - second, weights.Span[5], 0, 1e-6, "after step 2");
        weights.CheckWalls("weights");
    }

    /// <summary>Many steps, gradients of all sizes, clipped, the store updated in two ranges as threads would.</summary>
    [TestMethod]
    public void FollowsThePaper()
    {
        var random = new SeededRandom(seed: 1);
        var weights = new Guarded(Sample.Floats(random, Length));
        var gradients = new Guarded(Length);
        double[] expected = Array.ConvertAll(weights.Span.ToArray(), x => (double)x);
        var reference = new ReferenceAdam(expected, learningRate: 0.01);
        OptimizerState adam = new Adam().NewState(Length);
        for (int step = 0; step < 20; step++)
        {
            const float scale = 0.25f;
            for (int i = 0; i < Length; i++)
            {
                gradients.Span[i] = random.NextUniform(Math.Pow(10, i % 8 - 5));
            }
            reference.Step(Array.ConvertAll(gradients.Span.ToArray(), x => (double)x * scale));
            adam.NextStep(0.01);
            adam.Update(weights.Pointer, gradients.Pointer, scale, 16, 48);
            adam.Update(weights.Pointer, gradients.Pointer, scale, 0, 16);
            Near.Equal(expected, weights.Span, 0, 2e-6, $"after step {step + 1}");
        }
        weights.CheckWalls("weights");
    }
}
