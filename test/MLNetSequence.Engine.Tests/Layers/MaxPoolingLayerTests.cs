using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Layers;

[TestClass]
public sealed class MaxPoolingLayerTests
{
    [TestMethod]
    [DataRow(new float[] { 1, 2, 2 }, 2f, 1, DisplayName = "the first of equals")]
    [DataRow(new float[] { -3, -1, -2 }, -1f, 1, DisplayName = "all below zero")]
    [DataRow(new float[] { 5, float.NaN, 7, float.NaN }, float.NaN, 3, DisplayName = "NaN is not hidden")]
    [DataRow(new float[] { float.NegativeInfinity, float.NegativeInfinity }, float.NegativeInfinity, 0, DisplayName = "infinity")]
    public void TheGradientGoesWhereTheGreatestIs(float[] steps, float greatest, int place)
    {
        var data = new FeatureSequences(1);
        data.Add(steps);
        NetworkRun run = new Network(new SequenceNetwork(1).MaxPooling()).Rent();
        run.Batch.Fill(data, [0]);
        Matrix output = run.Forward(training: true);
        Assert.AreEqual(greatest, output.RowSpan(0)[0]);
        output.RowSpan(0)[0] = 3;
        run.Pass.InputGradient = true;
        Matrix gradient = run.Backward(output);
        for (int t = 0; t < steps.Length; t++)
        {
            Assert.AreEqual(t == place ? 3f : 0f, gradient.RowSpan(t)[0], $"step {t}");
        }
        GC.KeepAlive(run);
    }
}
