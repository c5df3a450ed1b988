using System.Text.Json;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>Ten steps of every optimizer on a least-squares problem against PyTorch's: see test/golden/make_optimizer_golden.py.</summary>
[TestClass]
public sealed unsafe class OptimizerGoldenTests
{
    private const double Tolerance = 1e-5;

    // The engine's gradients are twice too large, and scaled down again: decay must be added after that.
    private const float Scale = 0.5f;

    private static readonly JsonElement File = GoldenJson.Read("optimizers");

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void TenStepsEqualPyTorchs(int bits)
    {
        var problem = new LeastSquares(File.GetProperty("problem"));
        foreach (JsonElement golden in File.GetProperty("cases").EnumerateArray())
        {
            string what = golden.GetProperty("optimizer").GetRawText();
            Optimizer optimizer = DescriptionJson.Read<Optimizer>(what);
            double[] losses = GoldenJson.Doubles(golden.GetProperty("losses"));
            var weights = new Guarded(Array.ConvertAll(problem.Initial, x => (float)x));
            var gradients = new Guarded(weights.Length);
            OptimizerState state = optimizer.NewState(weights.Length);
            for (int step = 0; step < losses.Length; step++)
            {
                problem.Gradient(weights.Span, gradients.Span, 1 / Scale);
                state.NextStep(optimizer.LearningRate);
                Tier.Of(bits).Update(state, weights.Pointer, gradients.Pointer, Scale, 0, weights.Length);
                Near.Equal(losses[step], problem.Loss(weights.Span), Tolerance, 0, $"{what}: loss after step {step + 1}");
            }
            Near.Equal(GoldenJson.Doubles(golden.GetProperty("weights")), weights.Span, Tolerance, 1e-6, $"{what}: weights");
            weights.CheckWalls(what);
            gradients.CheckWalls(what);
        }
    }

    /// <summary>Each optimizer is compared with its defaults and with each of its options.</summary>
    [TestMethod]
    public void EveryOptimizerIsCompared()
    {
        Optimizer[] all = [.. File.GetProperty("cases").EnumerateArray()
            .Select(c => DescriptionJson.Read<Optimizer>(c.GetProperty("optimizer").GetRawText()))];
        foreach (IGrouping<Type, Optimizer> kind in all.GroupBy(o => o.GetType()))
        {
            foreach (System.Reflection.PropertyInfo property in kind.Key.GetProperties())
            {
                Assert.IsGreaterThan(1, kind.Select(property.GetValue).Distinct().Count(), $"{kind.Key.Name}.{property.Name}");
            }
        }
        Assert.AreEqual(5, all.Select(o => o.GetType()).Distinct().Count());
    }

    /// <summary>The mean of (inputs · w - targets)², in double precision.</summary>
    private sealed class LeastSquares(JsonElement problem)
    {
        // [R][P]
        private readonly double[][] _inputs = [.. problem.GetProperty("inputs").EnumerateArray().Select(GoldenJson.Doubles)];
        private readonly double[] _targets = GoldenJson.Doubles(problem.GetProperty("targets"));

        public double[] Initial { get; } = GoldenJson.Doubles(problem.GetProperty("initial"));

        public double Loss(ReadOnlySpan<float> weights)
        {
            double sum = 0;
            for (int row = 0; row < _targets.Length; row++)
            {
                sum += Math.Pow(Residual(row, weights), 2);
            }
            return sum / _targets.Length;
        }

        public void Gradient(ReadOnlySpan<float> weights, Span<float> to, double scale)
        {
            double[] sums = new double[to.Length];
            for (int row = 0; row < _targets.Length; row++)
            {
                double residual = Residual(row, weights);
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] += 2 * residual * _inputs[row][i] / _targets.Length;
                }
            }
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = (float)(sums[i] * scale);
            }
        }

        private double Residual(int row, ReadOnlySpan<float> weights)
        {
            double sum = -_targets[row];
            for (int i = 0; i < weights.Length; i++)
            {
                sum += _inputs[row][i] * weights[i];
            }
            return sum;
        }
    }
}
