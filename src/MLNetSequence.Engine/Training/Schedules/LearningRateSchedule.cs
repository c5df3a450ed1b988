using System.Text.Json.Serialization;
using MLNetSequence.Engine.Training.Schedules;

namespace MLNetSequence;

/// <summary>
/// How the learning rate changes while a network is trained: <see cref="ConstantSchedule"/>, <see cref="StepSchedule"/>,
/// <see cref="ExponentialSchedule"/>, <see cref="CosineSchedule"/>, <see cref="OneCycleSchedule"/>,
/// <see cref="ReduceOnPlateauSchedule"/> or <see cref="WarmUpSchedule"/>, as <c>torch.optim.lr_scheduler</c> of PyTorch defines them.
/// A description: immutable, and checked when it is used.
/// </summary>
/// <remarks>
/// In the formulas η₀ is the optimizer's <see cref="Optimizer.LearningRate"/>, e the number of the epoch and s that of the update
/// step, both from 0. A setting outside its range is refused with an <see cref="ArgumentException"/> that names it when training
/// starts.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ConstantSchedule), "constant")]
[JsonDerivedType(typeof(StepSchedule), "step")]
[JsonDerivedType(typeof(ExponentialSchedule), "exponential")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
[JsonDerivedType(typeof(OneCycleSchedule), "oneCycle")]
[JsonDerivedType(typeof(ReduceOnPlateauSchedule), "reduceOnPlateau")]
[JsonDerivedType(typeof(WarmUpSchedule), "warmUp")]
public abstract record LearningRateSchedule
{
    private protected LearningRateSchedule() { }

    /// <summary>Throws an <see cref="ArgumentException"/> where a setting is outside its range.</summary>
    internal abstract void Check();

    /// <summary>What runs, before the first step. Checks the settings.</summary>
    internal ScheduleState NewState()
    {
        Check();
        return CreateState();
    }

    private protected abstract ScheduleState CreateState();
}
