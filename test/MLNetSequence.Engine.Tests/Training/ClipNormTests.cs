using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>
/// Whole training steps against the formulas: the gradient of the mean loss, g · min(1, clip / (‖g‖ + 1e-6)), Adam. All in double
/// precision, the gradients by finite differences, so nothing is shared with the engine but the network's first parameters.
/// </summary>
[TestClass]
public sealed class ClipNormTests
{
    private const double LearningRate = 0.05;
    private const int Steps = 4;

    // The gradient's norm falls from 0.36 to 0.19 in these steps: the first two are clipped.
    private const double MiddleNorm = 0.25;

    private static readonly Labeled Task = ToyTask.Make(12, seed: 1, longest: 5);

    private static readonly int[] Rows = Sample.Rows(12);

    [TestMethod]
    [DataRow(double.PositiveInfinity)]
    [DataRow(1e6)]
    [DataRow(MiddleNorm)]
    [DataRow(0.01)]
    public void TrainingFollowsTheFormulas(double clipNorm)
    {
        Network network = NewNetwork();
        Dictionary<string, double[]> expected = Train(ReferenceNetwork.Of(network), clipNorm, out _);
        Train(network, clipNorm);
        foreach (Parameter parameter in network.Parameters.All)
        {
            ReadOnlySpan<float> actual = network.Parameters.Span(parameter);
            Near.Equal(expected[parameter.Name], actual, 0, 2e-5, $"{parameter.Name}, clip norm {clipNorm}");
        }
    }

    /// <summary>Adam forgives a factor that stays, so the norms must fall past the limit for clipping to show.</summary>
    [TestMethod]
    public void ClippingMakesADifference()
    {
        Network clipped = NewNetwork(), free = NewNetwork();
        Train(ReferenceNetwork.Of(free), double.PositiveInfinity, out double[] norms);
        Assert.IsTrue(norms.Max() > MiddleNorm && norms.Min() < MiddleNorm, string.Join(", ", norms));
        Train(clipped, MiddleNorm);
        Train(free, double.PositiveInfinity);
        float difference = ToyTask.Snapshot(clipped).Zip(ToyTask.Snapshot(free), (a, b) => MathF.Abs(a - b)).Max();
        Assert.IsGreaterThan(1e-3f, difference);
    }

    private static Network NewNetwork() =>
        Sample.Network(new SequenceNetwork().Embedding(ToyTask.Vocabulary, 3).Lstm(3).Dense(2), seed: 2);

    private static void Train(Network network, double clipNorm)
    {
        Task.Train(network, ToyTask.Options(Steps, batchSize: 12, LearningRate) with { GlobalClipNorm = clipNorm });
    }

    private static Dictionary<string, double[]> Train(ReferenceNetwork reference, double clipNorm, out double[] norms)
    {
        Dictionary<string, double[]> parameters = reference.Parameters;
        Dictionary<string, ReferenceAdam> adam =
            parameters.ToDictionary(p => p.Key, p => new ReferenceAdam(p.Value, LearningRate));
        norms = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            Dictionary<string, double[]> gradients = parameters.ToDictionary(
                p => p.Key, p => FiniteDifferences.Gradient(p.Value, () => reference.Loss(Task.Data, Task.Labels, Rows)));
            norms[step] = Math.Sqrt(gradients.Values.Sum(g => g.Sum(x => x * x)));
            double scale = Math.Min(1, clipNorm / (norms[step] + 1e-6));
            foreach ((string name, double[] gradient) in gradients)
            {
                adam[name].Step([.. gradient.Select(x => x * scale)]);
            }
        }
        return parameters;
    }
}
