namespace MLNetSequence.Benchmarks.Learning;

/// <summary>What is predicted, and what is made small.</summary>
internal enum LearningGoal
{
    /// <summary>One number a sequence, after its last step: mean squared error.</summary>
    NumberAtEnd,

    /// <summary>One of several classes at every step: softmax cross-entropy.</summary>
    ClassAtEveryStep,
}

/// <summary>The network and the optimizer of a task: one recurrent layer that reads feature vectors, and a dense layer.</summary>
/// <remarks>Adam with its usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</remarks>
internal sealed record LearnerSettings
{
    public required Cell Cell { get; init; }

    /// <summary>F, features of a step.</summary>
    public required int Inputs { get; init; }

    /// <summary>H.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>C: classes, or 1 for a number.</summary>
    public required int Outputs { get; init; }

    public required LearningGoal Goal { get; init; }

    public required double LearningRate { get; init; }

    /// <summary>Largest global norm of a gradient.</summary>
    public required double ClipNorm { get; init; }

    /// <summary>
    /// A batch's last states are the next batch's first, row by row, and no gradient flows back between the two: truncated
    /// backpropagation through time. Evaluation carries the state on as training does.
    /// </summary>
    public bool CarriesState { get; init; }

    /// <summary>
    /// Where it is above 0, the biases of the gates that keep the state start so that units remember for 1 to so many steps (the
    /// "chrono initialization" of Tallec and Ollivier 2018). Else they start as the layer has it.
    /// </summary>
    public int RememberedSteps { get; init; }

    public required int Threads { get; init; }

    public long Seed { get; init; } = 1;
}
