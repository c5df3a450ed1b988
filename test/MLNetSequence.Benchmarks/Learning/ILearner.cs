namespace MLNetSequence.Benchmarks.Learning;

/// <summary>A network being trained, as the tasks see it.</summary>
internal interface ILearner
{
    /// <summary>Forward, backward, clipping by the global norm, one step of Adam.</summary>
    /// <returns>The batch's mean loss with the parameters before the step.</returns>
    double TrainStep(LearningBatch batch);

    /// <summary>Forward without learning.</summary>
    LearningScore Evaluate(LearningBatch batch);

    /// <summary>Sets the carried state to zero; only where <see cref="LearnerSettings.CarriesState"/> is set.</summary>
    void ResetState();

    /// <summary>Writes the parameters as a safetensors file, named as the engine names them: 1.weight_ih_l0 and so on.</summary>
    void SaveWeights(string path);
}

/// <summary>How good the outputs for a batch are.</summary>
/// <param name="Loss">Mean squared error over sequences, or mean cross-entropy in nats over all steps that exist.</param>
/// <param name="Accuracy">Share of the steps whose likeliest class is the label's; 0 for a regression.</param>
internal readonly record struct LearningScore(double Loss, double Accuracy);
