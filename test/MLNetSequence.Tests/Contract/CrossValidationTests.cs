using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class CrossValidationTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void EveryRowIsTestedOnceAndElseTrainedOn()
    {
        var folds = _ml.Data.CrossValidationSplit(Rows(40), 3, seed: 1);
        Assert.AreEqual("2201212220020001211120122122011010002021", Folds(folds));
        Assert.AreEqual(7, folds[2].TestSet.Schema.Count, "The number that decides is no column.");
    }

    [TestMethod]
    public void TheContextsSeedDecidesWhereNoneIsGiven()
    {
        string Tested(MLContext ml, int? seed = null) => Numbers(ml.Data.CrossValidationSplit(Rows(40), seed: seed)[1].TestSet);
        Assert.AreEqual(Tested(_ml, 7), Tested(new MLContext(7)));
        Assert.AreEqual(Tested(_ml, 42), Tested(new MLContext()));
        Assert.AreEqual(5, _ml.Data.CrossValidationSplit(Rows(5)).Count);
    }

    [TestMethod]
    public void AKeyOnTheBorderIsTestedTwice()
    {
        // Keys 1 … 5 of 5 stand at 0.1, 0.3, 0.5, 0.7, 0.9; a missing one is on no side.
        var folds = _ml.Data.CrossValidationSplit(Rows(12), 2, samplingKeyColumnName: "Place");
        CollectionAssert.AreEqual(new[] { "0 1 2 6 7 8", "2 3 4 8 9 10" }, folds.Select(fold => Numbers(fold.TestSet)).ToArray());
        CollectionAssert.AreEqual(new[] { "3 4 9 10", "0 1 6 7" }, folds.Select(fold => Numbers(fold.TrainSet)).ToArray());
    }

    [TestMethod]
    [DataRow("Group", "333222222222111333333111")]
    [DataRow("Whole", "333000111333222111000333")]
    [DataRow("Long", "333333222111111000333222")]
    [DataRow("Even", "313131313131313131313131")]
    [DataRow("X", "000000111111222222333333")]
    [DataRow("Fine", "000000111111222222333333")]
    public void RowsOfOneValueAreTestedTogether(string column, string expected)
        => Assert.AreEqual(expected, Folds(_ml.Data.CrossValidationSplit(Rows(24), 4, samplingKeyColumnName: column, seed: 3)));

    [TestMethod]
    public void HashesHaveASeedOfTheirOwnWhereNoneIsGiven()
        => Assert.AreEqual("222333222222000111333111", Folds(new MLContext().Data.CrossValidationSplit(Rows(24), 4, samplingKeyColumnName: "Group")));

    [TestMethod]
    public void WhatHasNoValueIsOnNoSide()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { 1, float.NaN, 3, 4, 7 }.Select(x => new Row { X = x, Group = x == 3 ? "" : " a b " }).ToList());
        foreach (string column in (string[])["X", "Group"])
        {
            var fold = _ml.Data.CrossValidationSplit(data, 2, samplingKeyColumnName: column)[0];
            Assert.AreEqual(4, Cursor.Column<float>(fold.TrainSet, "X").Length + Cursor.Column<float>(fold.TestSet, "X").Length, column);
            var split = _ml.Data.TrainTestSplit(data, 0.4, samplingKeyColumnName: column);
            Assert.AreEqual(4, Cursor.Column<float>(split.TrainSet, "X").Length + Cursor.Column<float>(split.TestSet, "X").Length, column);
        }
    }

    [TestMethod]
    public void SplitsAreChecked()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.CrossValidationSplit(Rows(9), 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.CrossValidationSplit(Rows(9), 2, samplingKeyColumnName: "None"));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Data.CrossValidationSplit(null!));
    }

    [TestMethod]
    public void EachFoldHasAModelOfItsOwn()
    {
        var data = Scored(30);
        var results = _ml.Regression.CrossValidate(data, _ml.Transforms.NormalizeMinMax("Score", "Number"), 3, "Number", seed: 5);
        var folds = _ml.Data.CrossValidationSplit(data, 3, seed: 5);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, results.Select(result => result.Fold).ToArray());
        for (int i = 0; i < 3; i++)
        {
            var expected = _ml.Transforms.NormalizeMinMax("Score", "Number").Fit(folds[i].TrainSet).Transform(folds[i].TestSet);
            CollectionAssert.AreEqual(Cursor.Column<float>(expected, "Score"), Cursor.Column<float>(results[i].ScoredHoldOutSet, "Score"));
            CollectionAssert.AreEqual(Cursor.Column<float>(expected, "Score"), Cursor.Column<float>(results[i].Model.Transform(folds[i].TestSet), "Score"));
            Assert.AreEqual(_ml.Regression.Evaluate(expected, "Number").MeanSquaredError, results[i].Metrics.MeanSquaredError);
        }
    }

    [TestMethod]
    public void ATestSetPassesThroughWhatIsOnlyForTraining()
    {
        var chain = _ml.Transforms.CopyColumns("Score", "Number").Append(_ml.Transforms.CopyColumns("Extra", "Number"), TransformerScope.Training);
        var result = _ml.Regression.CrossValidate(Scored(20), chain, 2, "Number")[0];
        Assert.IsNotNull(result.ScoredHoldOutSet.Schema.GetColumnOrNull("Extra"));
        Assert.IsNull(result.Model.GetOutputSchema(Scored(1).Schema).GetColumnOrNull("Extra"));
        var model = (TransformerChain<ColumnCopyingTransformer>)result.Model;
        Assert.IsNotNull(model.GetOutputSchema(Scored(1).Schema, TransformerScope.Training).GetColumnOrNull("Extra"));
        CollectionAssert.AreEqual(new float[] { 0, 1 }, Cursor.Column<float>(model.Transform(Scored(2), TransformerScope.Everything), "Extra"));
    }

    [TestMethod]
    public void ClassesAreCrossValidatedToo()
    {
        var data = Scored(40);
        var copy = _ml.Transforms.CopyColumns("Score", "Chances").Append(_ml.Transforms.CopyColumns("PredictedLabel", "Class"));
        var results = _ml.MulticlassClassification.CrossValidate(data, copy, 4, "Class", seed: 2);
        CollectionAssert.AreEqual(
            results.Select(result => _ml.MulticlassClassification.Evaluate(result.ScoredHoldOutSet, "Class").LogLoss).ToArray(),
            results.Select(result => result.Metrics.LogLoss).ToArray());

        var signs = _ml.Transforms.CopyColumns("Score", "Margin").Append(_ml.Transforms.CopyColumns("PredictedLabel", "Sign"));
        Assert.AreEqual(2, _ml.BinaryClassification.CrossValidateNonCalibrated(data, signs, 2, "Sign").Count);
        var rated = signs.Append(_ml.Transforms.CopyColumns("Probability", "Chance"));
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics>> binary =
            _ml.BinaryClassification.CrossValidate(data, rated, 2, "Sign", samplingKeyColumnName: "Number", seed: 2);
        Assert.IsTrue(binary.All(result => result.Metrics.LogLoss > 0));
        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => (float)i).ToArray(), Cursor.Column<float>(binary[0].ScoredHoldOutSet, "Number"));
    }

    [TestMethod]
    public void ArgumentsAreChecked()
    {
        var copy = _ml.Transforms.CopyColumns("Score", "Number");
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.CrossValidate(null!, copy));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Regression.CrossValidate(Scored(9), null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(Scored(9), copy, 1, "Number"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(Scored(9), copy, labelColumnName: ""));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(Scored(9), copy, samplingKeyColumnName: "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Regression.CrossValidate(Scored(9), copy, labelColumnName: "None"));
    }

    /// <summary>Of each row, the number of the fold that tests it; and all others train on it.</summary>
    private static string Folds(IReadOnlyList<DataOperationsCatalog.TrainTestData> folds)
    {
        var tested = folds.Select(fold => Cursor.Column<float>(fold.TestSet, "X")).ToList();
        for (int i = 0; i < folds.Count; i++)
            CollectionAssert.AreEqual(tested.Where((_, other) => other != i).SelectMany(x => x).Order().ToArray(), Cursor.Column<float>(folds[i].TrainSet, "X"));
        return string.Concat(tested.SelectMany(x => x).Order().Select(x => tested.FindIndex(fold => fold.Contains(x))));
    }

    private static string Numbers(IDataView data) => string.Join(" ", data.GetColumn<float>("X"));

    private IDataView Rows(int count) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Row
    {
        X = i,
        Fine = i / 2 * 2 * 0.1,
        Group = $"group {i / 3}",
        Whole = i / 3 - 2,
        Long = i / 3 * 10_000_000_000L,
        Even = i % 2 == 0,
        Place = (uint)i % 6,
    }).ToList());

    private IDataView Scored(int count) => _ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new ScoredRow
    {
        Number = i,
        Margin = i % 3 - 1,
        Sign = i % 2 == 0,
        Chance = (i % 3 + 1) * 0.25f,
        Class = (uint)i % 2,
        Chances = [0.5f, 0.5f - i * 0.01f],
    }).ToList());

    public sealed class Row
    {
        public float X { get; set; }
        public double Fine { get; set; }
        public string Group { get; set; } = "";
        public int Whole { get; set; }
        public long Long { get; set; }
        public bool Even { get; set; }
        [KeyType(5)]
        public uint Place { get; set; }
    }

    public sealed class ScoredRow
    {
        public float Number { get; set; }
        public float Margin { get; set; }
        public bool Sign { get; set; }
        public float Chance { get; set; }
        [KeyType(2)]
        public uint Class { get; set; }
        [VectorType(2)]
        public float[] Chances { get; set; } = [];
    }
}
