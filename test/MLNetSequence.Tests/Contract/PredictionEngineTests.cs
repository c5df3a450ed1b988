using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNetSequence.Tests.Contract;

[TestClass]
[TestCategory("MLNetContract")]
public class PredictionEngineTests
{
    private readonly MLContext _ml = new(1);
    private readonly IDataView _data;
    private readonly ITransformer _model;

    public PredictionEngineTests()
    {
        _data = _ml.Data.LoadFromEnumerable(new Input[] { new() { Name = "p", Values = [1, 2] }, new() { Name = "q", Values = [4, 3] } });
        _model = _ml.Transforms.Conversion.MapValueToKey("Key", "Name").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Append(_ml.Transforms.CopyColumns("Copy", "Values")).Fit(_data);
    }

    [TestMethod]
    public void ItPredictsOneObjectAfterAnother()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(_model);
        var first = engine.Predict(new Input { Name = "q", Values = [1, 2, 3] });
        Assert.AreEqual(2u, first.Key);
        Assert.AreEqual("q", first.Back);
        CollectionAssert.AreEqual(new float[] { 1, 2, 3 }, first.Copy);
        var second = engine.Predict(new Input { Name = "z", Values = [] });
        Assert.AreEqual(0u, second.Key);
        Assert.AreEqual("", second.Back);
        Assert.AreEqual(0, second.Copy.Length);
        Assert.AreEqual(3, first.Copy.Length, "A later prediction leaves an earlier one alone.");
    }

    [TestMethod]
    public void ItFillsAnObjectGivenToIt()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(_model);
        var output = new Output { Copy = new float[2] };
        float[] array = output.Copy;
        engine.Predict(new Input { Name = "p", Values = [7, 8] }, ref output);
        Assert.AreSame(array, output.Copy, "An array of the right length is used again.");
        CollectionAssert.AreEqual(new float[] { 7, 8 }, array);
        Output none = null!;
        engine.Predict(new Input { Name = "p" }, ref none);
        Assert.AreEqual(1u, none.Key);
    }

    [TestMethod]
    public void MissingOutputColumnsAreIgnoredUnlessAskedFor()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, More>(_model);
        Assert.AreEqual(5f, engine.Predict(new Input { Name = "p" }).Nowhere);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Input, More>(_model, ignoreMissingColumns: false));
    }

    [TestMethod]
    public void MissingInputColumnsAreNot()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Output, Output>(_model));

    [TestMethod]
    public void AnOutputOfAnotherTypeIsRefused()
        => Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.CreatePredictionEngine<Input, Wrong>(_model));

    [TestMethod]
    public void AnInputSchemaGivesTheMembersItsTypes()
    {
        using var stream = new MemoryStream();
        var sized = SchemaDefinition.Create(typeof(Input));
        sized["Values"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        var data = _ml.Data.LoadFromEnumerable(new Input[] { new() { Name = "p", Values = [1, 2] } }, sized);
        ITransformer model = _ml.Transforms.NormalizeMinMax("Copy", "Values").Fit(data);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Model.CreatePredictionEngine<Input, Scaled>(model));
        using var bySchema = _ml.Model.CreatePredictionEngine<Input, Scaled>(model, data.Schema);
        Assert.AreEqual(2, bySchema.Predict(new Input { Values = [1, 2] }).Copy.Length);
        using var byDefinition = _ml.Model.CreatePredictionEngine<Input, Scaled>(model, inputSchemaDefinition: sized);
        Assert.AreEqual(2, byDefinition.Predict(new Input { Values = [1, 2] }).Copy.Length);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 2), byDefinition.OutputSchema["Copy"].Type);
    }

    [TestMethod]
    public void NullIsRefused()
    {
        using var engine = _ml.Model.CreatePredictionEngine<Input, Output>(_model);
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Predict(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => _ml.Model.CreatePredictionEngine<Input, Output>(null!));
    }

    [TestMethod]
    public void ARowMapperIsBoundOnceAndItsRowMovesOnceAPrediction()
    {
        var watched = new WatchedMapper("Name", "Seen");
        var output = SchemaDefinition.Create(typeof(Twice));
        output["Again"].ColumnName = "Seen";
        using var engine = _ml.Model.CreatePredictionEngine<Input, Twice>(watched, outputSchemaDefinition: output);
        CollectionAssert.AreEqual(new[] { "mapper", "row: all", "getter Seen", "getter Seen" }, watched.Calls);
        watched.Calls.Clear();
        engine.Predict(new Input { Name = "p" });
        engine.Predict(new Input { Name = "q" });
        CollectionAssert.AreEqual(new[] { "p at 0", "p at 0", "q at 1", "q at 1" }, watched.Calls, "A call for each member of the column.");
    }

    [TestMethod]
    public void AColumnWithoutAMemberIsNeverComputed()
    {
        var watched = new WatchedMapper("Name", "Seen");
        using var engine = _ml.Model.CreatePredictionEngine<Input, Nothing>(watched);
        CollectionAssert.AreEqual(new[] { "mapper", "row: all" }, watched.Calls, "Its getter is not even made, though the column is active.");
        Nothing nothing = new();
        engine.Predict(new Input(), ref nothing);
        Assert.AreEqual(2, watched.Calls.Count);
        Assert.AreEqual(0, watched.Row!.Position);
    }

    [TestMethod]
    public void APositionThatFailedIsNotUsedAgain()
    {
        var watched = new WatchedMapper("Name", "Seen");
        using var engine = _ml.Model.CreatePredictionEngine<Input, One>(watched);
        Assert.AreEqual(-1, watched.Row!.Position);
        Assert.ThrowsExactly<InvalidDataException>(() => engine.Predict(new Input { Name = "bad" }));
        Assert.AreEqual("q", engine.Predict(new Input { Name = "q" }).Seen);
        Assert.AreEqual("q at 1", watched.Calls[^1]);
    }

    [TestMethod]
    public void ItDisposesOfTheModel()
    {
        var watched = new WatchedMapper("Name", "Seen");
        _ml.Model.CreatePredictionEngine<Input, One>(watched).Dispose();
        Assert.AreEqual("disposed", watched.Calls[^1]);
    }

    public sealed class Input
    {
        public string Name { get; set; } = "";
        public float[] Values { get; set; } = [];
    }

    public sealed class Output
    {
        public uint Key { get; set; }
        public string Back { get; set; } = "";
        public float[] Copy { get; set; } = [];
    }

    public sealed class More
    {
        public uint Key { get; set; }
        public float Nowhere { get; set; } = 5;
    }

    public sealed class One
    {
        public string Seen { get; set; } = "";
    }

    public sealed class Twice
    {
        public string Seen { get; set; } = "";
        public string Again { get; set; } = "";
    }

    public sealed class Nothing;

    public sealed class Wrong
    {
        public double Key { get; set; }
    }

    public sealed class Scaled
    {
        public float[] Copy { get; set; } = [];
    }
}
