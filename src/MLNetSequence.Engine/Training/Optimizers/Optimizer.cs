using System.Text.Json.Serialization;
using MLNetSequence.Engine.Training;
using MLNetSequence.Engine.Training.Optimizers;

namespace MLNetSequence;

/// <summary>
/// How gradients change parameters: <see cref="Sgd"/>, <see cref="RmsProp"/>, <see cref="Adagrad"/>, <see cref="Adam"/> or
/// <see cref="AdamW"/>, each as <c>torch.optim</c> of PyTorch defines it. A description: immutable, and checked when it is used.
/// </summary>
/// <remarks>
/// In the formulas w is a parameter, g its gradient (after clipping), η the learning rate, t the number of the step from 1. A setting
/// outside its range is refused with an <see cref="ArgumentException"/> that names it when training starts.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Sgd), "sgd")]
[JsonDerivedType(typeof(RmsProp), "rmsProp")]
[JsonDerivedType(typeof(Adagrad), "adagrad")]
[JsonDerivedType(typeof(Adam), "adam")]
[JsonDerivedType(typeof(AdamW), "adamW")]
public abstract record Optimizer
{
    // A smaller divisor would soon vanish in 32 bits, and 0 / 0 is what padding would become.
    private protected const double LeastEpsilon = 1e-30;

    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>
    /// The step size η, at least 0, from which a <see cref="LearningRateSchedule"/> starts. The default is PyTorch's: 0.001 for
    /// <see cref="Sgd"/>, <see cref="Adam"/> and <see cref="AdamW"/>, 0.01 for <see cref="RmsProp"/> and <see cref="Adagrad"/>.
    /// </summary>
    public double LearningRate { get; init; }

    /// <summary>Throws an <see cref="ArgumentException"/> where a setting is outside its range.</summary>
    internal virtual void Check() => Require.AtLeast(0.0, LearningRate);

    /// <summary>What runs: the moments of <paramref name="length"/> parameters, before the first step. Checks the settings.</summary>
    internal OptimizerState NewState(int length)
    {
        Check();
        return CreateState(length);
    }

    private protected abstract OptimizerState CreateState(int length);
}
