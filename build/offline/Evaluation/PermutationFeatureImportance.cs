using System.Collections.Immutable;
using Microsoft.ML.Transforms;

namespace Microsoft.ML
{
    /// <summary>
    /// How much worse the metrics become when one slot of the features is dealt to the rows anew. (The feature weight filter is for
    /// models that show weights of their own; the stand-in has none.)
    /// </summary>
    public static class PermutationFeatureImportanceExtensions
    {
        public static ImmutableArray<RegressionMetricsStatistics> PermutationFeatureImportance<TModel>(this RegressionCatalog catalog,
            ISingleFeaturePredictionTransformer<TModel> predictionTransformer, IDataView data, string labelColumnName = "Label",
            bool useFeatureWeightFilter = false, int? numberOfExamplesToUse = null, int permutationCount = 1) where TModel : class
            => Of(catalog, labelColumnName).Slots(predictionTransformer, data, numberOfExamplesToUse, permutationCount);

        public static ImmutableDictionary<string, RegressionMetricsStatistics> PermutationFeatureImportance(this RegressionCatalog catalog,
            ITransformer model, IDataView data, string labelColumnName = "Label", bool useFeatureWeightFilter = false,
            int? numberOfExamplesToUse = null, int permutationCount = 1)
            => Of(catalog, labelColumnName).ByName(model, data, numberOfExamplesToUse, permutationCount);

        public static ImmutableArray<BinaryClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
            this BinaryClassificationCatalog catalog, ISingleFeaturePredictionTransformer<TModel> predictionTransformer, IDataView data,
            string labelColumnName = "Label", bool useFeatureWeightFilter = false, int? numberOfExamplesToUse = null,
            int permutationCount = 1) where TModel : class
            => Of(catalog, labelColumnName).Slots(predictionTransformer, data, numberOfExamplesToUse, permutationCount);

        public static ImmutableDictionary<string, BinaryClassificationMetricsStatistics> PermutationFeatureImportanceNonCalibrated(
            this BinaryClassificationCatalog catalog, ITransformer model, IDataView data, string labelColumnName = "Label",
            bool useFeatureWeightFilter = false, int? numberOfExamplesToUse = null, int permutationCount = 1)
            => Of(catalog, labelColumnName).ByName(model, data, numberOfExamplesToUse, permutationCount);

        public static ImmutableArray<MulticlassClassificationMetricsStatistics> PermutationFeatureImportance<TModel>(
            this MulticlassClassificationCatalog catalog, ISingleFeaturePredictionTransformer<TModel> predictionTransformer, IDataView data,
            string labelColumnName = "Label", bool useFeatureWeightFilter = false, int? numberOfExamplesToUse = null,
            int permutationCount = 1) where TModel : class
            => Of(catalog, labelColumnName).Slots(predictionTransformer, data, numberOfExamplesToUse, permutationCount);

        public static ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> PermutationFeatureImportance(
            this MulticlassClassificationCatalog catalog, ITransformer model, IDataView data, string labelColumnName = "Label",
            bool useFeatureWeightFilter = false, int? numberOfExamplesToUse = null, int permutationCount = 1)
            => Of(catalog, labelColumnName).ByName(model, data, numberOfExamplesToUse, permutationCount);

        private static Importance<RegressionMetrics, RegressionMetricsStatistics> Of(RegressionCatalog catalog, string label)
            => new(catalog, scored => catalog.Evaluate(scored, label), () => new());
        private static Importance<BinaryClassificationMetrics, BinaryClassificationMetricsStatistics> Of(BinaryClassificationCatalog catalog,
            string label) => new(catalog, scored => catalog.EvaluateNonCalibrated(scored, label), () => new());
        private static Importance<MulticlassClassificationMetrics, MulticlassClassificationMetricsStatistics> Of(
            MulticlassClassificationCatalog catalog, string label) => new(catalog, scored => catalog.Evaluate(scored, label), () => new());
    }
}

