namespace Microsoft.ML.Data;

/// <summary>Rows whose label or score is NaN do not count.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(IDataView data, string label, string score)
    {
        var columns = (Label: Scored.Single(data, label, "label"), Score: Scored.Single(data, score, "score"));
        double count = 0, absolute = 0, squared = 0, loss = 0, sum = 0, sumOfSquares = 0;
        foreach (var (actual, predicted, _) in Scored.Rows<float>(data, columns.Label, columns.Score))
        {
            if (float.IsNaN(actual) || float.IsNaN(predicted)) continue;
            double error = Math.Abs((double)actual - predicted);
            float difference = predicted - actual; // The loss function works in single precision, the mean squared error does not.
            (count, absolute, squared, loss) = (count + 1, absolute + error, squared + error * error, loss + difference * difference);
            (sum, sumOfSquares) = (sum + actual, sumOfSquares + actual * actual);
        }
        if (count == 0) return;
        (MeanAbsoluteError, MeanSquaredError, LossFunction) = (absolute / count, squared / count, loss / count);
        RootMeanSquaredError = Math.Sqrt(squared / count);
        double spread = sumOfSquares - sum * sum / count;
        RSquared = spread == 0 ? double.NaN : 1 - squared / spread;
    }

    public double MeanAbsoluteError { get; }
    public double MeanSquaredError { get; }
    public double RootMeanSquaredError { get; }
    public double LossFunction { get; }
    public double RSquared { get; }
}
