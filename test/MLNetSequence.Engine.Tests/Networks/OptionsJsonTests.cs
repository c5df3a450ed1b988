using System.Reflection;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Every option of every layer, set to what is not its default, must be there again after a save.</summary>
[TestClass]
public sealed class OptionsJsonTests
{
    private static readonly SequenceNetwork Start = new(4);

    private static readonly Dictionary<Type, Func<object, SequenceNetwork>> Layers = new()
    {
        [typeof(SimpleRnnOptions)] = o => Start.SimpleRnn(3, (SimpleRnnOptions)o),
        [typeof(LstmOptions)] = o => Start.Lstm(3, (LstmOptions)o),
        [typeof(GruOptions)] = o => Start.Gru(3, (GruOptions)o),
        [typeof(DenseOptions)] = o => Start.Dense(3, (DenseOptions)o),
        [typeof(Conv1DOptions)] = o => Start.Conv1D(3, 2, (Conv1DOptions)o),
    };

    // Values that no option has by default.
    private static readonly object[] Values =
    [
        Activation.Softsign, BidirectionalMerge.Average, ConvPadding.Same, 0.375, 2, Initializer.Uniform(0.125),
        new Regularizer(0.25, 0.5), Constraint.MaxNorm(1.5),
    ];

    private static readonly Initializer[] Initializers =
    [
        Initializer.GlorotUniform, Initializer.GlorotNormal, Initializer.HeUniform, Initializer.HeNormal, Initializer.Orthogonal,
        Initializer.Zeros, Initializer.Ones, Initializer.Constant(-2.5), Initializer.Uniform(0.1), Initializer.Normal(0.2),
    ];

    private static readonly Constraint[] Constraints = [Constraint.MaxNorm(3), Constraint.UnitNorm, Constraint.NonNegative];

    public static IEnumerable<object[]> Options =>
        from type in Layers.Keys
        from property in Properties(type)
        select new object[] { type, property.Name };

    [TestMethod]
    [DynamicData(nameof(Options))]
    public void EveryOptionSurvives(Type type, string name)
    {
        object options = Activator.CreateInstance(type)!;
        object plain = Activator.CreateInstance(type)!;
        if (name == nameof(RecurrentOptions.Merge))
        {
            type.GetProperty(nameof(RecurrentOptions.Bidirectional))!.SetValue(options, true);
        }
        PropertyInfo property = type.GetProperty(name)!;
        object value = OtherThan(property.GetValue(plain), property.PropertyType);
        property.SetValue(options, value);
        object again = Again(Layers[type](options));
        Assert.AreEqual(value, property.GetValue(again));
        Assert.AreEqual(options, again);
        Assert.AreNotEqual(plain, again);
    }

    /// <summary>As many at once as do not exclude each other.</summary>
    [TestMethod]
    public void AllOptionsSurviveTogether()
    {
        foreach ((Type type, Func<object, SequenceNetwork> layer) in Layers)
        {
            object options = Activator.CreateInstance(type)!;
            string[] excluded =
            [
                nameof(RecurrentOptions.ReturnState), nameof(RecurrentOptions.GoBackwards), nameof(RecurrentOptions.Stateful),
                nameof(RecurrentOptions.UseBias), nameof(Conv1DOptions.Dilation),
            ];
            foreach (PropertyInfo property in Properties(type).Where(p => !excluded.Contains(p.Name)))
            {
                property.SetValue(options, OtherThan(property.GetValue(options), property.PropertyType));
            }
            Assert.AreEqual(options, Again(layer(options)), type.Name);
        }
    }

    [TestMethod]
    public void EveryInitializerSurvives()
    {
        foreach (Initializer initializer in Initializers)
        {
            Assert.AreEqual(initializer, Again(new DenseOptions { KernelInitializer = initializer }).KernelInitializer);
        }
        Assert.HasCount(Initializers.Length, Initializers.Distinct());
    }

    [TestMethod]
    public void EveryConstraintSurvives()
    {
        foreach (Constraint constraint in Constraints)
        {
            Assert.AreEqual(constraint, Again(new DenseOptions { KernelConstraint = constraint }).KernelConstraint);
        }
    }

    [TestMethod]
    public void EveryActivationSurvives()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            Assert.AreEqual(activation, Again(new DenseOptions { Activation = activation }).Activation);
        }
    }

    /// <summary>The layers that are told plain arguments, and not options.</summary>
    [TestMethod]
    public void EveryArgumentSurvives()
    {
        var regularizer = new Regularizer(L2: 0.125);
        SequenceNetwork embedding =
            new SequenceNetwork().Embedding(9, 4, true, Initializer.Normal(2), regularizer, Constraint.UnitNorm);
        SequenceNetwork[] networks =
        [
            embedding,
            new SequenceNetwork().Embedding(9, 4, trainable: false).LastStep(),
            new SequenceNetwork().OneHot(7).SpatialDropout(0.25).MeanPooling(),
            Start.Conv1D(3, 5).MaxPooling().RepeatVector(6).AttentionPooling(2),
            Start.JoinStatics(3).LastStep().RepeatVector(4).JoinFuture(2),
            Start.LayerNorm(0.25).Activate(Activation.Relu).Dropout(0.5),
            Start.Residual(x => x.LayerNorm().Residual(y => y.Dense(4, Activation.Tanh)).Dropout(0.5)),
        ];
        foreach (SequenceNetwork network in networks)
        {
            SequenceNetwork again = SequenceNetwork.FromJson(network.ToJson());
            CollectionAssert.AreEqual(network.Layers, again.Layers);
            Assert.AreEqual(network.Summary(), again.Summary());
            Assert.AreEqual(network.ToJson(), again.ToJson());
        }
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static object OtherThan(object? plain, Type type) =>
        plain is bool on ? !on : Values.Single(v => type.IsInstanceOfType(v) || v.GetType() == Nullable.GetUnderlyingType(type));

    private static object Again(SequenceNetwork network)
    {
        LayerDescription layer = SequenceNetwork.FromJson(network.ToJson()).Layers.Single();
        return layer.GetType().GetProperty("Options")!.GetValue(layer)!;
    }

    private static DenseOptions Again(DenseOptions options) => (DenseOptions)Again(Start.Dense(3, options));
}
