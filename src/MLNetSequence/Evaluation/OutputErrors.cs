namespace MLNetSequence.Evaluation;

/// <summary>The errors of one output, and how far its labels lie from their mean.</summary>
internal struct OutputErrors
{
    private long _count;
    private double _absolute;
    private double _squared;
    private double _mean;
    private double _spread;

    /// <summary>Adds a row; one without label or score does not count.</summary>
    public void Add(float label, float score)
    {
        if (float.IsNaN(label) || float.IsNaN(score))
        {
            return;
        }
        double error = (double)label - score;
        _count++;
        _absolute += Math.Abs(error);
        _squared += error * error;
        // About the mean so far (Welford 1962): sums of squares would lose the spread of labels that lie far from 0.
        double distance = label - _mean;
        _mean += distance / _count;
        _spread += distance * (label - _mean);
    }

    public readonly OutputRegressionMetrics Metrics(string name) => new(
        name, _count, _absolute / _count, _squared / _count, Math.Sqrt(_squared / _count),
        _spread == 0 ? double.NaN : 1 - _squared / _spread);
}
