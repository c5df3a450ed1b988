using Microsoft.Extensions.Logging;
using MLNetSequence.Engine.Training;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Mapping;
using MLNetSequence.TimeFeatures;

namespace MLNetSequence;

/// <content>What a forecaster can be told.</content>
public sealed partial class SequenceForecaster
{
    /// <summary>What a forecaster by a recurrent network can be told.</summary>
    public sealed class Options : ForecastingOptions
    {
        // What a window may show the output layer by default, before there are more weights than is good.
        private const int MostLinear = 512;

        /// <summary>
        /// Rows of a series that a forecast is made of, at most; at least 1. 24 by default. Better a whole season, or two.
        /// </summary>
        public int WindowSize { get; set; } = 24;

        /// <summary>
        /// Names of columns that help to forecast and are known up to the present only; Single or vectors of Single of known size. None by
        /// default. Not with the strategy <see cref="ForecastingStrategy.Recursive"/>.
        /// </summary>
        public IReadOnlyList<string> PastCovariateColumnNames { get; set; } = [];

        /// <summary>
        /// Names of columns that help to forecast and are known ahead, such as prices and holidays; Single or vectors of Single of known
        /// size. None by default. Rows to come must be given then.
        /// </summary>
        public IReadOnlyList<string> FutureCovariateColumnNames { get; set; } = [];

        /// <summary>
        /// Names of columns that hold for a whole series: Single or vectors of Single of known size, or Key&lt;UInt32&gt;, which get an
        /// embedding. The first row of a series counts. None by default.
        /// </summary>
        public IReadOnlyList<string> StaticCovariateColumnNames { get; set; } = [];

        /// <summary>
        /// Parts of the rows' times that help to forecast, on a circle each; none by default. Times to come are worked out where rows are
        /// evenly apart in training, by a span or by months.
        /// </summary>
        public TimeParts TimeFeatures { get; set; }

        /// <summary>
        /// Numbers that a static key gets, at least 1; null, the default, for a number that grows with the count of keys.
        /// </summary>
        public int? EmbeddingSize { get; set; }

        /// <summary>How the network comes to several steps; <see cref="ForecastingStrategy.Direct"/> by default.</summary>
        public ForecastingStrategy Strategy { get; set; }

        /// <summary>
        /// What training makes small, and so what is forecast: <see cref="StudentTLoss"/>, the default, <see cref="GaussianLoss"/>,
        /// <see cref="NegativeBinomialLoss"/> for counts, or <see cref="QuantileLoss"/>, which give distributions; or a point alone,
        /// <see cref="MeanSquaredLoss"/>, <see cref="MeanAbsoluteLoss"/> or <see cref="HuberLoss"/>. Measured on the network's scale, but
        /// for counts.
        /// </summary>
        public Loss Loss { get; set; } = new StudentTLoss();

        /// <summary>
        /// The scale on which the network sees targets; null, the default, for <see cref="ForecastScaling.LastValue"/>, where a logarithm
        /// is taken for <see cref="ForecastScaling.SteadyPace"/>, and for counts <see cref="ForecastScaling.Magnitude"/>, which they need.
        /// </summary>
        public ForecastScaling? Scaling { get; set; }

        /// <summary>What is done to targets before they are scaled, and undone in forecasts; nothing by default.</summary>
        public TargetTransform Transform { get; set; }

        /// <summary>
        /// Last rows of the window whose targets the output layer sees itself, with what is known of the rows to come, from 0 to
        /// <see cref="WindowSize"/>; null, the default, for all of them, up to 512 numbers. With the strategy
        /// <see cref="ForecastingStrategy.Direct"/> only.
        /// </summary>
        public int? LinearSteps { get; set; }

        /// <summary>
        /// Begins with the linear model of what the output layer sees itself, by ridge regression on the windows to learn from, so that the
        /// recurrent layers learn what it leaves over; of more than 1,024 numbers, with that of the targets alone. True by default. With
        /// the strategy <see cref="ForecastingStrategy.Direct"/> only, and not for counts.
        /// </summary>
        public bool LinearStart { get; set; } = true;

        /// <summary>Rows from one window to learn from to the next, at least 1, the default.</summary>
        public int Stride { get; set; } = 1;

        /// <summary>
        /// Paths that are drawn to find a forecast and its bounds, from 1 to a million; 200 by default. With the strategy
        /// <see cref="ForecastingStrategy.Recursive"/> only.
        /// </summary>
        public int Paths { get; set; } = 200;

        /// <summary>
        /// How to train: 30 epochs of batches of 32 windows, Adam, one cycle up to a rate of 0.002, by default. A ValidationFraction holds
        /// out the last windows of each series, with a gap, and not windows at random: nothing that is to be forecast in one part is to be
        /// forecast in the other.
        /// To change some of it and keep the rest: <c>options.Training = options.Training with { Seed = 1 }</c>; a new one has the
        /// engine's own defaults.
        /// </summary>
        public TrainingOptions Training { get; set; } = new()
        {
            Epochs = 30,
            Schedule = new OneCycleSchedule { MaximumRate = 0.002 },
        };

        /// <summary>
        /// Told of each epoch that ends, and now and then within it; null, the default, for nobody. It is called on the training thread.
        /// </summary>
        public IProgress<TrainingProgress>? Progress { get; set; }

        /// <summary>Gets the same lines as <see cref="MLContext.Log"/>; null, the default, for none.</summary>
        public ILogger? Logger { get; set; }

