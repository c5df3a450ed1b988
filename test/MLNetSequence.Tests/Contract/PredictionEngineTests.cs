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

    public sealed class Wrong
    {
        public double Key { get; set; }
    }

    public sealed class Scaled
    {
        public float[] Copy { get; set; } = [];
    }
}
