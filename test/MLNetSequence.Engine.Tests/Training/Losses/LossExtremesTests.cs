using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.Losses;

[TestClass]
public sealed class LossExtremesTests
{
    private static readonly float[] Far = [-1e4f, -8, 0, 8, 1e4f];

    private static readonly float[] NotFinite = [float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    /// <summary>Outputs far off, in all combinations, have a loss and a gradient that are finite and right.</summary>
    [TestMethod]
    public void FarOutputsGiveTheRightLossAndGradient()
    {
        foreach (Loss loss in LossCase.All)
        {
            int outputs = loss.ReadsLabel ? 2 : loss.OutputsFor(1);
            float[] targets = loss switch
            {
                _ when loss.ReadsLabel => [0, 1],
                BinaryCrossEntropyLoss => [0, 0.5f, 1],
                NegativeBinomialLoss => [0, 1, 10_000],
                _ => [-10_001, -7, 1, 10_001],
            };
            for (int i = 0; i < (int)Math.Pow(Far.Length, outputs); i++)
            {
                float[] row = [.. Enumerable.Range(0, outputs).Select(p => Far[i / (int)Math.Pow(Far.Length, p) % Far.Length])];
                foreach (float target in targets)
                {
                    CheckRow(loss, [.. row], target);
                }
            }
        }
    }

    private static void CheckRow(Loss loss, float[] row, float target)
    {
        string what = $"{loss} of [{string.Join(", ", row)}] and {target}";
        int label = loss.ReadsLabel ? (int)target : 0;
        float[] given = loss.ReadsLabel ? [] : [target];
        double[] t = LossCase.Wide(given);
        double[] y = LossCase.Wide(row);
        double expected = ReferenceLoss.Of(loss, y, label, t);
        // The reference's own rounding, where log Γ is in the millions, is what its differences can be trusted to.
        double[] gradient = FiniteDifferences.Gradient(y, () => ReferenceLoss.Of(loss, y, label, t));
        double value = loss.Row(row, label, given, 1, gradient: true, out _);
        Near.Equal(expected, value, 1e-9, 1e-7, what);
        Near.Equal(gradient, row, 1e-5, 2e-3 + 1e-9 * Math.Abs(expected), what + ": gradient");
    }

    /// <summary>A network whose outputs are no numbers has a loss that is none, and training stops.</summary>
    [TestMethod]
    public void OutputsThatAreNotFiniteGiveALossThatIsNot()
    {
        foreach ((Loss loss, int targets) in LossCase.Sizes())
        {
            CheckNotFinite(loss, LossCase.Outputs(loss, targets), LossCase.Targets(loss, new SeededRandom(6), targets));
        }
        CheckNotFinite(new CrossEntropyLoss(), 2 * SoftmaxRow.Wide + 3, []);
    }

    private static void CheckNotFinite(Loss loss, int outputs, float[] target)
    {
        foreach (float bad in NotFinite)
        {
            for (int at = 0; at < outputs; at++)
            {
                for (int label = 0; label < (loss.ReadsLabel ? 3 : 1); label++)
                {
                    float[] row = new float[outputs];
                    row[at] = bad;
                    double with = loss.Row([.. row], label, target, 1, gradient: true, out _);
                    double without = loss.Row(row, label, target, 1, gradient: false, out _);
                    Assert.IsFalse(double.IsFinite(with) || double.IsFinite(without), $"{loss}: {bad} at {at}, label {label}");
                }
            }
        }
    }

    /// <summary>Where output and target are equal there is no slope to either side.</summary>
    [TestMethod]
    public void AKinkHasNoSlope()
    {
        foreach (Loss loss in (Loss[])[new MeanAbsoluteLoss(), new QuantileLoss { Quantiles = [0.3] }, new HuberLoss()])
        {
            float[] row = [2.5f];
            Assert.AreEqual(0, loss.Row(row, 0, [2.5f], 1, gradient: true, out _), $"{loss}");
            Assert.AreEqual(0, row[0], $"{loss}");
        }
    }
}
