namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>Adam as its paper has it (Kingma and Ba 2015, algorithm 1), in double precision, with its usual constants.</summary>
internal sealed class ReferenceAdam(double[] weights, double learningRate)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double[] _first = new double[weights.Length];
    private readonly double[] _second = new double[weights.Length];
    private int _steps;

    /// <summary>Updates the weights in place.</summary>
    public void Step(double[] gradient)
    {
        _steps++;
        for (int i = 0; i < weights.Length; i++)
        {
            double g = gradient[i];
            _first[i] = Beta1 * _first[i] + (1 - Beta1) * g;
            _second[i] = Beta2 * _second[i] + (1 - Beta2) * g * g;
            double first = _first[i] / (1 - Math.Pow(Beta1, _steps));
            double second = _second[i] / (1 - Math.Pow(Beta2, _steps));
            weights[i] -= learningRate * first / (Math.Sqrt(second) + Epsilon);
        }
    }
}
