using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class ChainTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void AChainFitsEachEstimatorToWhatTheOneBeforeMakes()
    {
        var data = _ml.Data.LoadFromEnumerable(Row.Some);
        var chain = _ml.Transforms.Conversion.MapValueToKey("Key", "Text")
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Append(_ml.Transforms.CopyColumns("Copy", "Back"));
        var model = chain.Fit(data);
        Assert.AreEqual(3, model.Count());
        Assert.AreSame(model.Last(), model.LastTransformer);
        CollectionAssert.AreEqual(new[] { "b", "a", "b" }, Cursor.Column<string>(model.Transform(data), "Copy"));
        CollectionAssert.AreEqual(new[] { "Text", "Number", "Key", "Back", "Copy" },
            model.GetOutputSchema(data.Schema).Select(column => column.Name).ToArray());
    }

    [TestMethod]
    public void AChainKnowsItsLastEstimator()
    {
        IEstimator<ITransformer> copy = _ml.Transforms.CopyColumns("Copy", "Text");
        EstimatorChain<ITransformer> chain = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(copy);
        Assert.AreSame(copy, chain.LastEstimator);
        var outer = _ml.Transforms.CopyColumns("Again", "Text").Append(chain);
        Assert.AreSame(chain, outer.LastEstimator);
        Assert.IsNull(new EstimatorChain<ITransformer>().LastEstimator);
    }

    [TestMethod]
    public void AWrongColumnIsFoundBeforeAnyFitting()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Row.Some, () => read++));
        var chain = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.CopyColumns("Copy", "None"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => chain.Fit(data));
        Assert.AreEqual(0, read);
    }

    [TestMethod]
    public void TransformAndOutputSchemaCheckTheInputToo()
    {
        var model = _ml.Transforms.CopyColumns("Copy", "Text").Append(_ml.Transforms.CopyColumns("C", "Copy")).Fit(_ml.Data.LoadFromEnumerable(Row.Some));
        var other = _ml.Data.LoadFromEnumerable(new[] { new { Other = 1f } });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.GetOutputSchema(other.Schema));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.Transform(other));
    }

    [TestMethod]
    public void AnAddedColumnHidesOneOfItsNameAndStandsBehindIt()
    {
        var data = _ml.Data.LoadFromEnumerable(Row.Some);
        var schema = _ml.Transforms.Conversion.MapValueToKey("Text").Fit(data).GetOutputSchema(data.Schema);
        CollectionAssert.AreEqual(new[] { "Text", "Text", "Number" }, schema.Select(column => column.Name).ToArray());
        Assert.IsTrue(schema[0].IsHidden);
        Assert.IsInstanceOfType<KeyDataViewType>(schema["Text"].Type);
    }

    [TestMethod]
    public void ACacheCheckpointReadsTheSourceOnce()
    {
        int read = 0;
        var data = _ml.Data.LoadFromEnumerable(Cursor.Watched(Row.Some, () => read++));
        var chain = _ml.Transforms.CopyColumns("Copy", "Text").AppendCacheCheckpoint(_ml)
            .Append(_ml.Transforms.Conversion.MapValueToKey("Key", "Copy")).Append(_ml.Transforms.Conversion.MapValueToKey("Again", "Copy"));
        chain.Fit(data);
        Assert.AreEqual(3, read);
        Assert.ThrowsExactly<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_ml));
    }

    [TestMethod]
    public void AnEmptyChainChangesNothing()
    {
        var data = _ml.Data.LoadFromEnumerable(Row.Some);
        var model = new EstimatorChain<ITransformer>().Fit(data);
        Assert.AreEqual(0, model.Count());
        Assert.AreEqual(data.Schema.Count, model.Transform(data).Schema.Count);
    }

    [TestMethod]
    public void TransformersAreAppendedToTransformers()
    {
        var data = _ml.Data.LoadFromEnumerable(Row.Some);
        ITransformer first = _ml.Transforms.CopyColumns("A", "Text").Fit(data);
        var second = _ml.Transforms.CopyColumns("B", "Number").Fit(data);
        var both = first.Append(second);
        Assert.AreSame(second, both.LastTransformer);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, Cursor.Column<float>(both.Transform(data), "B"));
    }

    [TestMethod]
    public void AChainTellsItsScopes()
    {
        ITransformer part = _ml.Transforms.CopyColumns("A", "Text").Fit(_ml.Data.LoadFromEnumerable(Row.Some));
        TransformerScope[] scopes = [TransformerScope.TrainTest, TransformerScope.Scoring];
        var chain = new TransformerChain<ITransformer>([part, part], scopes);
        var accessor = chain.GetType().GetInterface("ITransformerChainAccessor")!;
        CollectionAssert.AreEqual(scopes, (TransformerScope[])accessor.GetProperty("Scopes")!.GetValue(chain)!);
        Assert.IsTrue(((ITransformer)chain).IsRowToRowMapper, "As row mappers all are used, whatever their scope.");
    }

    [TestMethod]
    public void AChainOfRowMappersIsOne()
    {
        var data = _ml.Data.LoadFromEnumerable(Row.Some);
        ITransformer model = _ml.Transforms.CopyColumns("A", "Text").Append(_ml.Transforms.CopyColumns("B", "A")).Fit(data);
        Assert.IsTrue(model.IsRowToRowMapper);
        var mapper = model.GetRowToRowMapper(data.Schema);
        var needed = mapper.GetDependencies([mapper.OutputSchema["B"]]);
        Assert.AreEqual("Text", needed.Single().Name);
        using var cursor = data.GetRowCursor(data.Schema);
        using var row = mapper.GetRow(cursor, [mapper.OutputSchema["B"]]);
        cursor.MoveNext();
        Assert.AreEqual("b", Cursor.Value<ReadOnlyMemory<char>>(row, mapper.OutputSchema["B"]).ToString());
    }

    [TestMethod]
    public void AShapeIsMadeOfASchema()
    {
        var create = typeof(SchemaShape).GetMethod("Create", BindingFlags.NonPublic | BindingFlags.Static)!;
        var data = _ml.Data.LoadFromEnumerable(Row.Some);
        var keyed = _ml.Transforms.Conversion.MapValueToKey("Text").Fit(data).Transform(data);
        var shape = (SchemaShape)create.Invoke(null, [keyed.Schema])!;
        var text = shape.Single(column => column.Name == "Text");
        Assert.IsTrue(text.IsKey);
        Assert.AreEqual(NumberDataViewType.UInt32, text.ItemType);
        Assert.AreEqual(SchemaShape.Column.VectorKind.Scalar, text.Kind);
        var values = text.Annotations.Single(column => column.Name == "KeyValues");
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, values.Kind);
        Assert.AreEqual(TextDataViewType.Instance, values.ItemType);
        Assert.AreEqual(2, shape.Count, "The hidden column has no shape.");
    }

    [TestMethod]
    public void AShapesColumnHasAnInternalConstructorOfFiveArguments()
    {
        var constructor = typeof(SchemaShape.Column).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single();
        var kind = SchemaShape.Column.VectorKind.VariableVector;
        var column = (SchemaShape.Column)constructor.Invoke(["A", kind, NumberDataViewType.UInt32, true, null]);
        Assert.AreEqual("A", column.Name);
        Assert.AreEqual(kind, column.Kind);
        Assert.IsTrue(column.IsKey);
        Assert.AreEqual(0, column.Annotations.Count);
        var fault = Assert.ThrowsExactly<TargetInvocationException>(() => constructor.Invoke(["A", kind, NumberDataViewType.Single, true, null]));
        Assert.IsInstanceOfType<ArgumentOutOfRangeException>(fault.InnerException);
    }

    public sealed class Row
    {
        public string Text { get; set; } = "";
        public float Number { get; set; }

        public static Row[] Some => [new() { Text = "b", Number = 1 }, new() { Text = "a", Number = 2 }, new() { Text = "b", Number = 3 }];
    }
}
