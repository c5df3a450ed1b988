using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class TransformTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _data;

    public TransformTests() => _data = _ml.Data.LoadFromEnumerable(Row.Some);

    [TestMethod]
    public void ACopyKeepsTypeAndAnnotations()
    {
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_ml.Transforms.CopyColumns("Copy", "Key")).Fit(_data).Transform(_data);
        Assert.AreEqual(keyed.Schema["Key"].Type, keyed.Schema["Copy"].Type);
        CollectionAssert.AreEqual(new[] { "p", "q", "r" }, Cursor.KeyValues(keyed.Schema["Copy"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.CopyColumns("Copy", "None").Fit(_data));
    }

    [TestMethod]
    public void ConcatenatingMakesAVectorWithNamedSlots()
    {
        var joined = Concatenate("X", "V", "Y");
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 4), joined.Schema["Out"].Type);
        CollectionAssert.AreEqual(new float[] { 1, 10, 20, 2 }, Cursor.Column<float[]>(joined, "Out")[0]);
        CollectionAssert.AreEqual(new[] { "X", "", "", "Y" }, Cursor.SlotNames(joined.Schema["Out"]));
        var again = _ml.Transforms.Concatenate("Twice", "Out", "X").Fit(joined).Transform(joined);
        CollectionAssert.AreEqual(new[] { "Out.X", "", "", "Out.Y", "X" }, Cursor.SlotNames(again.Schema["Twice"]));
    }

    [TestMethod]
    public void ConcatenatingAVaryingVectorMakesOne()
    {
        var joined = Concatenate("X", "Varying");
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single), joined.Schema["Out"].Type);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, Cursor.Column<float[]>(joined, "Out").Select(row => row.Length).ToArray());
        Assert.IsFalse(joined.Schema["Out"].HasSlotNames());
    }

    [TestMethod]
    public void ConcatenatingOneVectorKeepsItsType()
    {
        Assert.AreEqual(_data.Schema["Grid"].Type, Concatenate("Grid").Schema["Out"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 1), Concatenate("X").Schema["Out"].Type);
    }

    [TestMethod]
    public void OnlyColumnsOfOneTypeAreConcatenated()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Concatenate("X", "Name"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Concatenate("X", "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("Out"));
        var chain = _ml.Transforms.CopyColumns("C", "X").Append(_ml.Transforms.Concatenate("Out", "C", "Name"));
        Assert.ThrowsExactly<InvalidOperationException>(() => chain.Fit(_data));
    }

    [TestMethod]
    public void NormalizingStretchesByTheGreatestMagnitude()
    {
        var scaled = Normalize("X", fixZero: true);
        CollectionAssert.AreEqual(new float[] { 0.25f, -1, 0.5f }, Cursor.Column<float>(scaled, "Out"));
        Assert.IsTrue(scaled.Schema["Out"].IsNormalized());
    }

    [TestMethod]
    public void NormalizingMayAlsoShift()
        => CollectionAssert.AreEqual(new float[] { 5 * (1 / 6f), 0, 1 }, Cursor.Column<float>(Normalize("X", fixZero: false), "Out"));

    [TestMethod]
    public void EachSlotIsNormalizedForItself()
    {
        var rows = Cursor.Column<float[]>(Normalize("V", fixZero: true), "Out");
        CollectionAssert.AreEqual(new[] { 10 / 30f, 0 }, rows[0]);
        CollectionAssert.AreEqual(new[] { 1f, 0 }, rows[2]);
    }

    [TestMethod]
    public void OnlySinglesOfKnownSizeAreNormalized()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Normalize("None", fixZero: true));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Normalize("Name", fixZero: true));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Normalize("Varying", fixZero: true));
    }

    private IDataView Concatenate(params string[] columns) => _ml.Transforms.Concatenate("Out", columns).Fit(_data).Transform(_data);

    private IDataView Normalize(string column, bool fixZero)
        => _ml.Transforms.NormalizeMinMax("Out", column, fixZero: fixZero).Fit(_data).Transform(_data);

    public sealed class Row
    {
        public float X { get; set; }
        public float Y { get; set; }
        public string Name { get; set; } = "";
        [VectorType(2)]
        public float[] V { get; set; } = [];
        [VectorType(1, 2)]
        public float[] Grid { get; set; } = [0, 0];
        public float[] Varying { get; set; } = [];

        public static Row[] Some =>
        [
            new() { X = 1, Y = 2, Name = "p", V = [10, 20], Varying = [] },
            new() { X = -4, Y = float.NaN, Name = "q", V = [20, 20], Varying = [1] },
            new() { X = 2, Y = 2, Name = "r", V = [30, 20], Varying = [1, 2] },
        ];
    }
}
