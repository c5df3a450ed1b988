using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>Every layer of <see cref="LayerNetworks"/> against the slow reference, and against itself in other company.</summary>
[TestClass]
public sealed unsafe class SequenceLayersTests
{
    // Enough for three groups, which are cut at multiples of four.
    private static readonly int[] Lengths = [3, 0, 6, 1, 4, 2, 5, 1, 0, 6, 3, 7, 2, 4, 4, 1, 5, 3, 6, 2, 8, 1, 3, 5, 0, 2, 7];

    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void OutputsEqualTheReference(string name)
    {
        var test = new LayerGradients(LayerNetworks.Get(name), Lengths);
        var reference = new ReferenceChain(test.Network);
        float[][] together = test.Outputs(Rows);
        for (int i = 0; i < Lengths.Length; i++)
        {
            double[] expected = [.. test.Reference(reference, i).SelectMany(row => row)];
            Near.Equal(expected, together[i], 1e-5, 1e-5, $"sequence {i} of {Lengths[i]} steps");
        }
    }

    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void GradientsEqualFiniteDifferences(string name)
    {
        var test = new LayerGradients(LayerNetworks.Get(name), Lengths);
        var reference = new ReferenceChain(test.Network);
        Dictionary<string, float[]> gradients = test.Gradients(threads: 1, out double loss);
        Near.Equal(test.ReferenceLoss(reference), loss, 1e-5, 0, "loss");
        foreach ((string parameter, double[] values) in reference.Parameters)
        {
            double[] exact = FiniteDifferences.Gradient(values, () => test.ReferenceLoss(reference));
            Assert.IsTrue(exact.Any(x => Math.Abs(x) > 1e-5), $"{parameter}: a gradient of nothing tests nothing.");
            Near.Equal(exact, gradients[parameter], 1e-4, 1e-6, parameter);
        }
    }

    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void ThreadsDoNotChangeABit(string name)
    {
        var test = new LayerGradients(LayerNetworks.Get(name), Lengths);
        Dictionary<string, float[]> alone = test.Gradients(threads: 1, out double loss);
        for (int threads = 2; threads <= 3; threads++)
        {
            Dictionary<string, float[]> dealt = test.Gradients(threads, out double other);
            Assert.AreEqual(loss, other, $"loss on {threads} threads");
            foreach ((string parameter, float[] values) in alone)
            {
                Near.SameBits(values, dealt[parameter], $"{parameter} on {threads} threads");
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void CompanyDoesNotChangeABit(string name)
    {
        var test = new LayerGradients(LayerNetworks.Get(name), Lengths);
        float[][] together = test.Outputs(Rows);
        for (int i = 0; i < Lengths.Length; i++)
        {
            Near.SameBits(together[i], test.Outputs(i)[0], $"sequence {i} alone, in the buffers of an earlier batch");
        }
    }

    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void NothingIsAllocatedOnceWarm(string name)
    {
        var test = new LayerGradients(LayerNetworks.Get(name), Lengths);
        BatchJob job = test.Job();
        var gradient = new BatchGradient(test.Network, new Workers(1));
        gradient.Run(job);
        gradient.Run(job);
        // The runtime allocates now and then for itself; whatever a pass allocates, it allocates every time.
        long least = long.MaxValue;
        for (int trial = 0; trial < 5 && least > 0; trial++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            gradient.Run(job);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.AreEqual(0, least, "bytes");
    }

    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void ParametersComeInTheOrderOfTheDescription(string name)
    {
        SequenceNetwork description = LayerNetworks.Get(name);
        CollectionAssert.AreEqual(
            description.Parameters().Select(p => p.Name).ToArray(),
            new Network(description).Parameters.All.Select(p => p.Name).ToArray());
    }

    /// <summary>A batch of nothing but empty sequences has no rows at all; another follows it in the same buffers.</summary>
    [TestMethod]
    [DynamicData(nameof(LayerNetworks.Names), typeof(LayerNetworks))]
    public void EmptySequencesPass(string name)
    {
        var test = new LayerGradients(LayerNetworks.Get(name), 0, 2, 0);
        float[][] together = test.Outputs(0, 1, 2);
        Near.SameBits(together[2], test.Outputs(0, 2)[1], "empty sequences alone");
        Near.SameBits(together[1], test.Outputs(1)[0], "after them");
        var empty = new LayerGradients(LayerNetworks.Get(name), 0, 0);
        if (empty.Job().TotalWeight > 0)
        {
            Assert.IsTrue(empty.Gradients(2, out _).Values.All(g => g.All(float.IsFinite)));
        }
    }

    private static int[] Rows => [.. Enumerable.Range(0, Lengths.Length)];
}
