using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Padding;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Encodings;

/// <summary>One-hot steps among other transforms, in files and in a prediction engine.</summary>
[TestClass]
public class OneHotPipelineTests
{
    private const string Payload = """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In"}""";

    private static readonly MLContext Context = new(1);

    /// <summary>To pad keys with the missing one and make them one-hot is to make them one-hot and pad them with 0.</summary>
    [TestMethod]
    public void PaddingBeforeAndBehindAreTheSame()
    {
        var cases =
            from keys in Gen.Choose(1, 6)
            from row in Gen.ArrayOf(Gen.Choose(0, keys).Select(key => (uint)key))
            from length in Gen.Choose(1, 9)
            from ends in Gen.Choose(0, 3)
            from sparse in Gen.Elements(false, true)
            select (keys, row, length, padding: (SequenceEnd)(ends & 1), truncating: (SequenceEnd)(ends >> 1), sparse);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var type = new VectorDataViewType(new KeyDataViewType(typeof(uint), c.keys));
            Table data = c.sparse ? Padded.SparseRows<uint>(type, [c.row]) : Padded.Rows<uint>(type, [c.row]);
            IDataView before = Run(data, Pad("Padded", "In").Append(Context.Transforms.SequenceToOneHot("Out", "Padded")));
            IDataView behind = Run(data, Context.Transforms.SequenceToOneHot("Steps", "In").Append(Pad("Out", "Steps")));
            Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, c.length, c.keys), before.Schema["Out"].Type);
            Assert.AreEqual(before.Schema["Out"].Type, behind.Schema["Out"].Type);
            CollectionAssert.AreEqual(Values.Of(before, "Out"), Values.Of(behind, "Out"));

            SequencePaddingEstimator Pad(string output, string input) =>
                Context.Transforms.PadSequences(output, input, c.length, c.padding, c.truncating);
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void APredictionEngineMakesThemOfText()
    {
        IDataView data = Context.Data.LoadFromEnumerable([new Line { Text = "a a a b b c" }]);
        var pipeline = Context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text")
            .Append(Context.Transforms.SequenceToOneHot("Steps", "Tokens"));
        ITransformer model = ModelFile.Reload(pipeline.Fit(data), data.Schema);
        using PredictionEngine<Line, Encoded> engine = Context.Model.CreatePredictionEngine<Line, Encoded>(model);
        // Keys: 1 for what is not in the vocabulary, then a, b, c.
        CollectionAssert.AreEqual(new float[] { 0, 0, 1, 0, 1, 0, 0, 0 }, engine.Predict(new Line { Text = "b?! what" }).Steps);
        CollectionAssert.AreEqual(new float[] { 0, 0, 0, 1 }, engine.Predict(new Line { Text = "C" }).Steps);
        Assert.AreEqual(0, engine.Predict(new Line()).Steps.Length);
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":0")]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"formatVersion\":1,", "")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"Out\"", "null")]
    [DataRow("\"In\"", "\"\"")]
    [DataRow("\"In\"", "3")]
    [DataRow(",\"inputColumn\":\"In\"", "")]
    [DataRow("\"In\"", "\"In\",\"more\":1")]
    [DataRow("}", "")]
    public void ATamperedFileIsRefused(string from, string to)
    {
        Assert.IsInstanceOfType<SequenceOneHotTransformer>(SequenceOneHotTransformer.Load(Encoding.UTF8.GetBytes(Payload)));
        StringAssert.Contains(Payload, from);
        byte[] payload = Encoding.UTF8.GetBytes(Payload.Replace(from, to));
        Assert.ThrowsExactly<InvalidDataException>(() => SequenceOneHotTransformer.Load(payload));
    }

    private static IDataView Run(IDataView data, IEstimator<ITransformer> pipeline) => pipeline.Fit(data).Transform(data);

    private sealed class Line
    {
        public string Text { get; set; } = "";
    }

    private sealed class Encoded
    {
        public float[] Steps { get; set; } = [];
    }
}
