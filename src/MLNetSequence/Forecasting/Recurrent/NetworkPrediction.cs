using MLNetSequence.Forecasting.Distributions;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>A forecast that a network's outputs describe.</summary>
/// <param name="settings">What the outputs mean.</param>
/// <param name="family">The distribution; null where there is a point only.</param>
/// <param name="parameters">
/// What the loss made of the outputs, [P, H·K]; quantiles are [H·K, P]. On the network's scale, but those of counts.
/// </param>
/// <param name="scale">The scale of the window.</param>
/// <param name="targets">K.</param>
internal sealed class NetworkPrediction(
    NetworkSettings settings, DistributionFamily? family, float[] parameters, TargetScale scale, int targets) : Prediction
{
    private bool AreCounts => settings.Loss is NegativeBinomialLoss;

    public override double Point(int number) =>
        family is null ? Back(number, parameters[number])
        : settings.Loss is QuantileLoss ? Quantile(number, 0.5)
        : Back(number, family.Mean(parameters, number));

    public override double Quantile(int number, double p) =>
        family is null ? double.NaN : Back(number, family.Quantile(parameters, number, p));

    private double Back(int number, double value) => AreCounts ? value : scale.Back(number % targets, value);
}
