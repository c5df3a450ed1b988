using MLNetSequence.Mapping;
using MLNetSequence.Scaling;

namespace MLNetSequence;

public sealed partial class SeriesScalingEstimator
{
    /// <summary>How to scale. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make.</summary>
        public string OutputColumnName { get; set; } = "Scaled";

        /// <summary>Name of the series column to read; null for the name of the output.</summary>
        public string? InputColumnName { get; set; }

        /// <summary>How centre and scale are worked out. Default: mean and standard deviation.</summary>
        public SeriesScaling Scaling { get; set; } = SeriesScaling.Standard;

        /// <summary>
        /// Name of the column that tells series apart: text, a key of any type, an integer, Boolean or DateTime; each has a centre and
        /// scale of its own. Null, the default, for one series.
        /// </summary>
        public string? GroupColumnName { get; set; }

        /// <summary>What the smallest value becomes under <see cref="SeriesScaling.MinMax"/>; finite. Default: 0.</summary>
        public float Minimum { get; set; }

        /// <summary>
        /// What the largest value becomes under <see cref="SeriesScaling.MinMax"/>; finite, above <see cref="Minimum"/>. Default: 1.
        /// </summary>
        public float Maximum { get; set; } = 1;

        /// <summary>What becomes of a series that was not there when the scaling was fitted. Default: an error.</summary>
        public UnknownSeries UnknownSeries { get; set; } = UnknownSeries.Throw;

        /// <summary>
        /// Name of one more column to make, with centre and scale of the row's series, for
        /// <see cref="SequenceScalingCatalog.UnscaleSeries(TransformsCatalog, string, string?, string)"/>; null, the default, for none.
        /// It is a vector of Double with dimensions (2), or (2, F) for F features: centres first.
        /// </summary>
        public string? ScaleColumnName { get; set; }

        /// <summary>
        /// How a vector with one dimension is read: false, the default, as steps of one feature; true, as one step with a feature in each
        /// slot, each of which gets a centre and scale of its own. So <see cref="DifferenceEstimator"/>,
        /// <see cref="LagsEstimator"/> and <see cref="SlidingWindowEstimator"/> read such a vector. Only for a column that is a vector of
        /// known size with one dimension: others say themselves what is a feature.
        /// </summary>
        public bool SlotsAreFeatures { get; set; }

        internal Options CheckedCopy()
        {
            var copy = (Options)MemberwiseClone();
            copy.InputColumnName = Arguments.InputOr(OutputColumnName, InputColumnName);
            ScalingSettings.CheckNames(OutputColumnName, copy.InputColumnName, ScaleColumnName);
            CheckChoices();
            if (!float.IsFinite(Minimum) || !float.IsFinite(Maximum) || Minimum >= Maximum)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Maximum), Maximum, $"{nameof(Minimum)} and {nameof(Maximum)} must be finite, and {Maximum} above {Minimum}.");
            }
            if (Scaling != SeriesScaling.MinMax && (Minimum, Maximum) != (0, 1))
            {
                throw new ArgumentException(
                    $"{nameof(Minimum)} and {nameof(Maximum)} are for {nameof(SeriesScaling.MinMax)}, not for {Scaling}.", nameof(Minimum));
            }
            return copy;
        }

        private void CheckChoices()
        {
            Arguments.Defined(Scaling, nameof(Scaling));
            Arguments.Defined(UnknownSeries, nameof(UnknownSeries));
            Arguments.NullOrName(GroupColumnName, nameof(GroupColumnName));
            if (GroupColumnName is null && UnknownSeries != UnknownSeries.Throw)
            {
                throw new ArgumentException(
                    $"Without a {nameof(GroupColumnName)} there is one series only, and none that is unknown.", nameof(UnknownSeries));
            }
        }
    }
}
