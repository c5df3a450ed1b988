using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>Outputs to probabilities and classes; loss and gradient are those of <see cref="CrossEntropyLoss"/>.</summary>
[TestClass]
public sealed class ProbabilitiesTests
{
    [TestMethod]
    public void SoftmaxLeavesProbabilities()
    {
        foreach (float[] row in (float[][])[[1, 2, 3], [-1, -1, -1], [800, 0, -800], [-1000, -1000], [7]])
        {
            var outputs = new Guarded(row);
            double sum = Probabilities.Softmax(outputs.Span);
            double[] exact = Array.ConvertAll(row, x => (double)x);
            Near.Equal(ReferenceActivation.Of(Activation.Softmax, exact), outputs.Span, 1e-6, 1e-7, "probabilities");
            Near.Equal(ReferenceNetwork.Loss(exact, 0) + exact[0], sum, 1e-9, 1e-9, "log Σ eˣ");
            outputs.CheckWalls("probabilities");
        }
    }

    [TestMethod]
    public void ArgMaxTakesTheFirstOfEquals()
    {
        Assert.AreEqual(0, Probabilities.ArgMax([2f, 2f, 2f]));
        Assert.AreEqual(1, Probabilities.ArgMax([-5f, 3f, 3f]));
        Assert.AreEqual(2, Probabilities.ArgMax([-5f, -4f, -3f]));
        Assert.AreEqual(0, Probabilities.ArgMax([7f]));
    }
}
