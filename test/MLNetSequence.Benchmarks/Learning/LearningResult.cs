namespace MLNetSequence.Benchmarks.Learning;

/// <summary>A line of the table.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Network">Cell and size.</param>
/// <param name="Steps">Training steps that were taken.</param>
/// <param name="Seconds">Time of training, measuring included.</param>
/// <param name="Measured">What came out, in words and numbers.</param>
/// <param name="Goal">What should have come out.</param>
/// <param name="Reached">Whether it did; null where there is nothing to compare with.</param>
internal sealed record LearningResult(
    string Task, string Network, int Steps, double Seconds, string Measured, string Goal, bool? Reached);
