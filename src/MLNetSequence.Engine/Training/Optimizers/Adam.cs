using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence;

/// <summary>
/// Adam (Kingma and Ba 2015), or its variant AMSGrad (Reddi, Kale and Kumar 2018), as <c>torch.optim.Adam</c> of PyTorch computes it.
/// </summary>
/// <remarks><code>
/// g ← g + λw                λ weight decay
/// m ← β₁m + (1-β₁)g
/// v ← β₂v + (1-β₂)g²        with AMSGrad the largest v so far stands for v in the next line
/// w ← w - η/(1-β₁ᵗ) · m / (√v/√(1-β₂ᵗ) + ε)
/// </code></remarks>
public sealed record Adam : Optimizer
{
    /// <summary>Adam with a learning rate of 0.001 and the paper's constants.</summary>
    public Adam() : base(0.001) { }

    /// <summary>The share β₁ of the mean gradient m that a step keeps, from 0 up to, but not including, 1. The default is 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>The share β₂ of the mean square v that a step keeps, from 0 up to, but not including, 1. The default is 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>The number ε that keeps the divisor from 0, at least 1e-30. The default is 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// The factor λ of the penalty λ/2 · w² on every parameter, at least 0. The default is 0. The penalty's gradient is divided like
    /// any other; <see cref="AdamW"/> keeps the decay apart.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Divides by the largest mean square so far: AMSGrad. The default is false.</summary>
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
        new AdamState(length, Beta1, Beta2, Epsilon, AmsGrad) { CoupledDecay = WeightDecay };
}
