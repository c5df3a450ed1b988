namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>Activations from their definitions, in double precision.</summary>
internal static class ReferenceActivation
{
    public static double Of(Activation activation, double x) => activation switch
    {
        Activation.Linear => x,
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.HardSigmoid => Math.Clamp(x / 6 + 0.5, 0, 1),
        Activation.Relu => Math.Max(x, 0),
        Activation.Softplus => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "No function of one number."),
    };

    /// <summary>Of every number of a row, or of the row where it is a softmax.</summary>
    public static double[] Of(Activation activation, double[] row)
    {
        if (activation != Activation.Softmax)
        {
            return Array.ConvertAll(row, x => Of(activation, x));
        }
        double max = row.Max();
        double sum = row.Sum(x => Math.Exp(x - max));
        return Array.ConvertAll(row, x => Math.Exp(x - max) / sum);
    }
}
