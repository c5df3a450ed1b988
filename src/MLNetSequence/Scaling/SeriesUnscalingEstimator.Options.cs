using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

public sealed partial class SeriesUnscalingEstimator
{
    /// <summary>What to unscale. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make, of the input's type.</summary>
        public string OutputColumnName { get; set; } = "Unscaled";

        /// <summary>Name of the scaled column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>Name of the column with centre and scale: a vector of Double with dimensions (2) or (2, F). Default: Scale.</summary>
        public string ScaleColumnName { get; set; } = "Scale";

        /// <summary>
        /// Which features of the scale column the input holds, counted from 0, in the order of the input: <c>[3]</c> for a forecast of the
        /// fourth feature alone. At least one; a feature may come again, where two forecasts of it stand side by side. Null, the default,
        /// for all in order. It is the number of these that the input's type must fit.
        /// </summary>
        public IReadOnlyList<int>? Features { get; set; }

        internal UnscalingSettings Settings() => new UnscalingSettings(
            UnscalingSettings.Version, OutputColumnName, Arguments.InputOr(OutputColumnName, InputColumnName), ScaleColumnName,
            Features is null ? null : [.. Features], null).Check();
    }
}
