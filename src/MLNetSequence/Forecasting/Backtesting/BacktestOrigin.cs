namespace MLNetSequence.Forecasting.Backtesting;

/// <summary>Where forecasts begin.</summary>
/// <param name="Number">Which of the origins, from 0.</param>
/// <param name="Time">Its time; 0 where rows have none.</param>
/// <param name="Known">Rows of each series that are known.</param>
/// <param name="Series">The series that are forecast: those with a row that is known, and with a whole horizon of rows to come.</param>
internal sealed record BacktestOrigin(int Number, long Time, int[] Known, IReadOnlyList<int> Series)
{
    /// <summary>The rows to train on.</summary>
    /// <param name="most">Most of a series; null for all that are known.</param>
    public RowSpan[] Training(int? most) =>
        [.. Known.Select(known => new RowSpan(most is { } rows ? Math.Max(0, known - rows) : 0, known))];
}
