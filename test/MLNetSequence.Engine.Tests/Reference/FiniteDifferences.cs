namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>Gradients from nothing but the definition: how much a value moves where one number moves a little.</summary>
internal static class FiniteDifferences
{
    // In double precision the error of a central difference is least near the cube root of the rounding unit.
    private const double Step = 6e-6;

    /// <summary>∂value/∂numbers[i] for every i. The numbers are moved one by one, and put back.</summary>
    public static double[] Gradient(double[] numbers, Func<double> value)
    {
        double[] gradient = new double[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            double kept = numbers[i];
            numbers[i] = kept + Step;
            double above = value();
            numbers[i] = kept - Step;
            double below = value();
            numbers[i] = kept;
            gradient[i] = (above - below) / (2 * Step);
        }
        return gradient;
    }
}
