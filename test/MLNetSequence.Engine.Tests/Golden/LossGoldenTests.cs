using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>The losses against PyTorch's, row by row and over a batch with its weights.</summary>
[TestClass]
public sealed class LossGoldenTests
{
    [TestMethod]
    public void LossesAndGradientsEqualPyTorchs()
    {
        LossGoldenCase[] cases = LossGolden.Read().Cases;
        Assert.HasCount(18, cases);
        foreach (LossGoldenCase one in cases)
        {
            CheckCase(one);
        }
    }

    private static void CheckCase(LossGoldenCase one)
    {
        // A narrow row is computed in double precision; a wide one in floats.
        double precision = one.Outputs[0].Length < SoftmaxRow.Wide || !one.Loss.ReadsLabel ? 1e-10 : 1e-6;
        int rows = one.Outputs.Length;
        double[] weights = [.. Enumerable.Range(0, rows).Select(i => one.Loss.Weight(one.Labels?[i] ?? 0))];
        double total = weights.Sum();
        double sum = 0;
        for (int i = 0; i < rows; i++)
        {
            string what = $"{one.Name}, row {i}";
            int label = one.Labels?[i] ?? 0;
            float[] target = one.Targets?[i] ?? [];
            Assert.IsNull(one.Loss.Refuse(label, target, one.Outputs[i].Length), what);
            double loss = one.Loss.Row(one.Outputs[i], label, target, (float)(weights[i] / total), gradient: true, out _);
            Near.Equal(one.Losses[i], loss, precision, precision, what);
            Near.Equal(one.Gradient[i], one.Outputs[i], 2e-6, 5e-8, what + ": gradient");
            sum += weights[i] * loss;
        }
        Near.Equal(one.Mean, sum / total, precision, precision, one.Name + ": mean");
    }
}
