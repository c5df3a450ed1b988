namespace Microsoft.ML;

/// <summary>A transformer that predicts, and shows the model that it predicts with.</summary>
public interface IPredictionTransformer<out TModel> : ITransformer where TModel : class { TModel Model { get; } }

/// <summary>One whose model reads one column.</summary>
public interface ISingleFeaturePredictionTransformer<out TModel> : IPredictionTransformer<TModel> where TModel : class
{
    string FeatureColumnName { get; }
    DataViewType FeatureColumnType { get; }
}

/// <summary>What feature importance looks for in a model of which it knows no type.</summary>
internal interface ISingleFeaturePredictionTransformer : ITransformer { string FeatureColumnName { get; } }
