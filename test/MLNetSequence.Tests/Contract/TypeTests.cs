using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class TypeTests
{
    [TestMethod]
    public void SimpleTypesAreSingletonsOfTheirRawType()
    {
        Assert.AreEqual(typeof(float), NumberDataViewType.Single.RawType);
        Assert.AreEqual(typeof(ReadOnlyMemory<char>), TextDataViewType.Instance.RawType);
        Assert.IsFalse(NumberDataViewType.Single.Equals(NumberDataViewType.Double));
        Assert.AreEqual("String", TextDataViewType.Instance.ToString());
        Assert.AreEqual("Single", NumberDataViewType.Single.ToString());
    }

    [TestMethod]
    public void KeysAreEqualByRawTypeAndCount()
    {
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 5ul));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(uint), 6));
        Assert.AreNotEqual(new KeyDataViewType(typeof(uint), 5), new KeyDataViewType(typeof(byte), 5));
        Assert.IsFalse(new KeyDataViewType(typeof(uint), 5).Equals(NumberDataViewType.UInt32));
        Assert.AreEqual("Key<UInt32, 0-4>", new KeyDataViewType(typeof(uint), 5).ToString());
    }

    [TestMethod]
    [DataRow(typeof(int), 5)]
    [DataRow(typeof(uint), 0)]
    [DataRow(typeof(byte), 256)]
    public void AKeyMustBeUnsignedAndFitItsCount(Type type, int count)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new KeyDataViewType(type, (ulong)count));

    [TestMethod]
    public void VectorsAreEqualByItemTypeAndDimensions()
    {
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 2, 3));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 3), new VectorDataViewType(NumberDataViewType.Single, 6));
        Assert.AreNotEqual(new VectorDataViewType(NumberDataViewType.Single, 6), new VectorDataViewType(NumberDataViewType.Double, 6));
        Assert.AreEqual(typeof(VBuffer<float>), new VectorDataViewType(NumberDataViewType.Single, 6).RawType);
    }

    [TestMethod]
    public void AVectorOfADimensionZeroVaries()
    {
        var varying = new VectorDataViewType(NumberDataViewType.Single, 0, 4);
        Assert.IsFalse(varying.IsKnownSize);
        Assert.AreEqual(0, varying.Size);
        CollectionAssert.AreEqual(new[] { 0, 4 }, varying.Dimensions.ToArray());
        Assert.IsFalse(new VectorDataViewType(NumberDataViewType.Single).IsKnownSize);
        Assert.AreEqual(24, new VectorDataViewType(NumberDataViewType.Single, 6, 4).Size);
    }

    [TestMethod]
    public void TypesPrintAsMLNetPrintsThem()
    {
        Assert.AreEqual("Vector<Single, 6>", new VectorDataViewType(NumberDataViewType.Single, 6).ToString());
        Assert.AreEqual("Vector<Single>", new VectorDataViewType(NumberDataViewType.Single).ToString());
        Assert.AreEqual("Vector<Single, *, 4>", new VectorDataViewType(NumberDataViewType.Single, 0, 4).ToString());
    }

    [TestMethod]
    public void AVectorHasNoNegativeDimension()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VectorDataViewType(NumberDataViewType.Single, -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VectorDataViewType(NumberDataViewType.Single, 2, -1));
        Assert.ThrowsExactly<ArgumentNullException>(() => new VectorDataViewType(null!, 2));
    }
}
