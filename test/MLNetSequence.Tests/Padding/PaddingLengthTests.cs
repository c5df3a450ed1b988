using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Padding;

/// <summary>Without a length it is that of the longest sequence seen at Fit.</summary>
[TestClass]
public class PaddingLengthTests
{
    private static readonly VectorDataViewType Ints = new(NumberDataViewType.Int32);
    private static readonly VectorDataViewType Pairs = new(NumberDataViewType.Int32, 0, 2);

    [TestMethod]
    public void ItIsTheLongestSequences()
    {
        SequencePaddingTransformer padding = Padded.Estimator().Fit(Padded.Rows<int>(Ints, [], [1, 2, 3], [4]));
        Assert.AreEqual(3, padding.Length);
        SequencePaddingTransformer ofPairs = Padded.Estimator().Fit(Padded.Rows<int>(Pairs, [], [1, 2, 3, 4], [5, 6]));
        Assert.AreEqual(2, ofPairs.Length, "Steps, not items.");
        SequencePaddingTransformer ofSparse = Padded.Estimator().Fit(Padded.SparseRows<int>(Ints, [0, 0, 0, 0], [1, 2]));
        Assert.AreEqual(4, ofSparse.Length);
    }

    [TestMethod]
    [DataRow(SequenceEnd.Pre, "2 3 4")]
    [DataRow(SequenceEnd.Post, "1 2 3")]
    public void WhatComesLaterAndIsLongerIsCut(SequenceEnd truncating, string expected)
    {
        ITransformer padding = Padded.Estimator(o => o.Truncating = truncating).Fit(Padded.Rows<int>(Ints, [7, 8, 9]));
        Table later = Padded.Rows<int>(Ints, [1, 2, 3, 4]);
        CollectionAssert.AreEqual(new[] { expected }, Padded.Read<int>(padding.Transform(later), "Out"));
        CollectionAssert.AreEqual(
            new[] { expected }, Padded.Read<int>(ModelFile.Reload(padding, later.Schema).Transform(later), "Out"));
    }

    [TestMethod]
    public void WithoutAnyStepThereIsNoLength()
    {
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Padded.Estimator().Fit(Padded.Rows<int>(Ints, [], [])));
        StringAssert.Contains(error.Message, "no step in column 'In', in none of its 2 rows");
        error = Assert.ThrowsExactly<InvalidOperationException>(() => Padded.Estimator().Fit(Padded.Rows<int>(Ints)));
        StringAssert.Contains(error.Message, "no rows");
        Assert.AreEqual("0 0", Padded.Numbers<int>(Padded.Rows<int>(Ints, [[]]), o => o.Length = 2).Single());
    }

    [TestMethod]
    public void WhatBreaksWhileItIsReadIsNotHidden()
    {
        var data = new BreakingView(Padded.Rows<int>(Ints, [1], [2]), brokenRow: 1);
        Assert.ThrowsExactly<IOException>(() => Padded.Estimator().Fit(data));
        Padded.Estimator(o => o.Length = 2).Fit(data);
    }

    [TestMethod]
    public void OnlyTheSequencesAreReadAndOnlyWithoutALength()
    {
        Table data = Padded.Rows<int>(Ints, [1], [2]).AddText("Text", "a", "b");
        Padded.Estimator(o => o.Length = 2).Fit(data);
        Assert.AreEqual(0, data.Opened);
        Padded.Estimator().Fit(data);
        Assert.AreEqual(1, data.Opened);
        CollectionAssert.AreEqual(new[] { "In" }, data.Asked);
    }
}
