using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class SchemaTests
{
    [TestMethod]
    public void TheLastColumnOfANameHidesTheOthers()
    {
        var schema = Schema(("A", NumberDataViewType.Single), ("B", TextDataViewType.Instance), ("A", NumberDataViewType.Int32));
        Assert.AreEqual(3, schema.Count);
        Assert.AreEqual(2, schema["A"].Index);
        Assert.IsTrue(schema[0].IsHidden);
        Assert.IsFalse(schema[1].IsHidden);
        Assert.IsFalse(schema[2].IsHidden);
    }

    [TestMethod]
    public void AMissingColumnIsNullOrThrows()
    {
        var schema = Schema(("A", NumberDataViewType.Single));
        Assert.IsNull(schema.GetColumnOrNull("B"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema["B"]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => schema[1]);
        Assert.ThrowsExactly<ArgumentNullException>(() => schema[""]);
    }

    [TestMethod]
    public void ABuilderTakesColumnsOverWithTheirAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("Kind", NumberDataViewType.Int32, 7);
        var first = new DataViewSchema.Builder();
        first.AddColumn("A", NumberDataViewType.Single, annotations.ToAnnotations());
        var second = new DataViewSchema.Builder();
        second.AddColumns(first.ToSchema());
        second.AddColumns([new DataViewSchema.DetachedColumn("B", TextDataViewType.Instance)]);
        var schema = second.ToSchema();
        int value = 0;
        schema["A"].Annotations.GetValue("Kind", ref value);
        Assert.AreEqual(7, value);
        Assert.AreEqual(0, schema["B"].Annotations.Schema.Count);
    }

    [TestMethod]
    public void AColumnNeedsANameAndAType()
    {
        var builder = new DataViewSchema.Builder();
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.AddColumn("", NumberDataViewType.Single));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.AddColumn("A", null!));
    }

    [TestMethod]
    public void AnAnnotationIsReadOnlyAsItsType()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("Number", NumberDataViewType.Single, 1.5f);
        var annotations = builder.ToAnnotations();
        float number = 0;
        annotations.GetGetter<float>(annotations.Schema["Number"])(ref number);
        Assert.AreEqual(1.5f, number);
        double wrong = 0;
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("Number", ref wrong));
        Assert.ThrowsExactly<InvalidOperationException>(() => annotations.GetValue("None", ref number));
    }

    [TestMethod]
    public void AnAnnotationsGetterMustYieldItsType()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        ValueGetter<int> getter = (ref int value) => value = 1;
        Assert.ThrowsExactly<ArgumentException>(() => builder.Add("A", NumberDataViewType.Single, getter));
    }

    [TestMethod]
    public void AnnotationsAreTakenOverBySelection()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.AddPrimitiveValue("A", NumberDataViewType.Int32, 1);
        builder.AddPrimitiveValue("B", NumberDataViewType.Int32, 2);
        var taken = new DataViewSchema.Annotations.Builder();
        taken.Add(builder.ToAnnotations(), name => name == "B");
        Assert.AreEqual("B", taken.ToAnnotations().Schema.Single().Name);
        Assert.AreEqual(0, DataViewSchema.Annotations.Empty.Schema.Count);
    }

    [TestMethod]
    public void SlotNamesMustFitTheVector()
    {
        var fits = Vector(2, "SlotNames", "a", "b");
        Assert.IsTrue(fits.HasSlotNames());
        CollectionAssert.AreEqual(new[] { "a", "b" }, Cursor.SlotNames(fits));
        Assert.IsFalse(Vector(3, "SlotNames", "a", "b").HasSlotNames());
        Assert.IsFalse(Vector(2, "Other", "a", "b").HasSlotNames());
    }

    [TestMethod]
    public void KeyValuesMustFitTheKey()
    {
        DataViewSchema.Column Key(int count)
        {
            var builder = new DataViewSchema.Builder();
            builder.AddColumn("K", new KeyDataViewType(typeof(uint), count), Text("KeyValues", "x", "y"));
            return builder.ToSchema()["K"];
        }
        Assert.IsTrue(Key(2).HasKeyValues());
        Assert.IsFalse(Key(3).HasKeyValues());
        Assert.IsFalse(Key(2).HasKeyValues(NumberDataViewType.Single));
        CollectionAssert.AreEqual(new[] { "x", "y" }, Cursor.KeyValues(Key(2)));
    }

    [TestMethod]
    public void IsNormalizedIsFalseWithoutTheAnnotation()
        => Assert.IsFalse(Schema(("A", NumberDataViewType.Single))["A"].IsNormalized());

    private static DataViewSchema Schema(params (string Name, DataViewType Type)[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (var (name, type) in columns)
            builder.AddColumn(name, type);
        return builder.ToSchema();
    }

    private static DataViewSchema.Column Vector(int size, string kind, params string[] texts)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("V", new VectorDataViewType(NumberDataViewType.Single, size), Text(kind, texts));
        return builder.ToSchema()["V"];
    }

    private static DataViewSchema.Annotations Text(string kind, params string[] texts)
    {
        var values = Array.ConvertAll(texts, text => text.AsMemory());
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = (ref VBuffer<ReadOnlyMemory<char>> value)
            => value = new VBuffer<ReadOnlyMemory<char>>(values.Length, values);
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(kind, new VectorDataViewType(TextDataViewType.Instance, values.Length), getter);
        return builder.ToAnnotations();
    }
}
