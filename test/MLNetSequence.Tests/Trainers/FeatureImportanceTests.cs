using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>ML.NET's permutation importance of the static features: one that tells beats one that does not.</summary>
[TestClass]
public class FeatureImportanceTests
{
    private const int Rows = 60;

    private readonly MLContext _ml = new(1);
    private readonly float[] _telling = [.. Enumerable.Range(0, Rows).Select(i => i % 3 - 1f)];

    [TestMethod]
    public void OfAClassifier()
    {
        IDataView data = Data().AddKeys("Label", Toys.Tags, [.. _telling.Select(x => (uint)(x + 2))]);
        SequenceMulticlassPredictionTransformer model = _ml.MulticlassClassification.Trainers
            .Gru(Toys.Layers, Told(new SequenceMulticlassTrainer.Options())).Fit(data);
        ImmutableArray<MulticlassClassificationMetricsStatistics> slots =
            _ml.MulticlassClassification.PermutationFeatureImportance(model, data, permutationCount: 3);
        Assert.AreEqual(2, slots.Length);
        Assert.IsTrue(slots[0].LogLoss.Mean > 10 * Math.Abs(slots[1].LogLoss.Mean));
        Assert.IsTrue(slots[0].MicroAccuracy.Mean < -0.3);
    }

    [TestMethod]
    public void OfYesOrNo()
    {
        IDataView data = Data().Add("Label", BooleanDataViewType.Instance, [.. _telling.Select(x => x > 0)]);
        SequenceBinaryPredictionTransformer model = _ml.BinaryClassification.Trainers
            .Gru(Toys.Layers, Told(new SequenceBinaryTrainer.Options())).Fit(data);
        ImmutableArray<BinaryClassificationMetricsStatistics> slots =
            _ml.BinaryClassification.PermutationFeatureImportance(model, data, permutationCount: 3);
        Assert.AreEqual(2, slots.Length);
        Assert.IsTrue(slots[0].AreaUnderRocCurve.Mean < -0.2);
        Assert.IsTrue(slots[0].AreaUnderRocCurve.Mean < 10 * slots[1].AreaUnderRocCurve.Mean);
    }

    [TestMethod]
    public void OfARegression()
    {
        IDataView data = Data().Add("Label", NumberDataViewType.Single, [.. _telling.Select(x => 100 + 5 * x)]);
        SequenceRegressionPredictionTransformer model = _ml.Regression.Trainers
            .Gru(Toys.Layers, Told(new SequenceRegressionTrainer.Options())).Fit(data);
        ImmutableArray<RegressionMetricsStatistics> slots =
            _ml.Regression.PermutationFeatureImportance(model, data, permutationCount: 3);
        Assert.AreEqual(2, slots.Length);
        Assert.IsTrue(slots[0].MeanSquaredError.Mean > 10 * Math.Abs(slots[1].MeanSquaredError.Mean));
        Assert.IsTrue(slots[0].MeanSquaredError.Mean > 10);
    }

    [TestMethod]
    public void AModelWithoutStaticFeaturesNamesItsFirstColumn()
    {
        SequenceMulticlassPredictionTransformer model = Toys.Classifier().Fit(Toys.Classes(9));
        Assert.AreEqual("Features", model.FeatureColumnName);
        Assert.AreEqual(0, _ml.MulticlassClassification.PermutationFeatureImportance(model, Toys.Classes(9)).Length);
        ISingleFeaturePredictionTransformer<SequenceNetwork> single = model;
        Assert.AreSame(model.Network, single.Model);
    }

    // The second number is noise, and the tokens are the same in all rows: of others a network learns some by heart.
    private Table Data()
    {
        var random = new Random(4);
        return new Table().AddTokens("Features", Toys.Words, [.. Enumerable.Repeat<uint[]>([1, 2], Rows)]).AddVectors(
            "Statics", new VectorDataViewType(NumberDataViewType.Single, 2), null,
            [.. _telling.Select(x => new VBuffer<float>(2, [x, random.NextSingle() - 0.5f]))]);
    }

    private static T Told<T>(T options)
        where T : SequenceTrainerOptions
    {
        (options.StaticFeatureColumnName, options.EmbeddingSize) = ("Statics", 3);
        options.Training = Toys.Training(epochs: 40);
        return options;
    }
}
