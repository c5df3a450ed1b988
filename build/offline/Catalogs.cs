namespace Microsoft.ML.Data
{
    /// <summary>How an extension method of a catalog gets at the environment.</summary>
    internal interface IInternalCatalog { IHostEnvironment Environment { get; } }

    public abstract class InternalCatalog : IInternalCatalog
    {
        private protected InternalCatalog(IHostEnvironment env) => Environment = env;
        IHostEnvironment IInternalCatalog.Environment => Environment;
        private protected IHostEnvironment Environment { get; }
    }
}

namespace Microsoft.ML
{
    public sealed class TransformsCatalog : InternalCatalog
    {
        internal TransformsCatalog(IHostEnvironment env) : base(env) => (Conversion, Text) = (new(env), new(env));
        public ConversionTransforms Conversion { get; }
        public TextTransforms Text { get; }
        public sealed class ConversionTransforms : InternalCatalog { internal ConversionTransforms(IHostEnvironment env) : base(env) { } }
        public sealed class TextTransforms : InternalCatalog { internal TextTransforms(IHostEnvironment env) : base(env) { } }
    }

    public sealed class MulticlassClassificationCatalog : TrainCatalogBase
    {
        internal MulticlassClassificationCatalog(IHostEnvironment env) : base(env) => Trainers = new(env);
        public MulticlassClassificationTrainers Trainers { get; }

        public MulticlassClassificationMetrics Evaluate(IDataView data, string labelColumnName = "Label",
            string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", int topKPredictionCount = 0)
            => new(data, labelColumnName, scoreColumnName, predictedLabelColumnName, topKPredictionCount);

        public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(IDataView data,
            IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null,
            int? seed = null)
            => Folds(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));

        public sealed class MulticlassClassificationTrainers : InternalCatalog
        {
            internal MulticlassClassificationTrainers(IHostEnvironment env) : base(env) { }
        }
    }

    public sealed class BinaryClassificationCatalog : TrainCatalogBase
    {
        internal BinaryClassificationCatalog(IHostEnvironment env) : base(env) => Trainers = new(env);
        public BinaryClassificationTrainers Trainers { get; }

        public CalibratedBinaryClassificationMetrics Evaluate(IDataView data, string labelColumnName = "Label",
            string scoreColumnName = "Score", string probabilityColumnName = "Probability", string predictedLabelColumnName = "PredictedLabel")
            => new(data, labelColumnName, scoreColumnName, predictedLabelColumnName, probabilityColumnName);

        public BinaryClassificationMetrics EvaluateNonCalibrated(IDataView data, string labelColumnName = "Label",
            string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel")
            => new(data, labelColumnName, scoreColumnName, predictedLabelColumnName, probability: null);

        public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(IDataView data,
            IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null,
            int? seed = null)
            => Folds(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));

        public IReadOnlyList<CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(IDataView data,
            IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null,
            int? seed = null)
            => Folds(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed,
                scored => EvaluateNonCalibrated(scored, labelColumnName));

        public sealed class BinaryClassificationTrainers : InternalCatalog
        {
            internal BinaryClassificationTrainers(IHostEnvironment env) : base(env) { }
        }
    }

    public sealed class RegressionCatalog : TrainCatalogBase
    {
        internal RegressionCatalog(IHostEnvironment env) : base(env) => Trainers = new(env);
        public RegressionTrainers Trainers { get; }

        public RegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score")
            => new(data, labelColumnName, scoreColumnName);

        public IReadOnlyList<CrossValidationResult<RegressionMetrics>> CrossValidate(IDataView data, IEstimator<ITransformer> estimator,
            int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, int? seed = null)
            => Folds(data, estimator, numberOfFolds, labelColumnName, samplingKeyColumnName, seed, scored => Evaluate(scored, labelColumnName));

        public sealed class RegressionTrainers : InternalCatalog { internal RegressionTrainers(IHostEnvironment env) : base(env) { } }
    }

    public sealed class AnomalyDetectionCatalog : InternalCatalog
    {
        internal AnomalyDetectionCatalog(IHostEnvironment env) : base(env) => Trainers = new(env);
        public AnomalyDetectionTrainers Trainers { get; }

        public AnomalyDetectionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score",
            string predictedLabelColumnName = "PredictedLabel", int falsePositiveCount = 10)
            => new(data, labelColumnName, scoreColumnName, predictedLabelColumnName, falsePositiveCount);

        public sealed class AnomalyDetectionTrainers : InternalCatalog { internal AnomalyDetectionTrainers(IHostEnvironment env) : base(env) { } }
    }

    public sealed class ForecastingCatalog : InternalCatalog
    {
        internal ForecastingCatalog(IHostEnvironment env) : base(env) => Trainers = new(env);
        public Forecasters Trainers { get; }
        public sealed class Forecasters : InternalCatalog { internal Forecasters(IHostEnvironment env) : base(env) { } }
    }
}
