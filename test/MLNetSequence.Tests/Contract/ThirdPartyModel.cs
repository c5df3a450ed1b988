using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

/// <summary>
/// A prediction transformer as somebody else might write it: weights times features is the score, its sign the class. It has the
/// public interfaces only; <see cref="Marked"/> has the internal one, too.
/// </summary>
internal sealed class ThirdPartyModel(float[] weights, string features = "Features", bool ofClasses = false)
    : ISingleFeaturePredictionTransformer<float[]>
{
    public float[] Model => weights;
    public string FeatureColumnName => features;
    public DataViewType FeatureColumnType => new VectorDataViewType(NumberDataViewType.Single, weights.Length);
    bool ITransformer.IsRowToRowMapper => false;

    /// <summary>How many features each call saw.</summary>
    public List<int> Seen { get; } = [];

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => throw new NotSupportedException("Nobody asks before there are rows.");
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException("It is none.");
    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException("It is not saved.");

    public IDataView Transform(IDataView input)
    {
        float[] scores = [.. input.GetColumn<float[]>(features).Select(row => row.Zip(weights, (x, w) => x * w).Sum())];
        Seen.Add(scores.Length);
        bool[] signs = [.. input.GetColumn<bool>("Sign")];
        float[] labels = [.. input.GetColumn<float>("Label")];
        var data = new MLContext(1).Data;
        return ofClasses ? data.LoadFromEnumerable(scores.Select((score, i) => new Classified
        {
            Class = signs[i] ? 1 : 0,
            PredictedLabel = score > 0 ? 1 : 0,
            Score = [1 - Chance(score), Chance(score)],
        }).ToList()) : data.LoadFromEnumerable(scores.Select((score, i) => new Scored
        {
            Label = labels[i],
            Sign = signs[i],
            PredictedLabel = score > 0,
            Score = score,
        }).ToList());
    }

    /// <summary>The same with the internal interface that importance by name asks for.</summary>
    public ITransformer Marked()
    {
        var mark = typeof(ISingleFeaturePredictionTransformer<>).Assembly.GetType("Microsoft.ML.ISingleFeaturePredictionTransformer", throwOnError: true)!;
        var proxy = (Proxy)DispatchProxy.Create(mark, typeof(Proxy));
        proxy.Inner = this;
        return (ITransformer)proxy;
    }

    private static float Chance(float score) => 1 / (1 + MathF.Exp(-score));

    public class Proxy : DispatchProxy, IPredictionTransformer<float[]>
    {
        internal ThirdPartyModel Inner { get; set; } = null!;
        public virtual float[] Model => Inner.Model;
        public virtual bool IsRowToRowMapper => false;
        public virtual DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => throw new NotSupportedException("Nobody asks.");
        public virtual IDataView Transform(IDataView input) => throw new NotSupportedException("Calls come to Invoke.");
        public virtual IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException("It is none.");
        public virtual void Save(ModelSaveContext ctx) => throw new NotSupportedException("It is not saved.");

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
            => targetMethod!.Name == "Transform" ? Inner.Transform((IDataView)args![0]!) : Inner.FeatureColumnName;
    }

    public sealed class Scored
    {
        public float Label { get; set; }
        public bool Sign { get; set; }
        public bool PredictedLabel { get; set; }
        public float Score { get; set; }
    }

    public sealed class Classified
    {
        public float Class { get; set; }
        public float PredictedLabel { get; set; }
        [VectorType(2)]
        public float[] Score { get; set; } = [];
    }
}
