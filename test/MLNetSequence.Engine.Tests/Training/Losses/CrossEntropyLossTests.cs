using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Training.Losses;

[TestClass]
public sealed class CrossEntropyLossTests
{
    /// <summary>Narrow rows, wide ones and all that is left over past their last whole vector.</summary>
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.3)]
    public void RowsOfEveryWidthEqualTheDefinition(double smoothing)
    {
        var loss = new CrossEntropyLoss { LabelSmoothing = smoothing };
        for (int classes = 1; classes <= 300; classes++)
        {
            var random = new SeededRandom(seed: 7, classes);
            float[] outputs = Sample.Floats(random, classes, 8);
            int label = random.Next(classes);
            double[] y = LossCase.Wide(outputs);
            double[] p = ReferenceLoss.Prediction(loss, y);
            double[] gradient = [.. p.Select((x, c) => 0.01 * (x - smoothing / classes - (c == label ? 1 - smoothing : 0)))];

            var actual = new Guarded(outputs, shift: classes % 3);
            double value = loss.Row(actual.Span, label, [], 0.01f, gradient: true, out bool hit);
            Near.Equal(ReferenceLoss.Of(loss, y, label, []), value, 1e-6, 1e-6, $"{classes} classes");
            Near.Equal(gradient, actual.Span, 2e-6, 2e-9, $"gradient of {classes} classes");
            Assert.AreEqual(Array.IndexOf(y, y.Max()) == label, hit, $"hit among {classes} classes");
            actual.CheckWalls($"{classes} classes");
        }
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(70)]
    public void TheFirstOfEqualsIsTheHit(int classes)
    {
        float[] outputs = new float[classes];
        outputs[1] = outputs[3] = 2;
        for (int label = 0; label < classes; label++)
        {
            new CrossEntropyLoss().Row([.. outputs], label, [], 1, gradient: true, out bool hit);
            Assert.AreEqual(label == 1, hit, $"label {label}");
        }
    }

    /// <summary>Two outputs so close that their exponentials are equal as floats are still told apart.</summary>
    [TestMethod]
    public void CloseOutputsAreToldApart()
    {
        float[] outputs = new float[64];
        (outputs[5], outputs[9]) = (1f, float.BitIncrement(1f));
        new CrossEntropyLoss().Row([.. outputs], 9, [], 1, gradient: true, out bool larger);
        new CrossEntropyLoss().Row([.. outputs], 5, [], 1, gradient: true, out bool smaller);
        Assert.AreEqual((true, false), (larger, smaller));
    }

    /// <summary>In a wide row too, where exponentials are held at e⁻⁸⁷: the loss comes from the outputs themselves.</summary>
    [TestMethod]
    public void FarOutputsInAWideRow()
    {
        const int classes = 70;
        float[] outputs = [.. Enumerable.Range(0, classes).Select(c => c % 2 == 0 ? 1e4f : -1e4f)];
        foreach (int label in (int[])[0, 1, 68, 69])
        {
            float[] row = [.. outputs];
            double loss = new CrossEntropyLoss { LabelSmoothing = 0.5 }.Row(row, label, [], 1, gradient: true, out bool hit);
            double own = label % 2 == 0 ? 0 : 2e4;
            Near.Equal(Math.Log(classes / 2) + 0.5 * own + 0.5 * 1e4, loss, 1e-9, 0, $"loss of label {label}");
            double[] gradient = [.. outputs.Select((x, c) => (x > 0 ? 2.0 / classes : 0) - 0.5 / classes - (c == label ? 0.5 : 0))];
            Near.Equal(gradient, row, 1e-6, 1e-8, $"gradient of label {label}");
            Assert.AreEqual(label == 0, hit);
        }
    }

    [TestMethod]
    public void WeightsBelongToClasses()
    {
        var loss = new CrossEntropyLoss { ClassWeights = [0.5, 0, 4] };
        Assert.AreEqual(0.5, loss.Weight(0));
        Assert.AreEqual(0, loss.Weight(1));
        Assert.AreEqual(4, loss.Weight(2));
        Assert.AreEqual(1, new CrossEntropyLoss().Weight(2));
        Assert.AreEqual(3, loss.OutputsFor(3));
        var thrown = Assert.ThrowsExactly<ArgumentException>(() => loss.OutputsFor(4));
        StringAssert.Contains(thrown.Message, "each of the 4 classes; it holds 3");
    }
}
