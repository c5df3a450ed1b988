using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>
/// The vector functions against System.Math in double precision. Measured, with and without fused multiply-adds, they are off
/// by at most 8e-8 (exp), 1.5e-7 (sigmoid) and 1.7e-7 (tanh) of the value; half a unit in the last place is up to 6e-8.
/// </summary>
[TestClass]
public sealed unsafe class VectorMathTests
{
    // Every 10,007th float there is, by its bits: all magnitudes alike, from the subnormal ones to the largest.
    private const int BitStride = 10_007;

    // Where e⁻ˣ is held at e⁸⁸ the sigmoid no longer falls: below that it is off by less than this, which is nothing.
    private const double SigmoidFloor = 1e-38;

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void ExpOverAllItCanRepresent(int bits) =>
        Sweep(Tier.Of(bits), VectorFunction.Exp, x => Math.Exp(Math.Clamp(x, -87, 88)), relative: 1.2e-7, absolute: 0);

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void SigmoidOverAllFloats(int bits) =>
        Sweep(Tier.Of(bits), VectorFunction.Sigmoid, x => 1 / (1 + Math.Exp(-x)), relative: 2e-7, absolute: SigmoidFloor);

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void TanhOverAllFloats(int bits) =>
        Sweep(Tier.Of(bits), VectorFunction.Tanh, Math.Tanh, relative: 2e-7, absolute: 0);

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void SpecialValues(int bits)
    {
        Tier tier = Tier.Of(bits);
        Assert.AreEqual(1f, One(tier, VectorFunction.Exp, 0f));
        Assert.AreEqual(1f, One(tier, VectorFunction.Exp, -0f));
        Assert.AreEqual(One(tier, VectorFunction.Exp, 88f), One(tier, VectorFunction.Exp, float.PositiveInfinity));
        Assert.AreEqual(One(tier, VectorFunction.Exp, -87f), One(tier, VectorFunction.Exp, float.NegativeInfinity));
        Assert.IsTrue(float.IsNormal(One(tier, VectorFunction.Exp, 88f)), "The held end must stay a normal float.");
        Assert.IsTrue(float.IsNormal(One(tier, VectorFunction.Exp, -87f)), "The held end must stay a normal float.");

        Assert.AreEqual(0.5f, One(tier, VectorFunction.Sigmoid, 0f));
        Assert.AreEqual(1f, One(tier, VectorFunction.Sigmoid, float.PositiveInfinity));
        Near.Equal(0, One(tier, VectorFunction.Sigmoid, float.NegativeInfinity), 0, SigmoidFloor, "σ(-∞)");

        Near.SameBits([0f, -0f, 1f, -1f], Map(tier, VectorFunction.Tanh,
            0f, -0f, float.PositiveInfinity, float.NegativeInfinity), "tanh of 0, -0, ∞, -∞");
    }

    /// <summary>A diverging network must be noticed: NaN may not turn into a number on its way to the loss.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void NaNStaysNaN(int bits)
    {
        foreach (VectorFunction function in Enum.GetValues<VectorFunction>())
        {
            Assert.IsTrue(float.IsNaN(One(Tier.Of(bits), function, float.NaN)), $"{function}");
            Assert.IsTrue(float.IsNaN(One(Tier.Of(bits), function, -float.NaN)), $"{function} of -NaN");
        }
    }

    /// <summary>tanh is odd and σ(-x) = 1 - σ(x): a bias to one side would add up over time steps.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void TanhIsOddToTheBit(int bits)
    {
        float[] x = [.. Enumerable.Range(0, 4096).Select(i => i * 0.005f)];
        float[] minusX = [.. x.Select(v => -v)];
        float[] minusY = [.. Map(Tier.Of(bits), VectorFunction.Tanh, x).Select(v => -v)];
        Near.SameBits(minusY, Map(Tier.Of(bits), VectorFunction.Tanh, minusX), "tanh(-x)");
    }

    private static void Sweep(Tier tier, VectorFunction function, Func<double, double> exact, double relative, double absolute)
    {
        float[] x = [.. AllMagnitudes(), .. Enumerable.Range(-80_000, 160_001).Select(i => i * 0.00125f)];
        float[] y = Map(tier, function, x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = exact(x[i]);
            if (!Near.Holds(expected, y[i], relative, absolute))
            {
                Assert.Fail($"{function}({x[i]:R}) is {y[i]:R}, expected {expected:R}, off by {y[i] / expected - 1:E2}.");
            }
        }
    }

    private static IEnumerable<float> AllMagnitudes()
    {
        int largest = BitConverter.SingleToInt32Bits(float.MaxValue);
        for (int magnitude = 1; magnitude <= largest; magnitude += BitStride)
        {
            float x = BitConverter.Int32BitsToSingle(magnitude);
            yield return x;
            yield return -x;
        }
    }

    private static float One(Tier tier, VectorFunction function, float x) => Map(tier, function, x)[0];

    private static float[] Map(Tier tier, VectorFunction function, params float[] x)
    {
        var buffer = new Guarded(Simd.RoundUp(x.Length));
        buffer.Span.Clear();
        x.CopyTo(buffer.Span);
        tier.Map(function, buffer.Pointer, buffer.Pointer, buffer.Length);
        return buffer.Span[..x.Length].ToArray();
    }
}
