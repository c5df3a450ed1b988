using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), as <c>torch.optim.AdamW</c> of PyTorch computes it: w ← w - ηλw,
/// and then a step of <see cref="Adam"/> without decay.
/// </summary>
public sealed record AdamW : Optimizer
{
    /// <summary>AdamW with a learning rate of 0.001, a weight decay of 0.01 and Adam's constants.</summary>
    public AdamW() : base(0.001) { }

    /// <inheritdoc cref="Adam.Beta1"/>
    public double Beta1 { get; init; } = 0.9;

    /// <inheritdoc cref="Adam.Beta2"/>
    public double Beta2 { get; init; } = 0.999;

    /// <inheritdoc cref="Adam.Epsilon"/>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share λ of every parameter that a step takes off, times the learning rate; at least 0. The default is 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <inheritdoc cref="Adam.AmsGrad"/>
    public bool AmsGrad { get; init; }

    internal override void Check()
    {
        base.Check();
        Require.Below1(Beta1);
        Require.Below1(Beta2);
        Require.AtLeast(LeastEpsilon, Epsilon);
        Require.AtLeast(0.0, WeightDecay);
    }

    private protected override OptimizerState CreateState(int length) =>
        new AdamState(length, Beta1, Beta2, Epsilon, AmsGrad) { DecoupledDecay = WeightDecay };
}
