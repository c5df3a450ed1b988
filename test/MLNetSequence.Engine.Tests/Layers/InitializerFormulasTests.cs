using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>Limits and deviations are Keras', for the fans that Keras counts.</summary>
[TestClass]
public sealed class InitializerFormulasTests
{
    private const int Rows = 300;
    private const int Columns = 100;

    [TestMethod]
    public void UniformOnesKeepTheirLimits()
    {
        CheckUniform(Initializer.GlorotUniform, [Rows, Columns], Math.Sqrt(6.0 / (Rows + Columns)));
        CheckUniform(Initializer.HeUniform, [Rows, Columns], Math.Sqrt(6.0 / Columns));
        CheckUniform(Initializer.Uniform(0.75), [Rows, Columns], 0.75);
    }

    [TestMethod]
    public void NormalOnesHaveTheirDeviationsAndNoTails()
    {
        CheckNormal(Initializer.GlorotNormal, Math.Sqrt(2.0 / (Rows + Columns)), cut: true);
        CheckNormal(Initializer.HeNormal, Math.Sqrt(2.0 / Columns), cut: true);
        CheckNormal(Initializer.Normal(0.75), 0.75, cut: false);
    }

    [TestMethod]
    public void ConstantsAreConstant()
    {
        foreach ((Initializer initializer, float value) in
            ((Initializer, float)[])[(Initializer.Zeros, 0), (Initializer.Ones, 1), (Initializer.Constant(-2.5), -2.5f)])
        {
            Assert.IsFalse(Draw(initializer, new("weight", [3, 4])).AsSpan().ContainsAnyExcept(value));
        }
        Assert.IsFalse(Draw(null, new("bias", [4])).AsSpan().ContainsAnyExcept(0f), "Zeros where nothing is said.");
    }

    [TestMethod]
    public void FansAreThoseOfKeras()
    {
        // Keras transposes a matrix of units by inputs and a kernel, and does not transpose a table; for a bias, both are its length.
        Assert.AreEqual(new WeightShape(8, 5, FanIn: 5, FanOut: 8), WeightShape.Of(new("weight", [8, 5])));
        Assert.AreEqual(new WeightShape(8, 5, FanIn: 8, FanOut: 5), WeightShape.Of(new("weight", [8, 5], IsTable: true)));
        Assert.AreEqual(new WeightShape(8, 15, FanIn: 15, FanOut: 24), WeightShape.Of(new("weight", [8, 5, 3])));
        Assert.AreEqual(new WeightShape(8, 1, FanIn: 8, FanOut: 8), WeightShape.Of(new("bias", [8])));
        CheckUniform(Initializer.HeUniform, [60, 10, 50], Math.Sqrt(6.0 / 500));
        CheckUniform(Initializer.GlorotUniform, [30_000], Math.Sqrt(6.0 / 60_000));
    }

    [TestMethod]
    public void ForgetGateStartsAtOneUnlessSaidOtherwise()
    {
        var options = new LstmOptions { BiasInitializer = Initializer.Constant(3) };
        float[] biases = [3, 3, 1, 1, 3, 3, 3, 3];
        CollectionAssert.AreEqual(biases, Bias(options));
        CollectionAssert.AreEqual(Enumerable.Repeat(3f, 8).ToArray(), Bias(options with { UnitForgetBias = false }));
    }

    [TestMethod]
    [DataRow(double.NaN)]
    [DataRow(double.PositiveInfinity)]
    [DataRow(-1.0)]
    [DataRow(1e39)]
    public void NumbersOutOfRangeAreRefused(double number)
    {
        CheckRange("limit", number, () => Initializer.Uniform(number));
        CheckRange("deviation", number, () => Initializer.Normal(number));
        if (number < 0)
        {
            CheckRange("L1", number, () => new Regularizer(L1: number));
            CheckRange("L2", number, () => new Regularizer(L2: number));
            CheckRange("L2", number, () => _ = new Regularizer() with { L2 = number });
            CheckRange("maximum", number, () => Constraint.MaxNorm(number));
        }
        else
        {
            CheckRange("value", number, () => Initializer.Constant(number));
        }
    }

    private static float[] Bias(LstmOptions options) =>
        Draw(null, new SequenceNetwork(3).Lstm(2, options).Parameters().Single(p => p.Name.Contains("bias", StringComparison.Ordinal)));

    private static float[] Draw(Initializer? initializer, ParameterShape parameter)
    {
        float[] values = new float[parameter.Count];
        Array.Fill(values, 99f);
        (parameter with { Initializer = initializer ?? parameter.Initializer }).Initialize(values, new SeededRandom(11));
        return values;
    }

    private static void CheckUniform(Initializer initializer, int[] shape, double limit)
    {
        float[] values = Draw(initializer, new("weight", shape));
        Assert.IsLessThanOrEqualTo((float)limit, values.Max(Math.Abs), $"{initializer}");
        Assert.IsGreaterThan((float)(limit * 0.999), values.Max(), $"{initializer}");
        Assert.IsLessThan((float)(limit * -0.999), values.Min(), $"{initializer}");
        Near.Equal(limit / Math.Sqrt(3), Deviation(values), 0.01, 0, $"{initializer}: deviation");
    }

    private static void CheckNormal(Initializer initializer, double deviation, bool cut)
    {
        float[] values = Draw(initializer, new("weight", [Rows, Columns]));
        Near.Equal(deviation, Deviation(values), 0.02, 0, $"{initializer}: deviation");
        double farthest = values.Max(Math.Abs) / deviation;
        // Two deviations of the normal before it was cut.
        const double edge = 2 / 0.87962566103423978;
        Assert.AreEqual(cut, farthest <= edge * (1 + 1e-6), $"{initializer}: farthest is {farthest} deviations away.");
        Assert.IsGreaterThan(edge * 0.99, farthest, $"{initializer}");
    }

    private static double Deviation(float[] values)
    {
        double mean = values.Average(x => (double)x);
        return Math.Sqrt(values.Average(x => (x - mean) * (x - mean)));
    }

    private static void CheckRange(string argument, double value, Action build)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(build);
        Assert.AreEqual((argument, value), (error.ParamName, (double)error.ActualValue!));
    }
}
