using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>What each layer declares: names and shapes, and what is to be done to which.</summary>
[TestClass]
public sealed class ParameterShapesTests
{
    private static readonly SequenceNetwork Start = new(5);

    private static readonly Regularizer Kernel = new(L1: 1), Recurrent = new(L1: 2), Bias = new(L1: 3);

    [TestMethod]
    public void SimpleRnn() =>
        Check(Start.SimpleRnn(7), "weight_ih_l0 [7, 5]", "weight_hh_l0 [7, 7]", "bias_l0 [7]");

    [TestMethod]
    public void Gru()
    {
        Check(Start.Gru(7), "weight_ih_l0 [21, 5]", "weight_hh_l0 [21, 7]", "bias_l0 [21]", "bias_hn_l0 [7]");
        Check(Start.Gru(7, new() { ResetAfter = false }), "weight_ih_l0 [21, 5]", "weight_hh_l0 [21, 7]", "bias_l0 [21]");
        Check(Start.Gru(7, new() { UseBias = false }), "weight_ih_l0 [21, 5]", "weight_hh_l0 [21, 7]");
    }

    [TestMethod]
    public void Lstm()
    {
        Check(Start.Lstm(7), "weight_ih_l0 [28, 5]", "weight_hh_l0 [28, 7]", "bias_l0 [28]");
        Check(Start.Lstm(7, new() { UseBias = false }), "weight_ih_l0 [28, 5]", "weight_hh_l0 [28, 7]");
        Check(
            Start.Lstm(7, new() { ProjectionSize = 3, Peepholes = true, LearnInitialState = true }),
            "weight_ih_l0 [28, 5]", "weight_hh_l0 [28, 3]", "bias_l0 [28]", "weight_hr_l0 [3, 7]", "weight_c_l0 [3, 7]", "h0_l0 [3]",
            "c0_l0 [7]");
    }

    [TestMethod]
    public void BothDirections()
    {
        Check(
            Start.Gru(2, new() { Bidirectional = true, LearnInitialState = true, Merge = BidirectionalMerge.Sum }),
            "weight_ih_l0 [6, 5]", "weight_hh_l0 [6, 2]", "bias_l0 [6]", "bias_hn_l0 [2]", "h0_l0 [2]",
            "weight_ih_l0_reverse [6, 5]", "weight_hh_l0_reverse [6, 2]", "bias_l0_reverse [6]", "bias_hn_l0_reverse [2]",
            "h0_l0_reverse [2]");
    }

    [TestMethod]
    public void OtherLayers()
    {
        Check(Start.Dense(7), "weight [7, 5]", "bias [7]");
        Check(Start.Dense(7, new DenseOptions { UseBias = false }), "weight [7, 5]");
        Check(Start.Conv1D(7, 3), "weight [7, 5, 3]", "bias [7]");
        Check(Start.Conv1D(7, 3, new() { UseBias = false, Stride = 2 }), "weight [7, 5, 3]");
        Check(Start.LayerNorm(), "weight [5]", "bias [5]");
        Check(Start.AttentionPooling(7), "weight [7, 5]", "bias [7]", "context [7]");
        Check(Start.LastStep());
        Check(Start.MeanPooling());
        Check(Start.MaxPooling());
        Check(Start.Activate(Activation.Softmax));
        Check(Start.SpatialDropout(0.5));
        Check(new SequenceNetwork().OneHot(9));
        Check(new SequenceNetwork().Embedding(9, 4), "weight [9, 4]");
    }

