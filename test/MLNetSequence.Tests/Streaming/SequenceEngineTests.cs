using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Streaming;

[TestClass]
public class SequenceEngineTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void EveryObservationCounts()
    {
        var model = new RunningMean("Mean", "Value");
        using SequenceEngine<Row, Result> engine = model.CreateSequenceEngine<Row, Result>(_ml);
        Assert.AreEqual(4, engine.Predict(new Row { Value = 4 }).Mean);
        engine.Observe(new Row { Value = 8 });
        var prediction = new Result { Other = 7 };
        engine.Predict(new Row { Value = 3 }, ref prediction);
        Assert.AreEqual(5, prediction.Mean);
        Assert.AreEqual(7, prediction.Other);
        Result none = null!;
        engine.Predict(new Row { Value = 5 }, ref none);
        Assert.AreEqual(5, none.Mean);
        Assert.AreEqual((4, 3), model.Streams.Single().Calls, "Each row is read once, and nothing is computed for what is only observed.");
        Assert.AreEqual("", model.ToString(), "The model stays as it is.");
        CollectionAssert.AreEqual(new[] { "Value", "Name", "Mean" }, engine.OutputSchema.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void ARowCountsThoughNobodyAsksForItsColumn()
    {
        var model = new RunningMean("Mean", "Value");
        using SequenceEngine<Row, Seen> engine = model.CreateSequenceEngine<Row, Seen>(_ml);
        Assert.AreEqual(4, engine.Predict(new Row { Value = 4 }).Value);
        Assert.AreEqual(6, engine.Predict(new Row { Value = 6 }).Value);
        Assert.AreEqual(":10/2", model.Streams.Single().ToString());
    }

    [TestMethod]
    public void AColumnOfTwoMembersIsReadOnce()
    {
        SchemaDefinition output = SchemaDefinition.Create(typeof(Twice));
        (output["First"].ColumnName, output["Second"].ColumnName) = ("Mean", "Mean");
        var model = new RunningMean("Mean", "Value");
        using SequenceEngine<Row, Twice> engine = model.CreateSequenceEngine<Row, Twice>(_ml, outputSchemaDefinition: output);
        engine.Observe(new Row { Value = 2 });
        Twice twice = engine.Predict(new Row { Value = 4 });
        Assert.AreEqual((3f, 3f), (twice.First, twice.Second));
        Assert.AreEqual((2, 2), model.Streams.Single().Calls);
    }

    [TestMethod]
    public void SeriesAndEnginesGoTheirOwnWays()
    {
        var model = new RunningMean("Mean", "Value", "Name");
        using SequenceEngine<Row, Result> one = model.CreateSequenceEngine<Row, Result>(_ml);
        using SequenceEngine<Row, Result> other = model.CreateSequenceEngine<Row, Result>(_ml);
        (string Name, float Value, float Mean)[] rows = [("a", 2, 2), ("b", 100, 100), ("a", 4, 3), ("b", 50, 75), ("a", 0, 2)];
        foreach ((string name, float value, float mean) in rows)
        {
            Assert.AreEqual(mean, one.Predict(new Row { Name = name, Value = value }).Mean);
        }
        Assert.AreEqual(8, other.Predict(new Row { Name = "a", Value = 8 }).Mean);
        Assert.AreEqual("a:6/3 b:150/2", model.Streams[0].ToString());
        Assert.AreEqual("a:8/1", model.Streams[1].ToString());
    }

    [TestMethod]
    public void StreamsStandAnywhereInAPipeline()
    {
        var (first, second) = (new RunningMean("Mean", "Copy", "Back"), new RunningMean("MeanOfMeans", "Mean"));
        using SequenceEngine<Row, Means> engine = Pipeline(first, second).CreateSequenceEngine<Row, Means>(_ml);
        Assert.AreEqual((4f, 4f, "a"), Of(engine.Predict(new Row { Name = "a", Value = 4 })));
        engine.Observe(new Row { Name = "b", Value = 10 });
        Assert.AreEqual((6f, 20f / 3, "a"), Of(engine.Predict(new Row { Name = "a", Value = 8 })));
        Assert.AreEqual((3, 5), first.Streams.Single().Calls, "What is observed is computed, too, where the second reads it.");
        Assert.AreEqual((3, 2), second.Streams.Single().Calls);

        static (float, float, string) Of(Means means) => (means.Mean, means.Copied, means.Back);
    }

    [TestMethod]
    public void ABadRowChangesNothing()
    {
        // The first part has worked on the row when the second finds that it cannot.
        var (first, second) = (new RunningMean("Mean", "Value"), new RunningMean("Again", "Other"));
        var model = new TransformerChain<ITransformer>(first, _ml.Transforms.CopyColumns("Copied", "Mean").Fit(Empty()), second);
        using SequenceEngine<Pair, Result> engine = model.CreateSequenceEngine<Pair, Result>(_ml);
        Assert.AreEqual(4, engine.Predict(new Pair { Value = 4 }).Mean);
        foreach (Pair bad in (Pair[])[new() { Value = -1 }, new() { Value = 100, Other = -1 }])
        {
            var error = Assert.ThrowsExactly<InvalidOperationException>(() => engine.Predict(bad));
            StringAssert.Contains(error.Message, "The value -1 is below 0");
            Assert.ThrowsExactly<InvalidOperationException>(() => engine.Observe(bad));
            Assert.AreEqual(":4/1", first.Streams.Single().ToString());
        }
        Assert.AreEqual(5, engine.Predict(new Pair { Value = 6, Other = 3 }).Mean);
        Assert.AreEqual(":3/2", second.Streams.Single().ToString());
    }

    [TestMethod]
    public void DisposingLeavesTheModelAlone()
    {
        var model = new RunningMean("Mean", "Value");
        var chain = new TransformerChain<ITransformer>(model, _ml.Transforms.CopyColumns("Copied", "Mean").Fit(Empty()));
        SequenceEngine<Row, Result> engine = chain.CreateSequenceEngine<Row, Result>(_ml);
        engine.Observe(new Row());
        engine.Dispose();
        engine.Dispose();
        Assert.IsFalse(model.Disposed);
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Predict(new Row()));
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Observe(new Row()));
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.CheckPoint(_ml, new MemoryStream()));
    }

    [TestMethod]
    public void WhatCannotWorkIsRefused()
    {
        ITransformer copy = _ml.Transforms.CopyColumns("Copied", "Value").Fit(Empty());
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => copy.CreateSequenceEngine<Row, Result>(_ml));
        StringAssert.Contains(error.Message, "No part of the model remembers rows");
        StringAssert.Contains(error.Message, "ColumnCopying");
        error = Assert.ThrowsExactly<InvalidOperationException>(
            () => new TransformerChain<ITransformer>().CreateSequenceEngine<Row, Result>(_ml));
        StringAssert.Contains(error.Message, "Its parts are: none.");
        var chain = new TransformerChain<ITransformer>(new RunningMean("Mean", "Value"), new WholeView());
        error = Assert.ThrowsExactly<InvalidOperationException>(() => chain.CreateSequenceEngine<Row, Result>(_ml));
        StringAssert.Contains(error.Message, "these do not: WholeView.");
        var model = new RunningMean("Mean", "Value");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.CreateSequenceEngine<Row, Twice>(_ml), "No column 'First'.");
        using (SequenceEngine<Row, Twice> ignoring = model.CreateSequenceEngine<Row, Twice>(_ml, ignoreMissingColumns: true))
        {
            Assert.AreEqual(0, ignoring.Predict(new Row()).First);
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => model.CreateSequenceEngine<Result, Result>(_ml), "No column 'Value'.");
        Assert.ThrowsExactly<ArgumentNullException>(() => model.CreateSequenceEngine<Row, Result>(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => ((ITransformer)null!).CreateSequenceEngine<Row, Result>(_ml));
        using SequenceEngine<Row, Result> engine = model.CreateSequenceEngine<Row, Result>(_ml);
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Predict(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Observe(null!));
    }

    private TransformerChain<ITransformer> Pipeline(RunningMean first, RunningMean second)
    {
        IDataView names = _ml.Data.LoadFromEnumerable(new Row[] { new() { Name = "a" }, new() { Name = "b" } });
        ITransformer keys = _ml.Transforms.Conversion.MapValueToKey("Key", "Name")
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Append(_ml.Transforms.CopyColumns("Copy", "Value")).Fit(names);
        var inner = new TransformerChain<ITransformer>(first, second);
        Table means = new Table().Add("MeanOfMeans", NumberDataViewType.Single, 0f);
        ITransformer last = _ml.Transforms.CopyColumns("Copied", "MeanOfMeans").Fit(means);
        return new TransformerChain<ITransformer>(keys, inner, last);
    }

    private static Table Empty() => new Table().Add("Mean", NumberDataViewType.Single, 0f).Add("Value", NumberDataViewType.Single, 0f);

    /// <summary>A transformer that needs all rows.</summary>
    private sealed class WholeView : ITransformer
    {
        public bool IsRowToRowMapper => false;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException("It is none.");

        void ICanSaveModel.Save(ModelSaveContext ctx) => throw new InvalidOperationException("It is not saved.");
    }

    public sealed class Row
    {
        public float Value { get; set; }

        public string Name { get; set; } = "";
    }

    public sealed class Pair
    {
        public float Value { get; set; }

        public float Other { get; set; }
    }

    public sealed class Result
    {
        public float Mean { get; set; }

        [NoColumn]
        public float Other { get; set; }
    }

    public sealed class Means
    {
        public float Mean { get; set; }

        public float Copied { get; set; }

        public string Back { get; set; } = "";
    }

    public sealed class Seen
    {
        public float Value { get; set; }
    }

    public sealed class Twice
    {
        public float First { get; set; }

        public float Second { get; set; }
    }
}
