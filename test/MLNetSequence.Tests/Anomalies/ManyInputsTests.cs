using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Anomalies;

[TestClass]
public sealed class ManyInputsTests
{
    private const int Inputs = 20;

    /// <summary>Of as many numbers as a covariance of 20 inputs has, the rows that it was measured on are no fair sample of new ones.</summary>
    [TestMethod]
    public void NewRowsHaveNoMoreAlertsThanTheRateAsked()
    {
        // The rate of one detector is itself random: 0.7 % with so few scores.
        Assert.IsLessThan(0.02, Enumerable.Range(1, 6).Average(Alerts));
    }

    private static double Alerts(int seed)
    {
        var context = new MLContext(1);
        float[][] rows = Walks(2400, seed);
        BaselineForecaster naive = context.Forecasting.ForecastByNaive("Forecast", "Sensors", horizon: 1);

        SequenceAnomalyTransformer model = context.AnomalyDetection.Trainers
            .ForecastResiduals(naive, new() { CalibrationFraction = 0.5, ThresholdQuantile = 0.99 })
            .Fit(Table(rows[..400]));
        IDataView scored = model.Transform(Table(rows[400..]));

        return Values.Of(scored, "PredictedLabel").Count(alert => alert == "True") / 2000.0;
    }

    // Walks whose steps are mixtures of the same normal ones.
    private static float[][] Walks(int count, int seed)
    {
        var random = new Random(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double[][] mixing = [.. Enumerable.Range(0, Inputs).Select(_ => Enumerable.Range(0, Inputs).Select(_ => Normal()).ToArray())];
        var rows = new float[count][];
        double[] at = new double[Inputs];
        for (int row = 0; row < count; row++)
        {
            double[] steps = [.. Enumerable.Range(0, Inputs).Select(_ => Normal())];
            for (int k = 0; k < Inputs; k++)
            {
                at[k] += mixing[k].Zip(steps, (a, b) => a * b).Sum();
            }
            rows[row] = [.. at.Select(a => (float)a)];
        }
        return rows;
    }

    private static Table Table(float[][] rows) => new Table().AddVectors(
        "Sensors", new VectorDataViewType(NumberDataViewType.Single, Inputs), null,
        [.. rows.Select(row => new VBuffer<float>(Inputs, row))]);
}
