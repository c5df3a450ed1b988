using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <summary>
/// What every forecaster can be told: columns, horizon, bounds. Copied when it is made: changing it later changes nothing.
/// </summary>
public abstract class ForecastingOptions
{
    private protected ForecastingOptions() { }

    /// <summary>
    /// Name of the column to make: a vector of Single, of the size of the horizon, or for K targets of the dimensions (horizon, K).
    /// "Forecast" by default.
    /// </summary>
    public string OutputColumnName { get; set; } = "Forecast";

    /// <summary>
    /// Names of the columns to forecast, one or several: Single, or a vector of Single of known size. Raw values: they are scaled inside
    /// the model. NaN is a value that is missing. "Value" by default.
    /// </summary>
    public IReadOnlyList<string> TargetColumnNames { get; set; } = ["Value"];

    /// <summary>Steps to forecast, at least 1, the default.</summary>
    public int Horizon { get; set; } = 1;

    /// <summary>
    /// Name of the column that tells series apart: text, a key, an integer, Boolean or DateTime. Null, the default, where all rows are of
    /// one series. Rows of a series are in order of time; series may be mixed.
    /// </summary>
    public string? GroupColumnName { get; set; }

    /// <summary>
    /// Name of the column of the rows' dates and times, DateTime, which must rise within a series; null, the default, for none.
    /// </summary>
    public string? TimeColumnName { get; set; }

    /// <summary>Name of the column of lower bounds to make, of the type of the forecast; null, the default, for none.</summary>
    public string? ConfidenceLowerBoundColumn { get; set; }

    /// <summary>Name of the column of upper bounds to make, of the type of the forecast; null, the default, for none.</summary>
    public string? ConfidenceUpperBoundColumn { get; set; }

    /// <summary>The probability with which a value is to lie between the bounds, above 0 and below 1; 0.95 by default.</summary>
    public double ConfidenceLevel { get; set; } = 0.95;

    /// <summary>Columns whose values are known up to the present only, beside the targets.</summary>
    internal virtual IReadOnlyList<string> PastColumns => [];

    /// <summary>Columns whose values are known ahead, too.</summary>
    internal virtual IReadOnlyList<string> FutureColumns => [];

    /// <summary>Columns that hold for a whole series.</summary>
    internal virtual IReadOnlyList<string> StaticColumns => [];

    /// <summary>Takes the arguments that the short forms of all forecasters have.</summary>
    internal static T Told<T>(
        T options, string outputColumnName, string inputColumnName, int horizon, string? groupColumnName,
        string? confidenceLowerBoundColumn, string? confidenceUpperBoundColumn, double confidenceLevel)
        where T : ForecastingOptions
    {
        options.OutputColumnName = outputColumnName;
        options.TargetColumnNames = [inputColumnName];
        options.Horizon = horizon;
        options.GroupColumnName = groupColumnName;
        options.ConfidenceLowerBoundColumn = confidenceLowerBoundColumn;
        options.ConfidenceUpperBoundColumn = confidenceUpperBoundColumn;
        options.ConfidenceLevel = confidenceLevel;
        return options;
    }

    /// <summary>Checks what can be checked without data.</summary>
    /// <returns>A copy, with all collections copied.</returns>
    internal ForecastingOptions CheckedCopy()
    {
        Check();
        var copy = (ForecastingOptions)MemberwiseClone();
        copy.TargetColumnNames = [.. TargetColumnNames];
        copy.CopyModel();
        return copy;
    }

    /// <summary>Checks all options.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or two exclude each other.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
        Arguments.Names(TargetColumnNames, nameof(TargetColumnNames));
        Arguments.AtLeast(Horizon, 1, nameof(Horizon));
        Arguments.NullOrName(GroupColumnName, nameof(GroupColumnName));
        Arguments.NullOrName(TimeColumnName, nameof(TimeColumnName));
        Arguments.NullOrName(ConfidenceLowerBoundColumn, nameof(ConfidenceLowerBoundColumn));
        Arguments.NullOrName(ConfidenceUpperBoundColumn, nameof(ConfidenceUpperBoundColumn));
        Arguments.Require(ConfidenceLevel is > 0 and < 1, ConfidenceLevel, nameof(ConfidenceLevel), "above 0 and below 1");
        CheckMade();
        CheckModel();
        string? twice = TargetColumnNames.Concat(PastColumns).Concat(FutureColumns).Concat(StaticColumns)
            .GroupBy(n => n).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new ArgumentException(
                $"Column '{twice}' is named more than once among targets and covariates. The past of a target is always read; "
                + "a covariate is either known ahead, or not, or holds for the whole series.");
        }
    }

    /// <summary>Checks the options of the kind of forecaster.</summary>
    private protected virtual void CheckModel() { }

    /// <summary>Copies collections among the options of the kind of forecaster, in the copy.</summary>
    private protected virtual void CopyModel() { }

    private void CheckMade()
    {
        string[] made = [.. new[] { OutputColumnName, ConfidenceLowerBoundColumn, ConfidenceUpperBoundColumn }.OfType<string>()];
        if (made.Distinct().Count() < made.Length)
        {
            throw new ArgumentException("The forecast and its bounds need names of their own; two are the same.");
        }
    }
}
