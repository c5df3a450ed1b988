namespace MLNetSequence.Scaling;

/// <summary>Where the centres and scales of a row's series come from: a fitted table, or a column beside the series.</summary>
internal interface IScaleSource
{
    /// <summary>Names of the columns it reads.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Features of the series it has scales of.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    int Features(DataViewSchema input);

    /// <summary>Reads the scales of a row or cursor.</summary>
    ScaleReader Open(DataViewRow row);
}

/// <summary>The centres and scales of the current row's series.</summary>
internal abstract class ScaleReader
{
    /// <summary>F centres, then F scales.</summary>
    /// <exception cref="InvalidOperationException">There are none for the current row.</exception>
    public abstract ReadOnlySpan<double> Read();
}
