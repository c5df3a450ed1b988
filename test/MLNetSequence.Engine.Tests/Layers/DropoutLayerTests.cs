using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

[TestClass]
public sealed unsafe class DropoutLayerTests
{
    private const int Rows = 100;
    private const int Columns = 1003;
    private const int Count = Rows * Columns;

    [TestMethod]
    [DataRow(0.1)]
    [DataRow(0.5)]
    [DataRow(0.9)]
    public void DropsItsShareAndScalesTheRest(double rate)
    {
        (float[] output, float[] gradient) = Run(rate, seed: 1, training: true);
        float kept = output.Max();
        Assert.IsTrue(output.All(x => x == 0 || x == kept), "A value of 1 becomes 0 or one other value.");
        Near.Equal(1 / (1 - rate), kept, 1e-4, 0, "scale, for a rate met to one part in 65,536");
        double deviation = Math.Sqrt(rate * (1 - rate) / Count);
        Near.Equal(rate, (double)output.Count(x => x == 0) / Count, 0, 5 * deviation, "share dropped");
        Near.SameBits(output, gradient, "the gradient of 1, which passes where the value passed");
    }

    /// <summary>Four masks are cut out of each 64-bit number, row by row: each quarter must drop as often as the others.</summary>
    [TestMethod]
    public void EveryPositionIsDroppedAlike()
    {
        (float[] output, _) = Run(0.3, seed: 2, training: true);
        for (int lane = 0; lane < 4; lane++)
        {
            float[] own = [.. output.Where((_, i) => i % Columns % 4 == lane)];
            double deviation = Math.Sqrt(0.3 * 0.7 / own.Length);
            Near.Equal(0.3, (double)own.Count(x => x == 0) / own.Length, 0, 5 * deviation, $"share of positions {lane} mod 4");
        }
    }

    [TestMethod]
    public void TheStreamDecidesTheMask()
    {
        Near.SameBits(Run(0.5, seed: 3, training: true).Output, Run(0.5, seed: 3, training: true).Output, "the same stream");
        Assert.IsFalse(Run(0.5, seed: 3, training: true).Output.SequenceEqual(Run(0.5, seed: 4, training: true).Output));
    }

    [TestMethod]
    public void RateZeroAndScoringChangeNothing()
    {
        float[] ones = [.. Enumerable.Repeat(1f, Count)];
        (float[] output, float[] gradient) = Run(0, seed: 5, training: true);
        Near.SameBits(ones, output, "rate 0");
        Near.SameBits(ones, gradient, "gradient at rate 0");
        Near.SameBits(ones, Run(0.5, seed: 5, training: false).Output, "scoring");
    }

    // All inputs and gradients are one, so that what comes out is the mask.
    private static (float[] Output, float[] Gradient) Run(double rate, long seed, bool training)
    {
        var input = new Guarded(Count);
        var gradient = new Guarded(Count);
        input.Span.Fill(1f);
        gradient.Span.Fill(1f);
        var data = new FeatureSequences(1);
        for (int i = 0; i < Rows; i++)
        {
            data.Add([]);
        }
        var pass = new Pass { Training = training, Draw = (seed, 0) };
        pass.Batch.Fill(data, Sample.Rows(Rows));
        pass.Begin();
        LayerRun run = new DropoutLayer(rate, perStep: false).NewRun();
        Matrix output = run.Forward(pass, new Matrix(input.Pointer, Rows, Columns));
        float[] values = new ReadOnlySpan<float>(output.Data, Count).ToArray();
        if (training)
        {
            run.Backward(pass, new Matrix(gradient.Pointer, Rows, Columns));
        }
        GC.KeepAlive(input);
        return (values, gradient.Span.ToArray());
    }
}
