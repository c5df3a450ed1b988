using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

[TestClass]
public sealed class InitializersTests
{
    private const int Hidden = 20;
    private const int Features = 12;

    private static readonly SequenceNetwork Description =
        new SequenceNetwork().Embedding(50, Features).Lstm(Hidden, bidirectional: true).Dense(6);

    [TestMethod]
    public void InputWeightsAreGlorotUniform()
    {
        Network network = Initialized(seed: 1);
        // Keras' fans: features in, the four gates' units out.
        CheckUniform(network, "1.weight_ih_l0", Math.Sqrt(6.0 / (Features + 4 * Hidden)));
        CheckUniform(network, "1.weight_ih_l0_reverse", Math.Sqrt(6.0 / (Features + 4 * Hidden)));
        CheckUniform(network, "2.weight", Math.Sqrt(6.0 / (2 * Hidden + 6)));
    }

    [TestMethod]
    public void RecurrentWeightsHaveOrthonormalColumns()
    {
        Network network = Initialized(seed: 2);
        foreach (string name in (string[])["1.weight_hh_l0", "1.weight_hh_l0_reverse"])
        {
            OrthogonalTests.CheckOrthonormal(Values(network, name), 4 * Hidden, Hidden);
        }
    }

    [TestMethod]
    public void BiasesAreZeroAndTheForgetGatesOne()
    {
        Network network = Initialized(seed: 4);
        float[] expected = new float[4 * Hidden];
        expected.AsSpan(Hidden, Hidden).Fill(1f);
        CollectionAssert.AreEqual(expected, Values(network, "1.bias_l0"));
        CollectionAssert.AreEqual(expected, Values(network, "1.bias_l0_reverse"));
        CollectionAssert.AreEqual(new float[6], Values(network, "2.bias"));
    }

    [TestMethod]
    public void EmbeddingIsUniformAndItsRowZeroIsZero()
    {
        Network network = Initialized(seed: 5);
        float[] table = Values(network, "0.weight");
        CollectionAssert.AreEqual(new float[Features], table[..Features]);
        Assert.IsFalse(table[Features..].Contains(0f), "Only padding is zero.");
        CheckUniform(network, "0.weight", 0.05);
    }

    [TestMethod]
    public void SeedDecidesEveryValue()
    {
        Network first = Initialized(seed: 6), again = Initialized(seed: 6), other = Initialized(seed: 7);
        foreach (Parameter parameter in first.Parameters.All)
        {
            Near.SameBits(Values(first, parameter.Name), Values(again, parameter.Name), parameter.Name);
            Assert.IsTrue(
                parameter.Name.Contains("bias", StringComparison.Ordinal) ||
                !Values(first, parameter.Name).SequenceEqual(Values(other, parameter.Name)),
                $"{parameter.Name} is the same for another seed.");
        }
        Assert.IsFalse(
            Values(first, "1.weight_ih_l0").SequenceEqual(Values(first, "1.weight_ih_l0_reverse")),
            "Both directions must not start alike.");
    }

    private static Network Initialized(long seed)
    {
        var network = new Network(Description);
        network.Initialize(seed);
        return network;
    }

    private static float[] Values(Network network, string name) =>
        network.Parameters.Span(network.Parameters.Find(name)).ToArray();

    // Inside the limit, close to it at both ends, and centred.
    private static void CheckUniform(Network network, string name, double limit)
    {
        float[] values = Values(network, name);
        Assert.IsTrue(values.All(x => Math.Abs(x) <= limit * (1 + 1e-6)), $"{name} leaves ±{limit}.");
        Assert.IsGreaterThan(0.9 * limit, values.Max(), name);
        Assert.IsLessThan(-0.9 * limit, values.Min(), name);
        Near.Equal(0, values.Average(), 0, 5 * limit / Math.Sqrt(3.0 * values.Length), name + ": mean");
    }
}
