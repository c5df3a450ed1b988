using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class KeyMappingTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void KeysFollowTheOrderOfAppearance()
    {
        var keyed = Map(Texts("b", "a", "b", "", "c"), "Text");
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), keyed.Schema["Key"].Type);
        CollectionAssert.AreEqual(new uint[] { 1, 2, 1, 0, 3 }, Cursor.Column<uint>(keyed, "Key"));
        Assert.IsTrue(keyed.Schema["Key"].HasKeyValues());
        CollectionAssert.AreEqual(new[] { "b", "a", "c" }, Cursor.KeyValues(keyed.Schema["Key"]));
    }

    [TestMethod]
    public void KeysMayFollowTheOrderOfValues()
    {
        var keyed = Map(Texts("b", "a", "B", "c"), "Text", order: ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
        CollectionAssert.AreEqual(new[] { "B", "a", "b", "c" }, Cursor.KeyValues(keyed.Schema["Key"]));
        CollectionAssert.AreEqual(new uint[] { 3, 2, 1, 4 }, Cursor.Column<uint>(keyed, "Key"));
    }

    [TestMethod]
    public void AMaximumKeepsTheFirstValues()
    {
        var keyed = Map(Texts("b", "a", "c"), "Text", maximum: 2);
        CollectionAssert.AreEqual(new uint[] { 1, 2, 0 }, Cursor.Column<uint>(keyed, "Key"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Map(Texts("b"), "Text", maximum: 0));
    }

    [TestMethod]
    public void UnknownValuesAreMissing()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(Texts("a", "b"));
        CollectionAssert.AreEqual(new uint[] { 2, 0 }, Cursor.Column<uint>(model.Transform(Texts("b", "z")), "Key"));
    }

    [TestMethod]
    public void NumbersAndTruthsAreMappedToo()
    {
        var data = _ml.Data.LoadFromEnumerable(new Mixed[] { new() { Number = 3, Truth = true }, new() { Number = float.NaN }, new() { Number = 1 } });
        var numbers = Map(data, "Number");
        CollectionAssert.AreEqual(new uint[] { 1, 0, 2 }, Cursor.Column<uint>(numbers, "Key"));
        Assert.IsTrue(numbers.Schema["Key"].HasKeyValues(NumberDataViewType.Single));
        Assert.IsFalse(numbers.Schema["Key"].HasKeyValues());
        CollectionAssert.AreEqual(new uint[] { 1, 2, 2 }, Cursor.Column<uint>(Map(data, "Truth"), "Key"));
    }

    [TestMethod]
    public void KeyValuesMayBeAskedForAsText()
    {
        var data = _ml.Data.LoadFromEnumerable(new Mixed[] { new() { Number = 1.5f }, new() { Number = -2 } });
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Number", addKeyValueAnnotationsAsText: true).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "1.5", "-2" }, Cursor.KeyValues(keyed.Schema["Key"]));
    }

    [TestMethod]
    public void EverySlotOfAVectorIsMapped()
    {
        var data = _ml.Data.LoadFromEnumerable(new Mixed[] { new() { Words = ["b", "a"] }, new() { Words = ["c", "", "a"] }, new() { Words = [] } });
        var keyed = Map(data, "Words");
        Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 3)), keyed.Schema["Key"].Type);
        var rows = Cursor.Column<uint[]>(keyed, "Key");
        CollectionAssert.AreEqual(new uint[] { 1, 2 }, rows[0]);
        CollectionAssert.AreEqual(new uint[] { 3, 0, 2 }, rows[1]);
        Assert.AreEqual(0, rows[2].Length);
    }

    [TestMethod]
    public void KeysMayBeGiven()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: Texts("z", "a")).Fit(Texts("a", "b")).Transform(Texts("a", "b", "z"));
        CollectionAssert.AreEqual(new uint[] { 2, 0, 1 }, Cursor.Column<uint>(keyed, "Key"));
        var numbers = _ml.Data.LoadFromEnumerable(new[] { new { X = 1f } });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: numbers).Fit(Texts("a")));
    }

    [TestMethod]
    public void WithoutAnyValueTheKeyHasOnePlaceAndNoName()
    {
        var keyed = Map(Texts("", ""), "Text");
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 1), keyed.Schema["Key"].Type);
        Assert.IsFalse(keyed.Schema["Key"].HasKeyValues());
    }

    [TestMethod]
    public void KeysAreMappedBackAndMissingOnesToNothing()
    {
        var texts = Texts("b", "", "a");
        CollectionAssert.AreEqual(new[] { "b", "", "a" }, Cursor.Column<string>(Back(Map(texts, "Text")), "Back"));
        var numbers = _ml.Data.LoadFromEnumerable(new Mixed[] { new() { Number = 3 }, new() { Number = float.NaN } });
        CollectionAssert.AreEqual(new[] { 3, float.NaN }, Cursor.Column<float>(Back(Map(numbers, "Number")), "Back"));
    }

    [TestMethod]
    public void VectorsOfKeysAreMappedBack()
    {
        var data = _ml.Data.LoadFromEnumerable(new Mixed[] { new() { Words = ["b", "", "a"] } });
        var back = Back(Map(data, "Words"));
        Assert.AreEqual(new VectorDataViewType(TextDataViewType.Instance), back.Schema["Back"].Type);
        CollectionAssert.AreEqual(new[] { "b", "", "a" }, Cursor.Column<string[]>(back, "Back").Single());
    }

    [TestMethod]
    public void OnlyKeysWithValuesAreMappedBack()
    {
        var texts = Texts("a");
        Assert.ThrowsExactly<InvalidOperationException>(() => Back(Map(Texts(""), "Text")));
        var chain = _ml.Transforms.CopyColumns("Copy", "Text").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Copy"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => chain.Fit(texts));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Map(texts, "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.MapKeyToValue("Back", "None").Fit(texts));
    }

    [TestMethod]
    public void AModelForTextsTakesNoNumbers()
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "X").Fit(_ml.Data.LoadFromEnumerable(new[] { new { X = "a" } }));
        var numbers = _ml.Data.LoadFromEnumerable(new[] { new { X = 1f } });
        Assert.Throws<Exception>(() => model.Transform(numbers));
    }

    private IDataView Map(IDataView data, string column, int maximum = 1000, ValueToKeyMappingEstimator.KeyOrdinality order = default)
        => _ml.Transforms.Conversion.MapValueToKey("Key", column, maximum, order).Fit(data).Transform(data);

    private IDataView Back(IDataView keyed) => _ml.Transforms.Conversion.MapKeyToValue("Back", "Key").Fit(keyed).Transform(keyed);

    private IDataView Texts(params string[] texts) => _ml.Data.LoadFromEnumerable(texts.Select(text => new { Text = text }));

    public sealed class Mixed
    {
        public float Number { get; set; }
        public bool Truth { get; set; }
        public string[] Words { get; set; } = [];
    }
}
