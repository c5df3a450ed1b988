using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>From a gradient to new weights with plain gradient descent at a rate of 1: what is subtracted is what was clipped.</summary>
[TestClass]
public sealed unsafe class WeightUpdateTests
{
    // A weight of 2 × 2 and a bias of 2; norms 13 and 5.
    private static readonly float[] Weight = [3, -4, 12, 0];
    private static readonly float[] Bias = [3, 4];

    [TestMethod]
    public void ByDefaultTheWholeGradientHasNormOneAtMost()
    {
        float by = (float)(1 / Math.Sqrt(194));
        Check(new(), [.. Weight.Select(w => w * by)], [.. Bias.Select(b => b * by)]);
    }

    [TestMethod]
    public void WithoutANormNothingIsClipped() => Check(new() { GlobalClipNorm = null }, Weight, Bias);

    [TestMethod]
    public void ByValueEveryNumberIsHeld() => Check(new() { GlobalClipNorm = null, ClipValue = 3.5 }, [3, -3.5f, 3.5f, 0], [3, 3.5f]);

    /// <summary>Keras' clipnorm: each array has a norm of its own.</summary>
    [TestMethod]
    public void ByNormEveryArrayIsScaled() =>
        Check(new() { GlobalClipNorm = null, ClipNorm = 6.5 }, [1.5f, -2, 6, 0], Bias);

    /// <summary>‖(13, 5)‖ = √194.</summary>
    [TestMethod]
    public void ByGlobalNormAllIsScaledAlike()
    {
        float by = (float)(7 / Math.Sqrt(194));
        Check(new() { GlobalClipNorm = 7 }, Scaled(Weight, by), Scaled(Bias, by));
        Check(new() { GlobalClipNorm = 14 }, Weight, Bias);
    }

    /// <summary>By value, then by each norm, then by the norm of what is left.</summary>
    [TestMethod]
    public void AllThreeInTheirOrder()
    {
        // Held at 4: (3, -4, 4, 0) and (3, 4); norms √41 and 5. Held at norm 5: the first scaled by 5/√41. Left: norms 5 and 5.
        float first = (float)(5 / Math.Sqrt(41)), both = (float)(1 / Math.Sqrt(50));
        Check(
            new() { ClipValue = 4, ClipNorm = 5, GlobalClipNorm = 1 },
            Scaled([3, -4, 4, 0], first * both), Scaled(Bias, both));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void AGradientThatIsNotFiniteIsRefused(float bad)
    {
        foreach (TrainingOptions options in (TrainingOptions[])[new(), new() { ClipValue = 1 }, new() { ClipNorm = 1, GlobalClipNorm = 1 }])
        {
            Network network = NewNetwork(new());
            float[] before = ToyTask.Snapshot(network);
            var gradient = Gradient(network, [1, 2, bad, 3], Bias);
            Assert.IsFalse(new WeightUpdate(network, new Workers(1), options).Prepare(gradient.Pointer, out _));
            Near.SameBits(before, ToyTask.Snapshot(network), "weights");
        }
    }

    /// <summary>L1·Σ|w| + L2·Σw² and its slope.</summary>
    [TestMethod]
    public void PenaltiesAddTheirSlope()
    {
        Network network = NewNetwork(new DenseOptions { KernelRegularizer = new(L1: 0.5, L2: 0.25), BiasRegularizer = new(L2: 1) });
        Set(network, "0.weight", [2, -2, 0, 4]);
        Set(network, "0.bias", [1, -3]);
        Guarded gradient = Gradient(network, Weight, Bias);
        var update = new WeightUpdate(network, new Workers(1), Options(new() { GlobalClipNorm = null }));
        Assert.IsTrue(update.Prepare(gradient.Pointer, out double penalty));
        Assert.AreEqual(0.5 * 8 + 0.25 * 24 + 10, penalty);
        update.Apply(1);
        float[] weight = [2 - (3 + 0.5f + 1), -2 - (-4 - 0.5f - 1), 0 - 12, 4 - (0.5f + 2)];
        Near.Equal(weight, network.Parameters.Span(network.Parameters.Find("0.weight")), 1e-6, 0, "weight");
        Near.Equal([1f - 3 - 2, -3 - 4 + 6], network.Parameters.Span(network.Parameters.Find("0.bias")), 1e-6, 0, "bias");
    }

    /// <summary>Keras' own numbers: max_norm(2), unit_norm and non_neg along a unit's inputs.</summary>
    [TestMethod]
    public void ConstraintsHoldAfterEveryChange()
    {
        Constrained(Constraint.MaxNorm(2), [3, 4, 0.6f, 0.8f], [1.2f, 1.6f, 0.6f, 0.8f]);
        Constrained(Constraint.UnitNorm, [3, 4, 0, -0.5f], [0.6f, 0.8f, 0, -1]);
        Constrained(Constraint.NonNegative, [3, -4, -0f, 0.5f], [3, 0, 0, 0.5f]);
        Constrained(Constraint.UnitNorm, [0, 0, 0, 0], [0, 0, 0, 0]);
    }

    private static void Constrained(Constraint constraint, float[] weight, float[] expected)
    {
        Network network = NewNetwork(new DenseOptions { KernelConstraint = constraint });
        Set(network, "0.weight", weight);
        Guarded gradient = Gradient(network, new float[4], new float[2]);
        var update = new WeightUpdate(network, new Workers(1), Options(new() { GlobalClipNorm = null }));
        update.Prepare(gradient.Pointer, out _);
        update.Apply(1);
        Near.Equal(expected, network.Parameters.Span(network.Parameters.Find("0.weight")), 1e-6, 1e-7, $"{constraint}");
    }

    private static void Check(TrainingOptions options, float[] weight, float[] bias)
    {
        Network network = NewNetwork(new());
        network.Parameters.Values.Span.Clear();
        Guarded gradient = Gradient(network, Weight, Bias);
        var update = new WeightUpdate(network, new Workers(2), Options(options));
        Assert.IsTrue(update.Prepare(gradient.Pointer, out double penalty));
        Assert.AreEqual(0, penalty);
        update.Apply(1);
        Near.Equal(Scaled(weight, -1), network.Parameters.Span(network.Parameters.Find("0.weight")), 1e-6, 0, "weight");
        Near.Equal(Scaled(bias, -1), network.Parameters.Span(network.Parameters.Find("0.bias")), 1e-6, 0, "bias");
        gradient.CheckWalls("gradient");
    }

    private static TrainingOptions Options(TrainingOptions options) => options with { Optimizer = new Sgd { LearningRate = 1 } };

    private static float[] Scaled(float[] values, float by) => [.. values.Select(x => x * by)];

    private static Network NewNetwork(DenseOptions options) => new(new SequenceNetwork(2).Dense(2, options));

    private static void Set(Network network, string name, float[] values) =>
        values.CopyTo(network.Parameters.Span(network.Parameters.Find(name)));

    private static Guarded Gradient(Network network, float[] weight, float[] bias)
    {
        var gradient = new Guarded(new float[network.Parameters.Length]);
        weight.CopyTo(gradient.Span[network.Parameters.Find("0.weight").Offset..]);
        bias.CopyTo(gradient.Span[network.Parameters.Find("0.bias").Offset..]);
        return gradient;
    }
}
