namespace MLNetSequence;

/// <summary>A step of a learning-rate range test.</summary>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="Loss">The mean loss of its batch in nats, before the step.</param>
/// <param name="SmoothedLoss">
/// The mean of the losses so far, weighted exponentially, so that it looks back over a tenth of the test's steps.
/// </param>
public sealed record LearningRatePoint(double Rate, double Loss, double SmoothedLoss);