    [TestMethod]
    public void PenaltiesAndRulesGoToTheirWeights()
    {
        Constraint unit = Constraint.UnitNorm, positive = Constraint.NonNegative, one = Constraint.MaxNorm(1);
        var lstm = new LstmOptions { Bidirectional = true, ProjectionSize = 3, Peepholes = true, LearnInitialState = true };
        lstm = lstm with { KernelRegularizer = Kernel, RecurrentRegularizer = Recurrent, BiasRegularizer = Bias };
        lstm = lstm with { KernelConstraint = unit, RecurrentConstraint = positive, BiasConstraint = one };
        CheckRules(Start.Lstm(7, lstm));
        var gru = new GruOptions { KernelRegularizer = Kernel, RecurrentRegularizer = Recurrent, BiasRegularizer = Bias };
        CheckRules(Start.Gru(7, gru with { KernelConstraint = unit, RecurrentConstraint = positive, BiasConstraint = one }));
        var dense = new DenseOptions { KernelRegularizer = Kernel, BiasRegularizer = Bias };
        CheckRules(Start.Dense(7, dense with { KernelConstraint = unit, BiasConstraint = one }));
        var conv = new Conv1DOptions { KernelRegularizer = Kernel, BiasRegularizer = Bias };
        CheckRules(Start.Conv1D(7, 3, conv with { KernelConstraint = unit, BiasConstraint = one }));
        CheckRules(new SequenceNetwork().Embedding(9, 4, regularizer: Kernel, constraint: unit));
    }

    [TestMethod]
    public void InitializersGoToTheirWeights()
    {
        Initializer kernel = Initializer.Constant(2), recurrent = Initializer.Constant(3), bias = Initializer.Constant(4);
        var lstm = new LstmOptions { KernelInitializer = kernel, RecurrentInitializer = recurrent, BiasInitializer = bias };
        lstm = lstm with { ProjectionSize = 1, Peepholes = true, LearnInitialState = true, UnitForgetBias = false };
        CheckInitializers(Start.Lstm(2, lstm), kernel, recurrent, bias, kernel, null, null, null);
        var gru = new GruOptions { KernelInitializer = kernel, RecurrentInitializer = recurrent, BiasInitializer = bias };
        CheckInitializers(Start.Gru(2, gru), kernel, recurrent, bias, bias);
        CheckInitializers(Start.Dense(2, new() { KernelInitializer = kernel, BiasInitializer = bias }), kernel, bias);
        CheckInitializers(Start.Conv1D(2, 2, new() { KernelInitializer = kernel, BiasInitializer = bias }), kernel, bias);
        CheckInitializers(new SequenceNetwork().Embedding(9, 4, initializer: kernel), kernel);
        CheckInitializers(new SequenceNetwork().Embedding(9, 4), Initializer.Uniform(0.05));
        CheckInitializers(Start.LayerNorm(), Initializer.Ones, null);
    }

    /// <summary>What runs must be what is described.</summary>
    [TestMethod]
    [DynamicData(nameof(Support.TestNetworks.Names), typeof(Support.TestNetworks))]
    public void NetworkThatRunsHasWhatIsDescribed(string name)
    {
        SequenceNetwork description = Support.TestNetworks.Get(name);
        CollectionAssert.AreEqual(
            description.Parameters().Select(p => Text(p.Name, p.Shape)).ToArray(),
            new Network(description).Parameters.All.Select(p => Text(p.Name, p.Shape)).ToArray());
    }

    private static void Check(SequenceNetwork network, params string[] expected)
    {
        CollectionAssert.AreEqual(
            expected.Select(e => "0." + e).ToArray(), network.Parameters().Select(p => Text(p.Name, p.Shape)).ToArray());
        Assert.AreEqual(network.Parameters().Sum(p => p.Count), network.ParameterCount);
    }

    private static void CheckInitializers(SequenceNetwork network, params Initializer?[] expected) =>
        CollectionAssert.AreEqual(expected, network.Parameters().Select(p => p.Initializer).ToArray());

    private static void CheckRules(SequenceNetwork network)
    {
        foreach (ParameterShape parameter in network.Parameters())
        {
            (Regularizer?, Constraint?) expected = parameter.Name.Split('_', '.')[1..] switch
            {
                ["weight", "hh", ..] => (Recurrent, Constraint.NonNegative),
                ["weight", "c", ..] or ["h0", ..] or ["c0", ..] => (null, null),
                ["weight", ..] => (Kernel, Constraint.UnitNorm),
                _ => (Bias, Constraint.MaxNorm(1)),
            };
            Assert.AreEqual(expected, (parameter.Regularizer, parameter.Constraint), parameter.Name);
        }
    }

    private static string Text(string name, int[] shape) => $"{name} [{string.Join(", ", shape)}]";
}
