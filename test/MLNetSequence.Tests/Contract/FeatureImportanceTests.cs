using System.Collections.Immutable;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class FeatureImportanceTests
{
    private readonly MLContext _ml = new(1);
    private readonly ThirdPartyModel _linear = new([4, -1, 0]);
    private readonly ThirdPartyModel _classes = new([4, -1, 0], ofClasses: true);

    [TestMethod]
    public void ARegressionsImportance()
    {
        ImmutableArray<RegressionMetricsStatistics> slots = _ml.Regression.PermutationFeatureImportance(_linear, Data(12), permutationCount: 3);
        Assert.AreEqual(3, slots.Length);
        Assert.IsTrue(slots[0].MeanSquaredError.Mean > slots[1].MeanSquaredError.Mean && slots[1].MeanSquaredError.Mean > 0);
        Assert.AreEqual(0.0, slots[2].MeanSquaredError.Mean, "The model does not read the last slot.");
        Assert.IsTrue(slots[0].RSquared.Mean < 0);
        Assert.AreEqual(slots[0].MeanSquaredError.Mean, slots[0].LossFunction.Mean, 1e-6);
        Assert.IsTrue(slots[0].MeanAbsoluteError.Mean > 0 && slots[0].RootMeanSquaredError.Mean > 0);
    }

    [TestMethod]
    public void ValuesAreDealtAsMLNetDealsThem()
    {
        var slots = new MLContext(1).Regression.PermutationFeatureImportance(_linear, Data(8), permutationCount: 2);
        Assert.AreEqual("2.3576 0.1277 0.0000", string.Join(" ", slots.Select(slot => $"{slot.MeanSquaredError.Mean:F4}")));
    }

    [TestMethod]
    public void AMeanHasASpread()
    {
        var one = _ml.Regression.PermutationFeatureImportance(_linear, Data(9))[0].MeanSquaredError;
        Assert.AreEqual((1, 0.0, 0.0), (one.Count, one.StandardDeviation, one.StandardError));
        var many = _ml.Regression.PermutationFeatureImportance(_linear, Data(9), permutationCount: 4)[0].MeanSquaredError;
        Assert.AreEqual(4, many.Count);
        Assert.IsTrue(many.StandardDeviation > 0);
        Cursor.AreClose(many.StandardDeviation / 2, many.StandardError);
        Assert.AreEqual(0, _ml.Regression.PermutationFeatureImportance(_linear, Data(9), permutationCount: 0)[1].RSquared.Count);
    }

    [TestMethod]
    public void ABinaryClassifiersImportance()
    {
        ImmutableArray<BinaryClassificationMetricsStatistics> slots =
            _ml.BinaryClassification.PermutationFeatureImportance(_linear, Data(30), "Sign", permutationCount: 3);
        Assert.IsTrue(slots[0].AreaUnderRocCurve.Mean < 0 && slots[0].Accuracy.Mean < 0 && slots[0].F1Score.Mean < 0);
        Assert.IsTrue(slots[0].PositivePrecision.Mean < 0 && slots[0].PositiveRecall.Mean < 0 && slots[0].AreaUnderPrecisionRecallCurve.Mean < 0);
        Assert.IsTrue(slots[0].NegativePrecision.Mean < 0 && slots[0].NegativeRecall.Mean < 0);
        Assert.AreEqual((0.0, 3), (slots[2].Accuracy.Mean, slots[2].Accuracy.Count));
    }

    [TestMethod]
    public void AMulticlassClassifiersImportance()
    {
        ImmutableArray<MulticlassClassificationMetricsStatistics> slots =
            _ml.MulticlassClassification.PermutationFeatureImportance(_classes, Data(30), "Class", permutationCount: 3);
        Assert.IsTrue(slots[0].MicroAccuracy.Mean < 0 && slots[0].MacroAccuracy.Mean < 0 && slots[0].LogLossReduction.Mean < 0);
        Assert.IsTrue(slots[0].LogLoss.Mean > slots[1].LogLoss.Mean);
        Assert.AreEqual(2, slots[0].PerClassLogLoss.Count);
        Assert.IsTrue(slots[0].PerClassLogLoss.All(loss => loss.Mean > 0 && loss.Count == 3));
        Assert.AreEqual((0.0, 3), (slots[0].TopKAccuracy.Mean, slots[0].TopKAccuracy.Count));
        Assert.AreEqual(0.0, slots[2].LogLoss.Mean);
    }

    [TestMethod]
    public void OnlySoManyRowsAreDealt()
    {
        _ml.Regression.PermutationFeatureImportance(_linear, Data(10), numberOfExamplesToUse: 4);
        CollectionAssert.AreEqual(new[] { 10, 4, 4, 4 }, _linear.Seen, "The baseline is of all rows.");
        _linear.Seen.Clear();
        _ml.Regression.PermutationFeatureImportance(_linear, Data(3), numberOfExamplesToUse: 4);
        CollectionAssert.AreEqual(new[] { 3, 3, 3, 3 }, _linear.Seen);
        Assert.AreEqual(0, _ml.Regression.PermutationFeatureImportance(_linear, Data(0)).Length);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Regression.PermutationFeatureImportance(_linear, Data(3), numberOfExamplesToUse: 0));
    }

    [TestMethod]
    public void OnlyAVectorOfAKnownSizeHasSlots()
    {
        var data = Data(5);
        Assert.AreEqual(0, _ml.Regression.PermutationFeatureImportance(new ThirdPartyModel([1], "Open"), data).Length);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.PermutationFeatureImportance(new ThirdPartyModel([1], "None"), data));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.PermutationFeatureImportance(_linear, null!));
    }

    [TestMethod]
    public void ByNameTheInternalInterfaceIsAskedFor()
    {
        var (data, other) = (Data(12), Data(1));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.PermutationFeatureImportance((ITransformer)_linear, data));
        var chain = _ml.Transforms.CopyColumns("A", "Label").Fit(other).Append(_linear);
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.PermutationFeatureImportance(chain, data));
        CollectionAssert.AreEqual(
            new[] { "First", "Second", "Third" }, _ml.Regression.PermutationFeatureImportance(_linear.Marked(), data).Keys.Order().ToArray());
    }

    [TestMethod]
    public void OfAChainItIsTheLastOneThatTellsItsFeatures()
    {
        var (data, seen) = (Data(12), new ThirdPartyModel([1, 0, 0]));
        var chain = new TransformerChain<ITransformer>(
            seen.Marked(), _linear.Marked(), _ml.Transforms.CopyColumns("A", "Label").Fit(data), new ThirdPartyModel([1, 0, 0]));
        ImmutableDictionary<string, RegressionMetricsStatistics> slots =
            _ml.Regression.PermutationFeatureImportance(chain, data, permutationCount: 2);
        Assert.IsTrue(slots["First"].MeanSquaredError.Mean > slots["Second"].MeanSquaredError.Mean);
        Assert.AreEqual((0.0, 2), (slots["Third"].MeanSquaredError.Mean, slots["Third"].RSquared.Count));
        CollectionAssert.AreEqual(Enumerable.Repeat(12, 7).ToArray(), _linear.Seen, "No other transformer of the chain runs.");
        Assert.AreEqual(0, seen.Seen.Count);
    }

    [TestMethod]
    public void ClassifiersHaveImportanceByNameToo()
    {
        ImmutableDictionary<string, BinaryClassificationMetricsStatistics> signs =
            _ml.BinaryClassification.PermutationFeatureImportanceNonCalibrated(_linear.Marked(), Data(30), "Sign");
        ImmutableDictionary<string, MulticlassClassificationMetricsStatistics> classes =
            _ml.MulticlassClassification.PermutationFeatureImportance(_classes.Marked(), Data(30), "Class");
        Assert.IsTrue(signs["First"].Accuracy.Mean < 0 && classes["First"].MicroAccuracy.Mean < 0);
    }

    [TestMethod]
    public void SlotsNeedNames()
    {
        var data = Data(6);
        var plain = new ThirdPartyModel([1, 1], "Plain");
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Regression.PermutationFeatureImportance(plain.Marked(), data));
        Assert.AreEqual(2, _ml.Regression.PermutationFeatureImportance(plain, data).Length);
        var mixed = _ml.Transforms.Concatenate("Mixed", "Label", "Plain").Fit(data).Transform(data);
        CollectionAssert.AreEqual(
            new[] { "Label", "Slot 1", "Slot 2" },
            _ml.Regression.PermutationFeatureImportance(new ThirdPartyModel([1, 1, 1], "Mixed").Marked(), mixed).Keys.Order().ToArray());
        var twice = _ml.Transforms.Concatenate("Twice", "Label", "Label").Fit(data).Transform(data);
        Assert.ThrowsExactly<ArgumentException>(
            () => _ml.Regression.PermutationFeatureImportance(new ThirdPartyModel([1, 1], "Twice").Marked(), twice));
        var fault = Assert.ThrowsExactly<TargetInvocationException>(
            () => _ml.Regression.PermutationFeatureImportance(new ThirdPartyModel([1], "None").Marked(), data));
        Assert.IsInstanceOfType<ArgumentOutOfRangeException>(fault.InnerException);
    }

    private IDataView Data(int count)
    {
        var random = new Random(3);
        var rows = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            var (a, b, c) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle());
            float label = 4 * a - b;
            return new Row { First = a, Second = b, Third = c, Label = label, Sign = label > 0, Open = [a], Plain = [a, b] };
        }).ToList());
        return _ml.Transforms.Concatenate("Features", "First", "Second", "Third").Fit(rows).Transform(rows);
    }

    public sealed class Row
    {
        public float First { get; set; }
        public float Second { get; set; }
        public float Third { get; set; }
        public float Label { get; set; }
        public bool Sign { get; set; }
        public float[] Open { get; set; } = [];
        [VectorType(2)]
        public float[] Plain { get; set; } = [];
    }
}
