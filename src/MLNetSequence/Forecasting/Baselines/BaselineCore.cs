using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>A forecaster that takes each target by itself and gives normal distributions, for any number of steps.</summary>
internal abstract class BaselineCore(ForecastInputs inputs) : ForecastCore
{
    private readonly int _targets = inputs.TargetCount;
    private readonly int _width = inputs.Width;

    public override bool AnyHorizon => true;

    public override bool HasDistribution => true;

    public override Prediction[] Forecast(IReadOnlyList<ForecastWindow> windows, int horizon, int? paths)
    {
        double[] points = new double[horizon];
        double[] deviations = new double[horizon];
        var made = new Prediction[windows.Count];
        for (int i = 0; i < made.Length; i++)
        {
            double[] allPoints = new double[horizon * _targets];
            double[] allDeviations = new double[horizon * _targets];
            for (int k = 0; k < _targets; k++)
            {
                points.AsSpan().Fill(double.NaN);
                deviations.AsSpan().Fill(double.NaN);
                Forecast(windows[i], k, new TargetRows(windows[i].History.Span, _width, k), points, deviations);
                for (int h = 0; h < horizon; h++)
                {
                    (allPoints[h * _targets + k], allDeviations[h * _targets + k]) = (points[h], deviations[h]);
                }
            }
            made[i] = new NormalPrediction(allPoints, allDeviations);
        }
        return made;
    }

    /// <summary>Forecasts one target of one series.</summary>
    /// <param name="window">What is known.</param>
    /// <param name="target">The target.</param>
    /// <param name="rows">Its values in the window.</param>
    /// <param name="points">Means, [H]; NaN, and left so where there is no forecast.</param>
    /// <param name="deviations">Standard deviations, [H]; NaN, and left so where they are not known.</param>
    protected abstract void Forecast(
        in ForecastWindow window, int target, TargetRows rows, Span<double> points, Span<double> deviations);
}
