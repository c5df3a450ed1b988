using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class VBufferTests
{
    private static readonly VBuffer<float> Dense = new(3, [1, 2, 3, 99]);
    private static readonly VBuffer<float> Sparse = new(6, 2, [5, 7, 99], [1, 4, 99]);

    [TestMethod]
    public void ADenseVectorUsesTheFrontOfItsArray()
    {
        Assert.IsTrue(Dense.IsDense);
        Assert.AreEqual(3, Dense.Length);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, Dense.GetValues().ToArray());
        Assert.AreEqual(0, Dense.GetIndices().Length);
    }

    [TestMethod]
    public void ASparseVectorIsZeroWhereNothingIsGiven()
    {
        Assert.IsFalse(Sparse.IsDense);
        CollectionAssert.AreEqual(new float[] { 5, 7 }, Sparse.GetValues().ToArray());
        CollectionAssert.AreEqual(new[] { 1, 4 }, Sparse.GetIndices().ToArray());
        CollectionAssert.AreEqual(new float[] { 0, 5, 0, 0, 7, 0 }, Sparse.DenseValues().ToArray());
        Assert.AreEqual(7f, Sparse.GetItemOrDefault(4));
        Assert.AreEqual(0f, Sparse.GetItemOrDefault(5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sparse.GetItemOrDefault(6));
    }

    [TestMethod]
    public void ItemsAreThoseGivenOrAll()
    {
        CollectionAssert.AreEqual(new[] { 1, 4 }, Sparse.Items().Select(item => item.Key).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4, 5 }, Sparse.Items(all: true).Select(item => item.Key).ToArray());
        CollectionAssert.AreEqual(new float[] { 0, 5, 0, 0, 7, 0 }, Sparse.Items(all: true).Select(item => item.Value).ToArray());
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, Dense.Items().Select(item => item.Value).ToArray());
    }

    [TestMethod]
    public void CopyingKeepsSparsityAndCopyingToDenseDoesNot()
    {
        var copy = default(VBuffer<float>);
        Sparse.CopyTo(ref copy);
        Assert.IsFalse(copy.IsDense);
        Sparse.CopyToDense(ref copy);
        Assert.IsTrue(copy.IsDense);
        CollectionAssert.AreEqual(new float[] { 0, 5, 0, 0, 7, 0 }, copy.GetValues().ToArray());
    }

    [TestMethod]
    public void ASpanIsFilledFromAnIndexOn()
    {
        var span = new float[] { 9, 9, 9, 9, 9, 9, 9, 9 };
        Sparse.CopyTo(span, 1);
        CollectionAssert.AreEqual(new float[] { 9, 0, 5, 0, 0, 7, 0, 9 }, span);
        Sparse.CopyTo(span, 0, -1);
        CollectionAssert.AreEqual(new float[] { -1, 5, -1, -1, 7, -1, 0, 9 }, span);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sparse.CopyTo(new float[5]));
    }

    [TestMethod]
    public void ACopyReusesArraysThatAreLargeEnough()
    {
        var target = new VBuffer<float>(8, new float[8]);
        var all = target.GetValues();
        Dense.CopyTo(ref target);
        Assert.AreEqual(3, target.Length);
        Assert.IsTrue(all[..3] == target.GetValues(), "The same memory, not just the same values.");
    }

    [TestMethod]
    public void AnEditorWritesDenseAndSparse()
    {
        var vector = default(VBuffer<float>);
        var dense = VBufferEditor.Create(ref vector, 2);
        dense.Values[0] = 1;
        dense.Values[1] = 2;
        vector = dense.Commit();
        CollectionAssert.AreEqual(new float[] { 1, 2 }, vector.DenseValues().ToArray());

        var sparse = VBufferEditor.Create(ref vector, 10, 2);
        sparse.Values[0] = 3;
        sparse.Values[1] = 4;
        sparse.Indices[0] = 5;
        sparse.Indices[1] = 9;
        vector = sparse.CommitTruncated(1);
        Assert.AreEqual(10, vector.Length);
        Assert.AreEqual(3f, vector.GetItemOrDefault(5));
        Assert.AreEqual(0f, vector.GetItemOrDefault(9));
    }

    [TestMethod]
    public void AnEditorMayKeepWhatWasThere()
    {
        var vector = new VBuffer<float>(2, [1, 2]);
        var editor = VBufferEditor.Create(ref vector, 3, keepOldOnResize: true);
        editor.Values[2] = 3;
        vector = editor.Commit();
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, vector.DenseValues().ToArray());
    }

    [TestMethod]
    public void WrongSizesAreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, [1, 2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(3, 2, [1, 2], [0]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<float>(-1, []));
        var empty = new VBuffer<float>(0, null);
        Assert.IsTrue(empty.IsDense);
    }
}