namespace Microsoft.ML.Transforms
{
    internal sealed class Importance<TMetrics, TStatistics>(IInternalCatalog catalog, Func<IDataView, TMetrics> evaluate, Func<TStatistics> start)
        where TStatistics : IMetricsStatistics<TMetrics>
    {
        public ImmutableArray<TStatistics> Slots(ISingleFeaturePredictionTransformer<object> model, IDataView data, int? examples, int permutations)
            => SlotsOf(model, model.FeatureColumnName, data, examples, permutations);

        /// <summary>A slot's values are dealt again for each permutation. With examples given, the first so many rows are scored.</summary>
        private ImmutableArray<TStatistics> SlotsOf(ITransformer model, string features, IDataView data, int? examples, int permutations)
        {
            var host = catalog.Environment.Register(nameof(Importance<,>));
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(data);
            CheckNonEmpty(features, nameof(features));
            Check(examples is null or > 0, "Provide how many examples to use (positive number) or set to null to use whole dataset.");
            var baseline = evaluate(model.Transform(data));
            var column = data.Schema[features];
            if (column.Type is not VectorDataViewType { Size: > 0 and var slots }) return []; // Nothing to deal: ML.NET warns.
            Check(column.Type.RawType == typeof(VBuffer<float>), $"Column '{column}' is no vector of Single.");
            IEnumerable<VBuffer<float>> Rows() => data.GetColumn<VBuffer<float>>(column).Take(examples ?? int.MaxValue);
            if (Rows().Count() is var rows && rows == 0) return [];
            var (random, all) = (new TauswortheRandom((uint)host.Rand.Next()), new List<TStatistics>());
            for (int slot = 0; slot < slots; slot++)
            {
                all.Add(start());
                float[] values = [.. Rows().Select(row => row.GetItemOrDefault(slot))];
                for (int i = 0; i < permutations; i++)
                {
                    random.Deal(values);
                    IDataView dealt = new MappedDataView(data, new(data.Schema, new(features, column.Type), [column], Deal(column, slot, values)));
                    var scored = model.Transform(rows == examples ? new FilteredDataView(dealt, _ => () => true, rows) : dealt);
                    all[slot].Add(evaluate(scored), baseline);
                }
            }
            return [.. all];
        }

        /// <summary>Of a chain, the last transformer that tells its features is meant, and the data must be what that one reads.</summary>
        public ImmutableDictionary<string, TStatistics> ByName(ITransformer model, IDataView data, int? examples, int permutations)
        {
            ArgumentNullException.ThrowIfNull(data);
            ArgumentNullException.ThrowIfNull(model);
            var last = (model is ITransformerChainAccessor chain ? chain.Transformers : [model]).OfType<ISingleFeaturePredictionTransformer>()
                .LastOrDefault() ?? throw new ArgumentNullException("lastTransformer", "The model provided does not have a compatible predictor");
            if (!last.GetType().GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPredictionTransformer<>)))
                throw new ArgumentException($"Type IPredictionTransformer not implemented by provided type, {last.GetType()}", "type");
            // ML.NET goes on by reflection: what fails is wrapped.
            var slots = (ImmutableArray<TStatistics>)((Delegate)SlotsOf).Method.Invoke(this, [last, last.FeatureColumnName, data, examples, permutations])!;
            string[] names = Scored.Texts(data.Schema[last.FeatureColumnName], SlotNames);
            return slots.Select((statistics, i) => KeyValuePair.Create(names[i].Length > 0 ? names[i] : $"Slot {i}", statistics)).ToImmutableDictionary();
        }

        private static Func<DataViewRow, Delegate> Deal(Column column, int slot, float[] values) => row =>
        {
            var (getter, old) = (row.GetGetter<VBuffer<float>>(column), default(VBuffer<float>));
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) =>
            {
                getter(ref old);
                old.CopyToDense(ref value);
                VBufferEditor.Create(ref value, value.Length).Values[slot] = values[row.Position];
            });
        };
    }
}
