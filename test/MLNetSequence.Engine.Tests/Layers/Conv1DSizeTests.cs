using MLNetSequence.Engine.Layers;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>Where a convolution begins to read, by Keras' and TensorFlow's rules.</summary>
[TestClass]
public sealed class Conv1DSizeTests
{
    [TestMethod]
    [DataRow(5, 3, 1, 1, 5, 1)]
    [DataRow(5, 4, 1, 1, 5, 1, DisplayName = "an even kernel looks one further ahead")]
    [DataRow(5, 2, 1, 3, 5, 1, DisplayName = "dilated")]
    [DataRow(5, 3, 2, 1, 3, 1)]
    [DataRow(6, 3, 2, 1, 3, 0, DisplayName = "with a stride, the length decides")]
    [DataRow(7, 5, 3, 1, 3, 2)]
    [DataRow(8, 5, 3, 1, 3, 1)]
    [DataRow(9, 2, 4, 1, 3, 0, DisplayName = "a stride that leaves steps out")]
    [DataRow(1, 9, 1, 1, 1, 4)]
    public void Same(int length, int kernel, int stride, int dilation, int outputs, int before)
    {
        var size = new Conv1DSize(kernel, ConvPadding.Same, stride, dilation);
        Assert.AreEqual(outputs, size.Outputs(length));
        Assert.AreEqual(before, size.Before(length));
    }

    [TestMethod]
    [DataRow(5, 3, 1, 1, 5, 2)]
    [DataRow(5, 3, 1, 4, 5, 8)]
    [DataRow(5, 3, 2, 1, 3, 2)]
    [DataRow(0, 3, 2, 1, 0, 2)]
    public void Causal(int length, int kernel, int stride, int dilation, int outputs, int before)
    {
        var size = new Conv1DSize(kernel, ConvPadding.Causal, stride, dilation);
        Assert.AreEqual(outputs, size.Outputs(length));
        Assert.AreEqual(before, size.Before(length));
    }
}
