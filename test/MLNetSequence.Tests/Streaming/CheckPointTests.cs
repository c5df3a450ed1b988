using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Streaming;

[TestClass]
public sealed class CheckPointTests : IDisposable
{
    private readonly MLContext _ml = new(1);
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetsequence").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void ALoadedModelGoesOnWhereTheEngineWas()
    {
        var model = new RunningMean("Mean", "Value", "Name");
        using SequenceEngine<Row, Result> engine = model.CreateSequenceEngine<Row, Result>(_ml);
        engine.Predict(new Row { Name = "a", Value = 2 });
        engine.Observe(new Row { Name = "b", Value = 9 });
        using var stream = new MemoryStream();
        engine.CheckPoint(new MLContext(), stream);
        Assert.IsTrue(stream.CanWrite, "The stream stays open.");
        using SequenceEngine<Row, Result> again = ModelFile.Load(stream.ToArray()).CreateSequenceEngine<Row, Result>(_ml);
        foreach ((string name, float value) in ((string, float)[])[("a", 6), ("b", 1), ("c", 5)])
        {
            var row = new Row { Name = name, Value = value };
            Assert.AreEqual(engine.Predict(row).Mean, again.Predict(row).Mean);
        }
        Assert.AreEqual("a:8/2 b:10/2 c:5/1", model.Streams.Single().ToString());
        Assert.AreEqual("", model.ToString());
    }

    [TestMethod]
    public void TheFileIsAModelOfAllPartsInTheirPlaces()
    {
        ITransformer copy = _ml.Transforms.CopyColumns("Copy", "Value").Fit(new Table().Add("Value", NumberDataViewType.Single, 0f));
        var inner = new TransformerChain<ITransformer>(new RunningMean("Mean", "Copy"), copy);
        var chain = new TransformerChain<ITransformer>([copy, inner], [TransformerScope.TrainTest, TransformerScope.Scoring]);
        using SequenceEngine<Row, Result> engine = chain.CreateSequenceEngine<Row, Result>(_ml);
        engine.Observe(new Row { Value = 3 });
        string path = Path.Combine(_folder, "model.zip");
        File.WriteAllText(path, "an older one");
        engine.CheckPoint(_ml, path);
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(_folder), "Nothing is left beside it.");
        ITransformer loaded = _ml.Model.Load(path, out DataViewSchema schema);
        CollectionAssert.AreEqual(new[] { "Value", "Name" }, schema.Select(c => c.Name).ToArray(), "The schema of an observation.");
        ChainParts parts = ChainParts.Of(loaded)!;
        CollectionAssert.AreEqual(new[] { TransformerScope.TrainTest, TransformerScope.Scoring }, parts.Scopes.ToArray());
        Assert.AreEqual(":3/1", ChainParts.Of(parts.Transformers[1])!.Transformers[0].ToString());
        using SequenceEngine<Row, Result> again = loaded.CreateSequenceEngine<Row, Result>(_ml);
        Assert.AreEqual(4, again.Predict(new Row { Value = 5 }).Mean);
    }

    [TestMethod]
    public void AFormerCheckpointStaysWhereANewOneFails()
    {
        var model = new RunningMean("Mean", "Value");
        var chain = new TransformerChain<ITransformer>(model, new Unsaved());
        using SequenceEngine<Row, Result> engine = chain.CreateSequenceEngine<Row, Result>(_ml);
        string path = Path.Combine(_folder, "model.zip");
        File.WriteAllText(path, "an older one");
        Assert.Throws<Exception>(() => engine.CheckPoint(_ml, path));
        Assert.AreEqual("an older one", File.ReadAllText(path));
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(_folder));
    }

    [TestMethod]
    public void WithoutAPlaceThereIsNoCheckpoint()
    {
        using SequenceEngine<Row, Result> engine = new RunningMean("Mean", "Value").CreateSequenceEngine<Row, Result>(_ml);
        Assert.ThrowsExactly<ArgumentException>(() => engine.CheckPoint(_ml, ""));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.CheckPoint(_ml, (string)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.CheckPoint(_ml, (Stream)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.CheckPoint(null!, new MemoryStream()));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => engine.CheckPoint(_ml, Path.Combine(_folder, "none", "model.zip")));
    }

    /// <summary>Rows as they are, in a transformer that cannot be saved.</summary>
    private sealed class Unsaved : ITransformer
    {
        private readonly ITransformer _copy = new MLContext(1).Transforms.CopyColumns("Again", "Mean")
            .Fit(new Table().Add("Mean", NumberDataViewType.Single, 0f));

        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => _copy.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => _copy.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _copy.GetRowToRowMapper(inputSchema);

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new InvalidOperationException("It is not saved.");
    }

    public sealed class Row
    {
        public float Value { get; set; }

        public string Name { get; set; } = "";
    }

    public sealed class Result
    {
        public float Mean { get; set; }
    }
}
