using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Evaluation;

/// <summary>Regressions of several outputs: by hand, and output by output as ML.NET evaluates each.</summary>
[TestClass]
public class MultiOutputTests
{
    private readonly RegressionCatalog _catalog = new MLContext(1).Regression;

    [TestMethod]
    public void WorkedOutByHand()
    {
        // The first output's errors are 1, -2, 0, 0, its labels 1, 2, 3, 4; of the second, one row has no label and one no score.
        MultiOutputRegressionMetrics metrics = _catalog.EvaluateMultiOutput(Data(2,
            [1, 10, 2, float.NaN, 3, 30, 4, 40], [0, 11, 4, 7, 3, 28, 4, float.NaN], "x", ""));
        Assert.AreEqual(4, metrics.RowCount);
        Is(metrics.Outputs[0], "x", 4, 3.0 / 4, 5.0 / 4, Math.Sqrt(5.0 / 4), 1 - 5.0 / 5);
        Is(metrics.Outputs[1], "1", 2, 1.5, 2.5, Math.Sqrt(2.5), 1 - 5.0 / 200);
        Is(metrics.Mean, "mean", 6, 1.125, 1.875, (Math.Sqrt(1.25) + Math.Sqrt(2.5)) / 2, 0.4875);
        Assert.AreEqual(metrics.Mean.MeanAbsoluteError, metrics.MeanAbsoluteError);
        Assert.AreEqual(metrics.Mean.MeanSquaredError, metrics.MeanSquaredError);
        Assert.AreEqual(metrics.Mean.RootMeanSquaredError, metrics.RootMeanSquaredError);
        Assert.AreEqual(metrics.Mean.RSquared, metrics.RSquared);
        string[] report =
        [
            "           MAE       MSE      RMSE        R²      rows",
            "",
            "   x      0.75      1.25     1.118    0.0000         4",
            "   1       1.5       2.5    1.5811    0.9750         2",
            "",
            "mean     1.125     1.875    1.3496    0.4875         6",
            "",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, report), metrics.ToString());
    }

    /// <summary>One output, and each of several: the numbers of ML.NET's own evaluator.</summary>
    [TestMethod]
    [TestCategory("MLNetContract")]
    [DataRow(1)]
    [DataRow(3)]
    public void EachOutputIsAsMLNetEvaluatesIt(int outputs)
    {
        var random = new Random(3);
        float[] labels = [.. Enumerable.Range(0, 50 * outputs).Select(i => i % 17 == 16 ? float.NaN : random.NextSingle() * 10 - 3)];
        float[] scores = [.. labels.Select((l, i) => i % 23 == 22 ? float.NaN : (float.IsNaN(l) ? 0 : l) + random.NextSingle() - 0.3f)];
        MultiOutputRegressionMetrics metrics = _catalog.EvaluateMultiOutput(Data(outputs, labels, scores));
        for (int k = 0; k < outputs; k++)
        {
            Table alone = new Table()
                .Add("Label", NumberDataViewType.Single, [.. labels.Where((_, i) => i % outputs == k)])
                .Add("Score", NumberDataViewType.Single, [.. scores.Where((_, i) => i % outputs == k)]);
            RegressionMetrics expected = _catalog.Evaluate(alone);
            foreach (OutputRegressionMetrics found in new[] { metrics.Outputs[k], _catalog.EvaluateMultiOutput(alone).Outputs.Single() })
            {
                Is(
                    found, found.Name, found.RowCount, expected.MeanAbsoluteError, expected.MeanSquaredError,
                    expected.RootMeanSquaredError, expected.RSquared);
            }
        }
    }

    [TestMethod]
    public void LabelsAllTheSameHaveNoRSquared()
    {
        OutputRegressionMetrics metrics = _catalog.EvaluateMultiOutput(Data(1, [0.1f, 0.1f, 0.1f], [0.1f, 0.2f, 0.1f])).Outputs[0];
        Assert.AreEqual(double.NaN, metrics.RSquared);
        Assert.AreEqual(0.1 / 3, metrics.MeanAbsoluteError, 1e-7);
    }

    [TestMethod]
    public void LabelsFarFromZeroKeepTheirRSquared()
    {
        // Their squares lie near 2^47, where Single has long, and Double nearly, lost their distances.
        float[] labels = [.. Enumerable.Range(0, 9).Select(i => 16_000_000f + i % 3)];
        float[] scores = [.. labels.Select((l, i) => l + (i % 3 == 0 ? 1 : 0))];
        Assert.AreEqual(1 - 3.0 / 6, _catalog.EvaluateMultiOutput(Data(1, labels, scores)).RSquared, 1e-9);
    }

    [TestMethod]
    public void AnOutputWithoutRowsIsNaNAndSoAreTheMeans()
    {
        MultiOutputRegressionMetrics metrics = _catalog.EvaluateMultiOutput(Data(2, [1, float.NaN, 2, float.NaN], [1, 5, 2, 6]));
        Is(metrics.Outputs[0], "0", 2, 0, 0, 0, 1);
        Is(metrics.Outputs[1], "1", 0, double.NaN, double.NaN, double.NaN, double.NaN);
        Is(metrics.Mean, "mean", 2, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    [TestMethod]
    public void SlotNamesOfTheScoreServeWhereTheLabelHasNone()
    {
        Table data = new Table()
            .AddVectors("Label", new VectorDataViewType(NumberDataViewType.Single, 2), null, new VBuffer<float>(2, 1, [3], [1]))
            .AddVectors("Score", new VectorDataViewType(NumberDataViewType.Single, 2), Slots("a", "b"), new VBuffer<float>(2, [1, 1]));
        MultiOutputRegressionMetrics metrics = _catalog.EvaluateMultiOutput(data);
        CollectionAssert.AreEqual(new[] { "a", "b" }, metrics.Outputs.Select(o => o.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 1.0, 2 }, metrics.Outputs.Select(o => o.MeanAbsoluteError).ToArray());
    }

    [TestMethod]
    public void WhatDoesNotFitIsRefused()
    {
        Table good = Data(2, [1, 2], [1, 2]);
        Refuses(good.Without("Label"), "no label column 'Label'");
        Refuses(good.Without("Score"), "no score column 'Score'");
        Refuses(
            good.Without("Label").AddText("Label", "x"),
            "label column 'Label'", "Single or a vector of Single of known size", "String");
        Refuses(
            good.Without("Score").AddVectors(
                "Score", new VectorDataViewType(NumberDataViewType.Single), null, new VBuffer<float>(2, [1, 2])),
            "score column 'Score'", "known size");
        Refuses(
            good.Without("Score").Add("Score", NumberDataViewType.Single, 1f),
            "score column 'Score'", "as many numbers as the label column 'Label', 2", "Single");
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(() => _catalog.EvaluateMultiOutput(Data(2, [], [])));
        StringAssert.Contains(error.Message, "no rows");
        Assert.ThrowsExactly<ArgumentNullException>(() => _catalog.EvaluateMultiOutput(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => SequenceEvaluationCatalog.EvaluateMultiOutput(null!, good));
        Assert.ThrowsExactly<ArgumentException>(() => _catalog.EvaluateMultiOutput(good, ""));
        Assert.ThrowsExactly<ArgumentException>(() => _catalog.EvaluateMultiOutput(good, scoreColumnName: ""));
    }

    private void Refuses(Table data, params string[] parts)
    {
        Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _catalog.EvaluateMultiOutput(data));
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    private static void Is(
        OutputRegressionMetrics metrics, string name, long rows, double absolute, double squared, double root, double rSquared)
    {
        Assert.AreEqual((name, rows), (metrics.Name, metrics.RowCount));
        Assert.AreEqual(absolute, metrics.MeanAbsoluteError, 1e-9);
        Assert.AreEqual(squared, metrics.MeanSquaredError, 1e-9);
        Assert.AreEqual(root, metrics.RootMeanSquaredError, 1e-9);
        Assert.AreEqual(rSquared, metrics.RSquared, 1e-9);
    }

    private static Table Data(int outputs, float[] labels, float[] scores, params string[] slots)
    {
        var type = new VectorDataViewType(NumberDataViewType.Single, outputs);
        return new Table()
            .AddVectors("Label", type, slots.Length > 0 ? Slots(slots) : null, [.. labels.Chunk(outputs).Select(Row)])
            .AddVectors("Score", type, null, [.. scores.Chunk(outputs).Select(Row)]);

        VBuffer<float> Row(float[] row) => new(outputs, row);
    }

    private static DataViewSchema.Annotations Slots(params string[] names)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(builder, "SlotNames", [.. names.Select(n => n.AsMemory())]);
        return builder.ToAnnotations();
    }
}
