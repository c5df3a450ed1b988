using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence.Engine.Tests.Training.Optimizers;

/// <summary>What every optimizer's kernel must do, whatever it computes; the values are checked against PyTorch elsewhere.</summary>
[TestClass]
public sealed unsafe class OptimizerStateTests
{
    private const int Length = 96;
    private const double LearningRate = 0.1;
    private const float Scale = 0.5f;

    /// <summary>A range takes nothing from, and leaves nothing with, the floats beside it, in whatever order ranges come.</summary>
    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    public void RangesAreIndependent(string name)
    {
        foreach (int bits in (int[])[128, 256, 512])
        {
            Tier tier = Tier.Of(bits);
            var whole = new Run(name);
            var parts = new Run(name);
            for (int step = 0; step < 4; step++)
            {
                whole.NextStep();
                tier.Update(whole.State, whole.Weights.Pointer, whole.Gradients.Pointer, Scale, 0, Length);

                parts.NextStep();
                float[] before = parts.Weights.Span.ToArray();
                tier.Update(parts.State, parts.Weights.Pointer, parts.Gradients.Pointer, Scale, 48, 32);
                Near.SameBits(before.AsSpan(0, 48), parts.Weights.Span[..48], $"before the range, {bits} bits");
                Near.SameBits(before.AsSpan(80), parts.Weights.Span[80..], $"after the range, {bits} bits");
                tier.Update(parts.State, parts.Weights.Pointer, parts.Gradients.Pointer, Scale, 0, 48);
                tier.Update(parts.State, parts.Weights.Pointer, parts.Gradients.Pointer, Scale, 80, 16);
            }
            whole.CheckSameAs(parts, $"{bits} bits");
        }
    }

    /// <summary>The machine's own width is one of the three, and the only one that training uses.</summary>
    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    public void WidestTierIsTaken(string name)
    {
        Tier tier = Tier.Of(Simd.Tier switch { SimdTier.Vector512 => 512, SimdTier.Vector256 => 256, _ => 128 });
        var expected = new Run(name);
        var actual = new Run(name);
        for (int step = 0; step < 3; step++)
        {
            expected.NextStep();
            tier.Update(expected.State, expected.Weights.Pointer, expected.Gradients.Pointer, Scale, 0, Length);
            actual.Step();
        }
        expected.CheckSameAs(actual, name);
    }

    /// <summary>Padding and words not seen have a gradient of zero: without decay not a bit moves, and a weight of zero stays.</summary>
    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    public void ZeroGradientsMoveNothingButByDecay(string name)
    {
        var run = new Run(name);
        run.Weights.Span[..16].Clear();
        float[] before = run.Weights.Span.ToArray();
        bool decays = TestOptimizers.Get(name) is AdamW or Sgd { WeightDecay: > 0 } or RmsProp { WeightDecay: > 0 }
            or Adagrad { WeightDecay: > 0 } or Adam { WeightDecay: > 0 };
        for (int step = 0; step < 50; step++)
        {
            run.State.NextStep(1e-4);
            run.Gradients.Span.Clear();
            run.Update();
        }
        int still = decays ? 16 : Length;
        Near.SameBits(before.AsSpan(0, still), run.Weights.Span[..still], "weights");
        for (int i = still; i < Length; i++)
        {
            Assert.IsLessThan(Math.Abs(before[i]), Math.Abs(run.Weights.Span[i]), $"weight {i} decays");
        }
    }

    /// <summary>Steady gradients are where a variance of floats falls below zero.</summary>
    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    public void SteadyGradientsStayFinite(string name)
    {
        var run = new Run(name);
        for (int step = 0; step < 300; step++)
        {
            run.State.NextStep(1e-5);
            run.Gradients.Span.Fill(0.1f);
            run.Update();
        }
        Assert.IsTrue(run.Weights.Span.ToArray().All(float.IsFinite));
    }

    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    public void WarmUpdateAllocatesNothing(string name)
    {
        var run = new Run(name);
        run.Step();
        run.Step();
        run.Gradients.Span.Fill(0.1f);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 10; step++)
        {
            run.State.NextStep(LearningRate);
            run.Update();
        }
        Assert.AreEqual(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>Steps and buffers, copied into a new state as a checkpoint would, are all there is.</summary>
    [TestMethod]
    [DynamicData(nameof(TestOptimizers.Names), typeof(TestOptimizers))]
    [DataRow("adam", 0)]
    [DataRow("sgd, dampened momentum", 0)]
    public void RestoredStateGoesOnBitByBit(string name, int done = 3)
    {
        var run = new Run(name);
        for (int step = 0; step < done; step++)
        {
            run.Step();
        }
        var restored = new Run(name, firstStep: done);
        run.Weights.Span.CopyTo(restored.Weights.Span);
        restored.State.Steps = run.State.Steps;
        run.CopyBuffersTo(restored);
        for (int step = 0; step < 3; step++)
        {
            run.Step();
            restored.Step();
        }
        Assert.AreEqual(done + 3, run.State.Steps);
        run.CheckSameAs(restored, name);
    }

    [TestMethod]
    public void OnlyWhatIsUsedIsKept()
    {
        Assert.AreEqual("", Names("sgd"));
        Assert.AreEqual("momentum_buffer", Names("sgd, Nesterov"));
        Assert.AreEqual("square_avg", Names("rmsProp"));
        Assert.AreEqual("variance, grad_avg, momentum_buffer", Names("rmsProp, all"));
        Assert.AreEqual("sum", Names("adagrad"));
        Assert.AreEqual("exp_avg, exp_avg_sq", Names("adam"));
        Assert.AreEqual("exp_avg, exp_avg_sq, max_exp_avg_sq", Names("adamW, all"));

        static string Names(string name) => string.Join(", ", TestOptimizers.Get(name).NewState(16).Buffers.Select(b => b.Name));
    }

    /// <summary>An optimizer with weights, and gradients that depend on the number of the step alone.</summary>
    private sealed class Run(string name, int firstStep = 0)
    {
        private int _step = firstStep;

        public OptimizerState State { get; } = TestOptimizers.Get(name).NewState(Length);

        public Guarded Weights { get; } = new(Sample.Floats(new SeededRandom(1), Length));

        public Guarded Gradients { get; } = new(new float[Length]);

        public void NextStep()
        {
            Sample.Floats(new SeededRandom(2, purpose: 0, ++_step), Length, 0.3).CopyTo(Gradients.Span);
            State.NextStep(LearningRate / _step);
        }

        public void Update() => State.Update(Weights.Pointer, Gradients.Pointer, Scale, 0, Length);

        public void Step()
        {
            NextStep();
            Update();
        }

        public void CopyBuffersTo(Run other)
        {
            Assert.AreEqual(State.Buffers.Count, other.State.Buffers.Count);
            for (int i = 0; i < State.Buffers.Count; i++)
            {
                Assert.AreEqual(State.Buffers[i].Name, other.State.Buffers[i].Name);
                State.Buffers[i].Values.Span.CopyTo(other.State.Buffers[i].Values.Span);
            }
        }

        public void CheckSameAs(Run other, string what)
        {
            Near.SameBits(Weights.Span, other.Weights.Span, $"{what}: weights");
            for (int i = 0; i < State.Buffers.Count; i++)
            {
                Near.SameBits(State.Buffers[i].Values.Span, other.State.Buffers[i].Values.Span, $"{what}: {State.Buffers[i].Name}");
            }
            Weights.CheckWalls("weights");
            other.Weights.CheckWalls("weights");
        }
    }
}
