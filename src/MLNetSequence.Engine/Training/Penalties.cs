namespace MLNetSequence.Engine.Training;

/// <summary>What a <see cref="Regularizer"/> adds to the loss, L1·Σ|w| + L2·Σw², and to the gradient.</summary>
internal static unsafe class Penalties
{
    /// <summary>Adds ∂penalty/∂w to the gradient.</summary>
    /// <returns>The penalty.</returns>
    public static double Add(Regularizer regularizer, float* values, float* gradients, int count) =>
        Add(regularizer, values, gradients, count, scale: 1);

    /// <summary>The same times <paramref name="scale"/>: what a layer's output is penalized is a mean over the batch.</summary>
    public static double Add(Regularizer regularizer, float* values, float* gradients, int count, double scale)
    {
        double absolute = 0;
        double squares = 0;
        for (int i = 0; i < count; i++)
        {
            double w = values[i];
            absolute += Math.Abs(w);
            squares += w * w;
            gradients[i] += (float)(scale * (regularizer.L1 * Sign(w) + 2 * regularizer.L2 * w));
        }
        return scale * (regularizer.L1 * absolute + regularizer.L2 * squares);
    }

    // Not Math.Sign, which throws where training should see that a weight is not a number.
    private static double Sign(double w) => w > 0 ? 1 : w < 0 ? -1 : 0;
}
