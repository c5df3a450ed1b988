namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Optimizers of every kind, by name: a test that loops over them covers the next kind, too.</summary>
internal static class TestOptimizers
{
    private static readonly Dictionary<string, Optimizer> All = new()
    {
        ["sgd"] = new Sgd(),
        ["sgd, dampened momentum"] = new Sgd { LearningRate = 0.1, Momentum = 0.9, Dampening = 0.25, WeightDecay = 0.01 },
        ["sgd, Nesterov"] = new Sgd { LearningRate = 0.1, Momentum = 0.9, Nesterov = true },
        ["rmsProp"] = new RmsProp(),
        ["rmsProp, all"] = new RmsProp
        {
            LearningRate = 0.1,
            Alpha = 0.9,
            Epsilon = 1e-6,
            Momentum = 0.5,
            Centered = true,
            WeightDecay = 0.01,
        },
        ["adagrad"] = new Adagrad(),
        ["adagrad, all"] = new Adagrad
        {
            LearningRate = 0.1,
            LearningRateDecay = 0.1,
            InitialAccumulator = 0.2,
            Epsilon = 1e-6,
            WeightDecay = 0.01,
        },
        ["adam"] = new Adam(),
        ["adam, all"] = new Adam
        {
            LearningRate = 0.1,
            Beta1 = 0.8,
            Beta2 = 0.7,
            Epsilon = 1e-6,
            WeightDecay = 0.01,
            AmsGrad = true,
        },
        ["adamW"] = new AdamW(),
        ["adamW, all"] = new AdamW
        {
            LearningRate = 0.1,
            Beta1 = 0.8,
            Beta2 = 0.7,
            Epsilon = 1e-6,
            WeightDecay = 0.1,
            AmsGrad = true,
        },
    };

    /// <summary>For <c>DynamicData</c>: one row an optimizer.</summary>
    public static IEnumerable<object[]> Names => All.Keys.Select(name => new object[] { name });

    public static Optimizer Get(string name) => All[name];
}
