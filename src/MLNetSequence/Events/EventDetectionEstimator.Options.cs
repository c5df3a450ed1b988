using MLNetSequence.Mapping;

namespace MLNetSequence;

public sealed partial class EventDetectionEstimator
{
    /// <summary>Which scores, and what makes an event. Copied when the estimator is made: changing it later changes nothing.</summary>
    public sealed class Options
    {
        /// <summary>Name of the column to make, and the beginning of the names of the other three.</summary>
        public string OutputColumnName { get; set; } = "Events";

        /// <summary>Name of the column of scores.</summary>
        public string ScoreColumnName { get; set; } = "Score";

        /// <summary>
        /// The label whose scores are looked at, as text: one of those that the score column is annotated with (TrainingLabelValues).
        /// Default: null, for a column with one score for each step.
        /// </summary>
        public string? Label { get; set; }

        /// <summary>What makes an event.</summary>
        public EventRules Rules { get; set; } = new();

        internal Options CheckedCopy()
        {
            ArgumentException.ThrowIfNullOrEmpty(OutputColumnName);
            ArgumentException.ThrowIfNullOrEmpty(ScoreColumnName);
            Arguments.NullOrName(Label, nameof(Label));
            ArgumentNullException.ThrowIfNull(Rules);
            Rules.Check();
            return (Options)MemberwiseClone();
        }
    }
}
