using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using static MLNetSequence.Tests.Inputs.ReadInputs;

namespace MLNetSequence.Tests.Inputs;

/// <summary>What a network gets of columns of tokens.</summary>
[TestClass]
public class TokenInputTests
{
    private static readonly string[] Words = ["a", "b", "c"];

    [TestMethod]
    public void MissingTokensAreLeftOutWhereverTheyStand() =>
        AreRead(["2: 1 2||", "1: 3||", "1: 3||", "3: 1 2 3||"], [0, 1, 0, 0, 2, 0], [3, 0], [0, 3], [1, 2, 3]);

    [TestMethod]
    public void ASequenceMayBeEmptyOrOfPaddingAlone() => AreRead(["0: ||", "0: ||", "1: 2||"], [], [0, 0, 0], [2]);

    [TestMethod]
    public void AKeyPastTheVocabularyIsMissing() => AreRead(["2: 1 3||"], [1, 4, uint.MaxValue, 3]);

    /// <summary>A step is there where any of its tokens is; one that is missing beside it is token 0.</summary>
    [TestMethod]
    public void AStepOfSeveralColumnsIsPaddingWhereAllAre()
    {
        Table data = new Table().AddTokens("X", Words, [1, 0, 2, 0]).AddTokens("Y", Words, [0, 0, 1, 3]);
        CollectionAssert.AreEqual(new[] { "3: 1 2 0/0 1 3||" }, Lines(data, ["X", "Y"]));
        CollectionAssert.AreEqual(new[] { "3: 0 1 3/1 2 0||" }, Lines(data, ["Y", "X"]));
    }

    [TestMethod]
    public void SparseVectorsAreReadAsTheyAre()
    {
        Table data = new Table().AddVectors(
            "X", new VectorDataViewType(new KeyDataViewType(typeof(uint), 3)), null,
            new VBuffer<uint>(6, 2, [3, 1], [1, 4]), new VBuffer<uint>(4, 0, [], []), new VBuffer<uint>(3, [1, 2, 3]));
        CollectionAssert.AreEqual(new[] { "2: 3 1||", "0: ||", "3: 1 2 3||" }, Lines(data, ["X"]));
    }

    [TestMethod]
    public void VectorsOfKnownSizeAreReadAsOthers()
    {
        Table data = new Table().AddVectors(
            "X", new VectorDataViewType(new KeyDataViewType(typeof(uint), 3), 3), null,
            new VBuffer<uint>(3, [1, 0, 2]), new VBuffer<uint>(3, 1, [3], [2]));
        CollectionAssert.AreEqual(new[] { "2: 1 2||", "1: 3||" }, Lines(data, ["X"]));
    }

    [TestMethod]
    public void ColumnsThatDifferInTheirStepsAreNamed()
    {
        Table data = new Table().AddTokens("X", Words, [1], [1, 2, 3]).AddTokens("Y", Words, [1], [1, 2]);
        IsRefused(data, ["X", "Y"], ["Row 2", "3 steps in column 'X'", "2 in column 'Y'"]);
    }

    /// <summary>Padding counts as steps: what stands side by side belongs together.</summary>
    [TestMethod]
    public void ColumnsThatDifferInTheirPaddingAreRefused()
    {
        Table data = new Table().AddTokens("X", Words, [1, 2, 0]).AddTokens("Y", Words, [1, 2]);
        IsRefused(data, ["X", "Y"], ["Row 1", "'X'", "'Y'"]);
    }

    private static void AreRead(string[] expected, params uint[][] rows) =>
        CollectionAssert.AreEqual(expected, Lines(new Table().AddTokens("X", Words, rows), ["X"]));
}
