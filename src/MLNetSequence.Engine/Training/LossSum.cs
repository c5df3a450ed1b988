namespace MLNetSequence.Engine.Training;

/// <summary>Loss and hits added up over rows. Means are taken once, over all rows, so uneven batches weigh what they should.</summary>
/// <param name="Loss">Σ weight·loss.</param>
/// <param name="Correct">Rows whose class was right.</param>
/// <param name="Weight">Σ weight.</param>
/// <param name="Rows">Rows of weight above 0.</param>
internal readonly record struct LossSum(double Loss, long Correct, double Weight, long Rows = 0)
{
    public double MeanLoss => Loss / Weight;

    public double Accuracy => (double)Correct / Rows;

    public LossSum Add(LossSum other) =>
        new(Loss + other.Loss, Correct + other.Correct, Weight + other.Weight, Rows + other.Rows);
}