        /// <summary>Asked before each batch. Training that is cancelled gives the best model so far: see Fit.</summary>
        public CancellationToken CancellationToken { get; set; }

        internal override IReadOnlyList<string> PastColumns => PastCovariateColumnNames;

        internal override IReadOnlyList<string> FutureColumns => FutureCovariateColumnNames;

        internal override IReadOnlyList<string> StaticColumns => StaticCovariateColumnNames;

        internal NetworkSettings Settings(ForecastInputs inputs)
        {
            bool isDirect = Strategy == ForecastingStrategy.Direct;
            int linear = !isDirect ? 0 : LinearSteps ?? Math.Min(WindowSize, Math.Max(1, MostLinear / inputs.TargetCount));
            ForecastScaling scaling = Scaling ?? (Loss is NegativeBinomialLoss ? ForecastScaling.Magnitude
                : Transform == TargetTransform.Logarithm ? ForecastScaling.SteadyPace
                : ForecastScaling.LastValue);
            return new NetworkSettings(
                Strategy, WindowSize, Horizon, linear, scaling, Transform, Loss, TimeFeatures, Paths, Training.Seed ?? 0);
        }

        private protected override void CheckModel()
        {
            Arguments.AtLeast(WindowSize, 1, nameof(WindowSize));
            Arguments.AtLeast(Stride, 1, nameof(Stride));
            Arguments.AtLeast(Paths, 1, nameof(Paths));
            Arguments.AtLeast(EmbeddingSize ?? 1, 1, nameof(EmbeddingSize));
            Names(PastCovariateColumnNames, nameof(PastCovariateColumnNames));
            Names(FutureCovariateColumnNames, nameof(FutureCovariateColumnNames));
            Names(StaticCovariateColumnNames, nameof(StaticCovariateColumnNames));
            Arguments.Defined(Strategy, nameof(Strategy));
            Arguments.Defined(Transform, nameof(Transform));
            ArgumentNullException.ThrowIfNull(Training);
            TrainingChecks.Options(Training);
            Scaling?.Check();
            CheckLoss();
            CheckStrategy();
            TimeParts all = CalendarPart.All.Aggregate((sum, part) => sum | part);
            Arguments.Require((TimeFeatures & ~all) == 0, TimeFeatures, nameof(TimeFeatures), $"some of: {all}, or none");
            if (TimeFeatures != TimeParts.None && TimeColumnName is null)
            {
                throw new ArgumentException($"{nameof(TimeFeatures)} needs {nameof(TimeColumnName)}: there is no time to take them of.");
            }
        }

        private protected override void CopyModel()
        {
            PastCovariateColumnNames = [.. PastCovariateColumnNames];
            FutureCovariateColumnNames = [.. FutureCovariateColumnNames];
            StaticCovariateColumnNames = [.. StaticCovariateColumnNames];
        }

        private static void Names(IReadOnlyList<string> names, string option)
        {
            ArgumentNullException.ThrowIfNull(names, option);
            if (names.Count > 0)
            {
                Arguments.Names(names, option);
            }
        }

        private void CheckLoss()
        {
            ArgumentNullException.ThrowIfNull(Loss);
            if (Loss is CrossEntropyLoss or BinaryCrossEntropyLoss)
            {
                throw new ArgumentException($"{nameof(Loss)} must be one of numbers, not {Loss.GetType().Name}.");
            }
            bool counts = Loss is NegativeBinomialLoss;
            if (counts && (Transform != TargetTransform.None || (Scaling is not null && Scaling != ForecastScaling.Magnitude)))
            {
                throw new ArgumentException(
                    $"{nameof(NegativeBinomialLoss)} is of counts as they are: leave {nameof(Transform)} out, and {nameof(Scaling)} at "
                    + $"{nameof(ForecastScaling)}.{nameof(ForecastScaling.Magnitude)}.");
            }
            if ((ConfidenceLowerBoundColumn ?? ConfidenceUpperBoundColumn) is { } bound
                && Loss is MeanSquaredLoss or MeanAbsoluteLoss or HuberLoss)
            {
                throw new ArgumentException(
                    $"Column '{bound}' is to hold bounds, and {Loss.GetType().Name} gives none: take {nameof(GaussianLoss)}, "
                    + $"{nameof(StudentTLoss)}, {nameof(QuantileLoss)} or, for counts, {nameof(NegativeBinomialLoss)}.");
            }
        }

        private void CheckStrategy()
        {
            if (LinearSteps is { } steps)
            {
                Arguments.Require(steps >= 0 && steps <= WindowSize, steps, nameof(LinearSteps), $"from 0 to {nameof(WindowSize)}");
                if (Strategy != ForecastingStrategy.Direct && steps > 0)
                {
                    throw new ArgumentException($"{nameof(LinearSteps)} is for the strategy {ForecastingStrategy.Direct}, not {Strategy}.");
                }
            }
            if (Strategy == ForecastingStrategy.Recursive && PastCovariateColumnNames.Count > 0)
            {
                throw new ArgumentException(
                    $"The strategy {Strategy} goes on to steps of which '{PastCovariateColumnNames[0]}' is not known: take "
                    + $"{ForecastingStrategy.Direct} or {ForecastingStrategy.EncoderDecoder}, or leave "
                    + $"{nameof(PastCovariateColumnNames)} out.");
            }
        }
    }
}
