using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Tests.Networks;

[TestClass]
public sealed class ParameterStoreTests
{
    [TestMethod]
    public void NamesAndShapesAreThoseOfPyTorch()
    {
        var network = new Network(new SequenceNetwork().Embedding(9, 4).Dropout(0.5).Lstm(3, bidirectional: true).Dense(2));
        string[] expected =
        [
            "0.weight [9, 4]",
            "2.weight_ih_l0 [12, 4]", "2.weight_hh_l0 [12, 3]", "2.bias_l0 [12]",
            "2.weight_ih_l0_reverse [12, 4]", "2.weight_hh_l0_reverse [12, 3]", "2.bias_l0_reverse [12]",
            "3.weight [2, 6]", "3.bias [2]",
        ];
        CollectionAssert.AreEqual(
            expected, network.Parameters.All.Select(p => $"{p.Name} [{string.Join(", ", p.Shape)}]").ToArray());
    }

    /// <summary>Vector loops run over the whole store at once, so its gaps must be there, and be zero.</summary>
    [TestMethod]
    public void ParametersStartOnWholeVectorsAndTablesComeLast()
    {
        var store = new ParameterStore(
            [new("table", [3, 5], IsTable: true), new("a", [7]), new("b", [16]), new("c", [2, 9])]);
        CollectionAssert.AreEqual((string[])["table", "a", "b", "c"], store.All.Select(p => p.Name).ToArray());
        string[] inMemory = ["a", "b", "c", "table"];
        CollectionAssert.AreEqual((int[])[0, 16, 32, 64], inMemory.Select(name => store.Find(name).Offset).ToArray());
        Assert.AreEqual((64, 80), (store.DenseLength, store.Length));
        Assert.AreEqual(15, store.Find("table").Count);
        Assert.IsFalse(store.Values.Span.ContainsAnyExcept(0f));
        store.Span(store.Find("b")).Fill(1f);
        Assert.AreEqual(16, store.Values.Span.Count(1f));
    }

    [TestMethod]
    public void MoreThanAnArrayHoldsIsRefusedBeforeItIsAllocated()
    {
        ParameterShape[] shapes = [new("small", [10]), new("large", [1 << 20, 1 << 12])];
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => new ParameterStore(shapes));
        StringAssert.Contains(error.Message, "large");
    }
}
