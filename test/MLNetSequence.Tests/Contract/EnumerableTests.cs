using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class EnumerableTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void MembersBecomeColumnsOfTheirTypes()
    {
        var schema = _ml.Data.LoadFromEnumerable(new[] { new Everything() }).Schema;
        Assert.AreEqual(NumberDataViewType.Single, schema["F"].Type);
        Assert.AreEqual(NumberDataViewType.Double, schema["D"].Type);
        Assert.AreEqual(NumberDataViewType.Int64, schema["L"].Type);
        Assert.AreEqual(BooleanDataViewType.Instance, schema["B"].Type);
        Assert.AreEqual(TextDataViewType.Instance, schema["S"].Type);
        Assert.AreEqual(DateTimeDataViewType.Instance, schema["When"].Type);
        Assert.AreEqual(new KeyDataViewType(typeof(uint), 3), schema["K"].Type);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2, 2), schema["Fixed"].Type);
        Assert.AreEqual(new VectorDataViewType(TextDataViewType.Instance), schema["Words"].Type);
        Assert.AreEqual(NumberDataViewType.Int32, schema["Renamed"].Type);
        Assert.IsNull(schema.GetColumnOrNull("Ignored"));
    }

    [TestMethod]
    public void ValuesGoInAndComeOut()
    {
        var row = new Everything
        {
            F = 1.5f,
            D = 2.5,
            L = -3,
            B = true,
            S = "text",
            When = new DateTime(2020, 2, 3),
            K = 2,
            I = 7,
            Fixed = [1, 2, 3, 4],
            Words = ["a", "b"],
            Buffer = new VBuffer<double>(3, 1, [8], [2]),
        };
        var back = _ml.Data.CreateEnumerable<Everything>(_ml.Data.LoadFromEnumerable([row]), reuseRowObject: false).Single();
        Assert.AreEqual(1.5f, back.F);
        Assert.AreEqual(2.5, back.D);
        Assert.AreEqual(-3, back.L);
        Assert.IsTrue(back.B);
        Assert.AreEqual("text", back.S);
        Assert.AreEqual(row.When, back.When);
        Assert.AreEqual(7, back.I);
        CollectionAssert.AreEqual(row.Fixed, back.Fixed);
        CollectionAssert.AreEqual(row.Words, back.Words);
        CollectionAssert.AreEqual(new double[] { 0, 0, 8 }, back.Buffer.DenseValues().ToArray());
        Assert.AreEqual(3u, back.K, "A key member counts from 0; what comes out is the raw key, from 1.");
    }

    [TestMethod]
    public void AKeyOutOfRangeIsMissing()
    {
        var data = _ml.Data.LoadFromEnumerable(new Everything[] { new() { K = 0 }, new() { K = 2 }, new() { K = 3 } });
        CollectionAssert.AreEqual(new uint[] { 1, 3, 0 }, Cursor.Column<uint>(data, "K"));
    }

    [TestMethod]
    public void NullTextsAndVectorsAreEmpty()
    {
        var data = _ml.Data.LoadFromEnumerable(new[] { new Everything { S = null, Words = null, Fixed = null } });
        Assert.AreEqual("", Cursor.Column<string>(data, "S").Single());
        Assert.AreEqual(0, Cursor.Column<string[]>(data, "Words").Single().Length);
        Assert.AreEqual(0, Cursor.Column<float[]>(data, "Fixed").Single().Length);
    }

    [TestMethod]
    public void ASchemaDefinitionSetsSizesAndNamesAtRunTime()
    {
        var definition = SchemaDefinition.Create(typeof(Series));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 3);
        definition["Values"].ColumnName = "X";
        var data = _ml.Data.LoadFromEnumerable([new Series { Values = [1, 2, 3] }], definition);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 3), data.Schema["X"].Type);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, Cursor.Column<float[]>(data, "X").Single());
    }

    [TestMethod]
    public void ADefinitionThatDoesNotFitIsRefused()
    {
        var definition = SchemaDefinition.Create(typeof(Series));
        definition["Values"].ColumnType = NumberDataViewType.Single;
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Series>(), definition));
        definition["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Double, 3);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Series>(), definition));
    }

    [TestMethod]
    public void ASchemaGivesTheMembersItsTypes()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Values", new VectorDataViewType(NumberDataViewType.Single, 2));
        var data = _ml.Data.LoadFromEnumerable([new Series { Values = [1, 2] }], builder.ToSchema());
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), data.Schema["Values"].Type);
        builder.AddColumn("Nowhere", NumberDataViewType.Single);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Series>(), builder.ToSchema()));
    }

    [TestMethod]
    public void ATypeThatIsNoColumnIsRefused()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.LoadFromEnumerable(Array.Empty<Unsupported>()));

    [TestMethod]
    public void AMissingColumnIsRefusedOrIgnored()
    {
        var data = _ml.Data.LoadFromEnumerable([new Series { Values = [1] }]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.CreateEnumerable<Other>(data, reuseRowObject: false));
        var row = _ml.Data.CreateEnumerable<Other>(data, reuseRowObject: false, ignoreMissingColumns: true).Single();
        Assert.AreEqual(0f, row.Absent);
    }

    [TestMethod]
    public void AColumnOfAnotherTypeIsRefused()
    {
        var data = _ml.Data.LoadFromEnumerable([new Series { Values = [1] }]);
        Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Data.CreateEnumerable<WrongSeries>(data, reuseRowObject: false));
    }

    [TestMethod]
    public void ARowObjectIsReusedOnRequest()
    {
        var data = _ml.Data.LoadFromEnumerable(new Series[] { new() { Values = [1] }, new() { Values = [2] } });
        Assert.AreEqual(1, _ml.Data.CreateEnumerable<Series>(data, reuseRowObject: true).Distinct().Count());
        Assert.AreEqual(2, _ml.Data.CreateEnumerable<Series>(data, reuseRowObject: false).Distinct().Count());
    }

    [TestMethod]
    public void ANullRowIsRefused()
    {
        var data = _ml.Data.LoadFromEnumerable(new Series[] { null! });
        Assert.ThrowsExactly<InvalidOperationException>(() => Cursor.Column<float[]>(data, "Values"));
    }

    public sealed class Everything
    {
        public double D { get; set; }
        public long L { get; set; }
        public bool B { get; set; }
        public string? S { get; set; } = "";
        public DateTime When { get; set; }
        [KeyType(3)]
        public uint K { get; set; }
        [ColumnName("Renamed")]
        public int I { get; set; }
        [VectorType(2, 2)]
        public float[]? Fixed { get; set; } = [0, 0, 0, 0];
        public string[]? Words { get; set; } = [];
        public VBuffer<double> Buffer { get; set; }
        [NoColumn]
        public object? Ignored { get; set; }

        public float F;
    }

    public sealed class Series
    {
        public float[] Values { get; set; } = [];
    }

    public sealed class WrongSeries
    {
        public double[] Values { get; set; } = [];
    }

    public sealed class Other
    {
        public float Absent { get; set; }
    }

    public sealed class Unsupported
    {
        public Version? Member { get; set; }
    }
}
