namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>The functions behind <see cref="TargetTransform"/>.</summary>
internal static class TargetTransforms
{
    // A forecast far beyond anything that was seen must stay a number.
    private const double MostExponent = 700;

    /// <summary>Of a value that <see cref="Fits"/>; NaN stays NaN.</summary>
    public static double Of(TargetTransform transform, double value) => transform switch
    {
        TargetTransform.Logarithm => Math.Log(value),
        TargetTransform.LogarithmOfOneMore => Math.Log(1 + value),
        TargetTransform.SquareRoot => Math.Sqrt(value),
        _ => value,
    };

    /// <summary>Whether a value has one; a missing value need not.</summary>
    public static bool Fits(TargetTransform transform, double value) => transform switch
    {
        TargetTransform.Logarithm => !(value <= 0),
        TargetTransform.None => true,
        _ => !(value < 0),
    };

    /// <summary>The way back.</summary>
    public static double Back(TargetTransform transform, double value) => transform switch
    {
        TargetTransform.Logarithm => Math.Exp(Math.Min(value, MostExponent)),
        TargetTransform.LogarithmOfOneMore => Math.Max(0, Math.Exp(Math.Min(value, MostExponent)) - 1),
        TargetTransform.SquareRoot => value > 0 ? value * value : 0,
        _ => value,
    };

    /// <summary>The values that fit, in words.</summary>
    public static string Expected(TargetTransform transform) => transform == TargetTransform.Logarithm ? "above 0" : "at least 0";
}
