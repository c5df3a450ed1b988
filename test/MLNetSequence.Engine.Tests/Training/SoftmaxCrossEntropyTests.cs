using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence.Engine.Tests.Training;

[TestClass]
public sealed unsafe class SoftmaxCrossEntropyTests
{
    private static readonly int[] OneSource = [0];

    [TestMethod]
    public void LossAndGradientEqualTheDefinition()
    {
        const int rows = 20, classes = 5;
        var random = new SeededRandom(seed: 1);
        float[] outputs = Sample.Floats(random, rows * classes, 6);
        // The batch is in another order than the data its labels belong to.
        int[] labels = Sample.Labels(random, classes, 100);
        int[] sources = [.. Enumerable.Range(0, rows).Select(b => 99 - 3 * b)];
        var gradient = new Guarded(outputs);
        LossSum sum = SoftmaxCrossEntropy.Backward(new Matrix(gradient.Pointer, rows, classes), labels, sources, 1f / rows);

        double loss = 0;
        int correct = 0;
        for (int b = 0; b < rows; b++)
        {
            double[] row = Array.ConvertAll(outputs[(b * classes)..((b + 1) * classes)], x => (double)x);
            int label = labels[sources[b]];
            loss += ReferenceNetwork.Loss(row, label);
            correct += Array.IndexOf(row, row.Max()) == label ? 1 : 0;
            double[] exact = FiniteDifferences.Gradient(row, () => ReferenceNetwork.Loss(row, label) / rows);
            Near.Equal(exact, gradient.Span.Slice(b * classes, classes), 1e-5, 1e-8, $"gradient of row {b}");
        }
        Near.Equal(loss, sum.Loss, 1e-9, 0, "loss");
        Assert.AreEqual((correct, rows), (sum.Correct, sum.Rows));
        Near.Equal(loss / rows, sum.MeanLoss, 1e-9, 0, "mean");
        Assert.AreEqual((double)correct / rows, sum.Accuracy);
        gradient.CheckWalls("gradient");
    }

    [TestMethod]
    public void ForwardLeavesProbabilities()
    {
        var outputs = new Guarded([1f, 2f, 3f, -1f, -1f, -1f]);
        SoftmaxCrossEntropy.Forward(new Matrix(outputs.Pointer, 2, 3), [0, 0], [0, 1]);
        double[] expected = [0.09003057, 0.24472847, 0.66524096, 1 / 3.0, 1 / 3.0, 1 / 3.0];
        Near.Equal(expected, outputs.Span, 0, 1e-7, "probabilities");
    }

    /// <summary>Large outputs must not overflow on their way to a loss that is a plain number.</summary>
    [TestMethod]
    [DataRow(new[] { 1e30f, 0f }, 1, 1e30)]
    [DataRow(new[] { 1e30f, 0f }, 0, 0.0)]
    [DataRow(new[] { -1000f, -1000f }, 0, 0.6931471805599453)]
    [DataRow(new[] { 3e38f, -3e38f }, 1, 6e38)]
    [DataRow(new[] { 800f, 0f, -800f }, 1, 800.0)]
    public void LargeOutputsGiveAFiniteLoss(float[] outputs, int label, double expected)
    {
        var floats = new Guarded(outputs);
        LossSum sum = SoftmaxCrossEntropy.Backward(new Matrix(floats.Pointer, 1, outputs.Length), [label], OneSource, 1);
        Near.Equal(expected, sum.Loss, 1e-6, 1e-12, "loss");
        Assert.IsTrue(floats.Span.ToArray().All(float.IsFinite), "The gradient is between -1 and 1.");
    }

    /// <summary>Divergence is noticed by its loss: no NaN and no infinity may come out as a number.</summary>
    [TestMethod]
    [DataRow(new[] { float.NaN, 0f, 0f })]
    [DataRow(new[] { 0f, float.NaN, 0f })]
    [DataRow(new[] { 0f, 0f, float.NaN })]
    [DataRow(new[] { float.NaN, float.NaN, float.NaN })]
    [DataRow(new[] { float.PositiveInfinity, 0f, 0f })]
    [DataRow(new[] { float.NegativeInfinity, float.NegativeInfinity, float.NegativeInfinity })]
    public void WhatIsNotFiniteStaysSo(float[] outputs)
    {
        for (int label = 0; label < 3; label++)
        {
            var floats = new Guarded(outputs);
            LossSum sum = SoftmaxCrossEntropy.Forward(new Matrix(floats.Pointer, 1, 3), [label], OneSource);
            Assert.IsFalse(double.IsFinite(sum.Loss), $"label {label}");
        }
    }

    [TestMethod]
    public void ArgMaxTakesTheFirstOfEquals()
    {
        Assert.AreEqual(0, SoftmaxCrossEntropy.ArgMax([2f, 2f, 2f]));
        Assert.AreEqual(1, SoftmaxCrossEntropy.ArgMax([-5f, 3f, 3f]));
        Assert.AreEqual(2, SoftmaxCrossEntropy.ArgMax([-5f, -4f, -3f]));
        Assert.AreEqual(0, SoftmaxCrossEntropy.ArgMax([7f]));
    }
}
