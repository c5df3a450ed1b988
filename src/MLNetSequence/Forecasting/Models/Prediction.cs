namespace MLNetSequence.Forecasting.Models;

/// <summary>What is forecast for one series: H·K numbers, each with a distribution where the model has one.</summary>
/// <remarks>Number h·K + k is of target k, h steps ahead, from 0.</remarks>
internal abstract class Prediction
{
    /// <summary>The forecast itself.</summary>
    public abstract double Point(int number);

    /// <summary>The value below which the outcome lies with probability p; NaN where it is not known.</summary>
    public virtual double Quantile(int number, double p) => double.NaN;

    /// <summary>Paths that were drawn, [paths, H·K]; empty where none were.</summary>
    public virtual IReadOnlyList<float[]> Paths => [];
}
