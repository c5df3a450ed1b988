using MLNetSequence.Engine.Numerics;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>Normal distributions.</summary>
/// <param name="points">Means, [H·K]; NaN where there is no forecast.</param>
/// <param name="deviations">Standard deviations, [H·K]; NaN where they are not known.</param>
internal sealed class NormalPrediction(double[] points, double[] deviations) : Prediction
{
    public override double Point(int number) => points[number];

    public override double Quantile(int number, double p) => points[number] + deviations[number] * NormalCurve.Quantile(p);
}
