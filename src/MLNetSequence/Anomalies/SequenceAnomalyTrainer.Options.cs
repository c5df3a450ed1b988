using Microsoft.Extensions.Logging;
using MLNetSequence.Engine.Training;
using MLNetSequence.Mapping;

namespace MLNetSequence;

/// <content>What an autoencoder can be told.</content>
public sealed partial class SequenceAnomalyTrainer
{
    /// <summary>What an anomaly detector by a recurrent autoencoder can be told.</summary>
    public sealed class Options : AnomalyDetectionOptions
    {
        /// <summary>
        /// Names of the columns to watch, one or several: Single, or a vector of Single of known size. Raw values: they are scaled inside
        /// the model. NaN is a value that is missing. "Value" by default.
        /// </summary>
        public IReadOnlyList<string> InputColumnNames { get; set; } = ["Value"];

        /// <summary>
        /// Name of the column that tells series apart: text, a key, an integer, Boolean or DateTime. Null, the default, where all rows are
        /// of one series. Rows of a series are in order of time; series may be mixed.
        /// </summary>
        public string? GroupColumnName { get; set; }

        /// <summary>
        /// Name of the column of the rows' dates and times, DateTime, which must rise within a series; null, the default, for none. It is
        /// checked, and not learned from.
        /// </summary>
        public string? TimeColumnName { get; set; }

        /// <summary>
        /// Rows that are reconstructed at once, at least 1; 24 by default. The longer, the more of the past a row must fit.
        /// </summary>
        public int WindowSize { get; set; } = 24;

        /// <summary>Rows from one window to learn from to the next, at least 1, the default.</summary>
        public int Stride { get; set; } = 1;

        /// <summary>
        /// How to train: 50 epochs of batches of 32 windows, Adam at a rate of 0.003 that falls to 0 as a cosine, by default. A
        /// ValidationFraction holds out the last windows of each series before those that scores are measured on, with a gap, so that no
        /// row is reconstructed in both parts.
        /// </summary>
        public TrainingOptions Training { get; set; } = new()
        {
            Epochs = 50,
            Optimizer = new Adam { LearningRate = 0.003 },
            Schedule = new CosineSchedule(),
        };

        /// <summary>
        /// Told of each epoch that ends, and now and then within it; null, the default, for nobody. It is called on the training thread.
        /// </summary>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Gets the same lines as <see cref="MLContext.Log"/>; null, the default, for none.</summary>
        public ILogger? Logger { get; set; }

        /// <summary>
        /// Asked before each batch, and while rows are read and scored. Training that is cancelled gives the best model so far: see Fit.
        /// </summary>
        public CancellationToken CancellationToken { get; set; }

        private protected override void CheckModel()
        {
            Arguments.Names(InputColumnNames, nameof(InputColumnNames));
            Arguments.NullOrName(GroupColumnName, nameof(GroupColumnName));
            Arguments.NullOrName(TimeColumnName, nameof(TimeColumnName));
            Arguments.AtLeast(WindowSize, 1, nameof(WindowSize));
            Arguments.AtLeast(Stride, 1, nameof(Stride));
            Arguments.Require(
                (MinimumRows ?? 1) <= WindowSize, MinimumRows, nameof(MinimumRows), $"at most {nameof(WindowSize)}, {WindowSize}");
            ArgumentNullException.ThrowIfNull(Training);
            TrainingChecks.Options(Training);
        }

        private protected override void CopyModel() => InputColumnNames = [.. InputColumnNames];
    }
}
