using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Layers;

[TestClass]
public sealed class SpatialDropoutLayerTests
{
    private const int Features = 1003;
    private static readonly int[] Lengths = [9, 9, 7, 5, 4, 2, 1, 0];

    [TestMethod]
    [DataRow(0.25)]
    [DataRow(0.5)]
    public void AFeatureIsDroppedAtAllStepsOrAtNone(double rate)
    {
        (NetworkRun run, Matrix output) = Run(rate, training: true);
        float[][] masks = new float[Lengths.Length][];
        for (int b = 0; b < Lengths.Length; b++)
        {
            for (int t = 0; t < Lengths[b]; t++)
            {
                float[] row = output.RowSpan(run.OutputLayout.Row(t, b)).ToArray();
                masks[b] ??= row;
                Near.SameBits(masks[b], row, $"sequence {b}, step {t}");
            }
        }
        float[] all = [.. masks.Where(m => m is not null).SelectMany(m => m)];
        Assert.IsTrue(all.All(x => x == 0 || x == all.Max()), "A value of 1 becomes 0 or one other value.");
        Near.Equal(1 / (1 - rate), all.Max(), 1e-4, 0, "scale");
        double deviation = Math.Sqrt(rate * (1 - rate) / all.Length);
        Near.Equal(rate, (double)all.Count(x => x == 0) / all.Length, 0, 5 * deviation, "share dropped");
        Assert.IsFalse(masks[0].SequenceEqual(masks[1]), "Each sequence has a mask of its own.");
    }

    [TestMethod]
    public void TheGradientPassesWhereTheValuePassed()
    {
        (NetworkRun run, Matrix output) = Run(0.5, training: true);
        float[][] masks = Rows(output);
        for (int n = 0; n < output.Rows; n++)
        {
            output.RowSpan(n).Fill(1);
        }
        run.Pass.InputGradient = true;
        float[][] gradient = Rows(run.Backward(output));
        for (int n = 0; n < masks.Length; n++)
        {
            Near.SameBits(masks[n], gradient[n], $"row {n}");
        }
        GC.KeepAlive(run);
    }

    [TestMethod]
    public void RateZeroAndScoringChangeNothing()
    {
        foreach ((double rate, bool training) in ((double, bool)[])[(0, true), (0.5, false)])
        {
            (NetworkRun run, Matrix output) = Run(rate, training);
            Assert.IsTrue(Rows(output).All(row => row.All(x => x == 1)), $"rate {rate}, training {training}");
            GC.KeepAlive(run);
        }
    }

    /// <summary>The masks depend on a sequence's place in its batch, and not on the thread that runs it.</summary>
    [TestMethod]
    public void ThreadsDoNotChangeABit()
    {
        SequenceNetwork description = new SequenceNetwork().Embedding(9, 4)
            .SpatialDropout(0.3).Residual(x => x.Conv1D(4, 2).SpatialDropout(0.5).Dropout(0.5)).MaxPooling().Dense(2);
        var test = new LayerGradients(description, [.. Enumerable.Range(0, 30).Select(i => i * 7 % 6)]);
        Dictionary<string, float[]> alone = test.Gradients(threads: 1, out double loss);
        Dictionary<string, float[]> dealt = test.Gradients(threads: 3, out double other);
        Assert.AreEqual(loss, other);
        foreach ((string parameter, float[] values) in alone)
        {
            Near.SameBits(values, dealt[parameter], parameter);
        }
    }

    // All inputs are one, so that what comes out is the mask.
    private static (NetworkRun Run, Matrix Output) Run(double rate, bool training)
    {
        var data = new FeatureSequences(Features);
        foreach (int length in Lengths)
        {
            data.Add([.. Enumerable.Repeat(1f, length * Features)]);
        }
        NetworkRun run = new Network(new SequenceNetwork(Features).SpatialDropout(rate)).Rent();
        run.Batch.Fill(data, new BatchOrder().Sort(data, [.. Enumerable.Range(0, data.Count)]).Span);
        return (run, run.Forward(training));
    }

    private static float[][] Rows(Matrix matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(i => matrix.RowSpan(i).ToArray())];
}
