namespace MLNetSequence;

/// <summary>How well one output of a regression with several was predicted; or the mean over all of them.</summary>
/// <param name="Name">The output's slot name, or where it has none, its number from 0; or "mean".</param>
/// <param name="RowCount">
/// Rows that count: those where neither the label nor the score of this output is NaN. Of the mean: the sum over the outputs.
/// </param>
/// <param name="MeanAbsoluteError">The mean of |label - score|; NaN where no row counts.</param>
/// <param name="MeanSquaredError">The mean of (label - score)²; NaN where no row counts.</param>
/// <param name="RootMeanSquaredError">The square root of the mean squared error; of the mean, the mean of the square roots.</param>
/// <param name="RSquared">
/// The coefficient of determination, 1 less the squared error over the labels' squared distance from their mean: 1 is perfect, 0 as good
/// as the labels' mean; NaN where the labels are all the same, or no row counts.
/// </param>
public sealed record OutputRegressionMetrics(
    string Name, long RowCount, double MeanAbsoluteError, double MeanSquaredError, double RootMeanSquaredError, double RSquared);
