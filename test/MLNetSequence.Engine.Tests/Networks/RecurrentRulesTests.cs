using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>What a recurrent layer gives, and which of its options exclude each other.</summary>
[TestClass]
public sealed class RecurrentRulesTests
{
    private static readonly SequenceNetwork Start = new(5);

    [TestMethod]
    public void WidthFollowsFromProjectionDirectionsAndMerge()
    {
        CheckWidth(7, new LstmOptions());
        CheckWidth(3, new LstmOptions { ProjectionSize = 3 });
        CheckWidth(14, new LstmOptions { Bidirectional = true });
        CheckWidth(6, new LstmOptions { Bidirectional = true, ProjectionSize = 3 });
        foreach (BidirectionalMerge merge in Enum.GetValues<BidirectionalMerge>().Where(m => m != BidirectionalMerge.Concat))
        {
            CheckWidth(7, new LstmOptions { Bidirectional = true, Merge = merge });
            CheckWidth(3, new LstmOptions { Bidirectional = true, Merge = merge, ProjectionSize = 3 });
        }
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, 8), Start.Gru(4, bidirectional: true).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, 4), Start.SimpleRnn(4, returnSequences: true).Output);
    }

    [TestMethod]
    public void StateIsAsWideAsAllItsParts()
    {
        // h and c; R + H of them with a projection; both directions'.
        CheckState(14, Start.Lstm(7, new LstmOptions { ReturnState = true }));
        CheckState(10, Start.Lstm(7, new LstmOptions { ReturnState = true, ProjectionSize = 3 }));
        CheckState(20, Start.Lstm(7, new LstmOptions { ReturnState = true, ProjectionSize = 3, Bidirectional = true }));
        CheckState(7, Start.Gru(7, new GruOptions { ReturnState = true }));
        CheckState(14, Start.Gru(7, new GruOptions { ReturnState = true, Bidirectional = true }));
        CheckState(7, Start.SimpleRnn(7, new SimpleRnnOptions { ReturnState = true, GoBackwards = true }));
    }

    [TestMethod]
    public void OptionsThatExcludeEachOtherAreRefusedWithTheReason()
    {
        Refused("a chain passes one value on", new() { ReturnState = true, ReturnSequences = true });
        Refused("cannot be bidirectional", new() { Stateful = true, Bidirectional = true });
        Refused("cannot be bidirectional", new() { GoBackwards = true, Bidirectional = true });
        Refused("both stateful and read backwards", new() { Stateful = true, GoBackwards = true });
        Refused("is not bidirectional", new() { Merge = BidirectionalMerge.Sum });
        Refused("side by side", new() { Merge = BidirectionalMerge.Sum, Bidirectional = true, ReturnState = true });
        Refused("has no bias", new() { UseBias = false, BiasRegularizer = new(L2: 1) });
        Refused("has no bias", new() { UseBias = false, BiasConstraint = Constraint.UnitNorm });
        Refused("cannot have an orthogonal bias", new() { BiasInitializer = Initializer.Orthogonal });
    }

    [TestMethod]
    public void SoftmaxIsNoActivationOfACell()
    {
        Refused("cannot have Softmax as its Activation", new() { Activation = Activation.Softmax });
        Refused("cannot have Softmax as its RecurrentActivation", new() { RecurrentActivation = Activation.Softmax });
        Assert.ThrowsExactly<ArgumentException>(() => Start.Gru(7, new GruOptions { Activation = Activation.Softmax }));
        Assert.ThrowsExactly<ArgumentException>(() => Start.Gru(7, new GruOptions { RecurrentActivation = Activation.Softmax }));
        Assert.ThrowsExactly<ArgumentException>(() => Start.SimpleRnn(7, new SimpleRnnOptions { Activation = Activation.Softmax }));
    }

    [TestMethod]
    public void ProjectionIsSmallerThanWhatItProjects()
    {
        foreach (int size in (int[])[-1, 7, 8])
        {
            OutOfRange("ProjectionSize", size, () => Start.Lstm(7, new LstmOptions { ProjectionSize = size }));
        }
        Start.Lstm(7, new LstmOptions { ProjectionSize = 6, Peepholes = true });
    }

    [TestMethod]
    public void EnumsMustHaveNames()
    {
        OutOfRange("Activation", (Activation)8, () => Start.Lstm(7, new LstmOptions { Activation = (Activation)8 }));
        OutOfRange("RecurrentActivation", (Activation)(-1), () => Start.Gru(7, new() { RecurrentActivation = (Activation)(-1) }));
        OutOfRange("Merge", (BidirectionalMerge)4, () => Start.Gru(7, new() { Merge = (BidirectionalMerge)4, Bidirectional = true }));
        OutOfRange("activation", (Activation)8, () => Start.Activate((Activation)8));
        OutOfRange("Activation", (Activation)8, () => Start.Dense(7, (Activation)8));
        OutOfRange("Padding", (ConvPadding)2, () => Start.Conv1D(7, 2, new() { Padding = (ConvPadding)2 }));
    }

    [TestMethod]
    public void NullOptionsAreAnArgumentError()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.Lstm(7, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.Gru(7, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.SimpleRnn(7, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.Dense(7, null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.Dense(7, new DenseOptions { KernelInitializer = null! }));
        Assert.ThrowsExactly<ArgumentNullException>(() => Start.Lstm(7, new LstmOptions { RecurrentInitializer = null! }));
    }

    /// <summary>A short call says what it said before there were options.</summary>
    [TestMethod]
    public void ShortCallsAreOptions()
    {
        Assert.AreEqual(
            Start.Lstm(7, new LstmOptions { Bidirectional = true, ReturnSequences = true }).ToJson(), Start.Lstm(7, true, true).ToJson());
        Assert.AreEqual(Start.Gru(7, new()).ToJson(), Start.Gru(7).ToJson());
        Assert.AreEqual(Start.SimpleRnn(7, new() { ReturnSequences = true }).ToJson(), Start.SimpleRnn(7, false, true).ToJson());
        Assert.AreEqual(Start.Dense(7, new() { Activation = Activation.Relu }).ToJson(), Start.Dense(7, Activation.Relu).ToJson());
    }

    private static void CheckWidth(int width, LstmOptions options)
    {
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, width), Start.Lstm(7, options).Output);
        Assert.AreEqual(new LayerShape(ShapeKind.Sequence, width), Start.Lstm(7, options with { ReturnSequences = true }).Output);
    }

    private static void CheckState(int width, SequenceNetwork network) =>
        Assert.AreEqual(new LayerShape(ShapeKind.Vector, width), network.Output);

    private static void Refused(string reason, LstmOptions options)
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Start.Lstm(7, options));
        StringAssert.StartsWith(error.Message, "LSTM(7");
        StringAssert.Contains(error.Message, reason);
    }

    private static void OutOfRange(string argument, object value, Action build)
    {
        ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(build);
        Assert.AreEqual((argument, value), (error.ParamName, error.ActualValue));
    }
}
