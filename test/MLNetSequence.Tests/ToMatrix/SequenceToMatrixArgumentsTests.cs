using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using MLNetSequence.Tests.ToText;

namespace MLNetSequence.Tests.ToMatrix;

/// <summary>What SequenceToMatrix refuses: arguments, data to fit, other vocabularies, model files.</summary>
[TestClass]
public class SequenceToMatrixArgumentsTests
{
    private const string Payload = """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","mode":"TfIdf","""
        + "\"documents\":{\"count\":4,\"withToken\":[3,0,4]}}";

    private const string Plain = """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","mode":"Count","documents":null}""";

    private static readonly TransformsCatalog Catalog = new MLContext().Transforms;

    [TestMethod]
    public void ArgumentsOutsideTheirRangeAreRefusedByName()
    {
        AssertRefused<ArgumentOutOfRangeException>("mode", () => Catalog.SequenceToMatrix("Bag", "Tokens", (SequenceMatrixMode)4));
        AssertRefused<ArgumentOutOfRangeException>("mode", () => Catalog.SequenceToMatrix("Bag", "Tokens", (SequenceMatrixMode)(-1)));
        AssertRefused<ArgumentException>("outputColumnName", () => Catalog.SequenceToMatrix("", "Tokens"));
        AssertRefused<ArgumentNullException>("outputColumnName", () => Catalog.SequenceToMatrix(null!, "Tokens"));
        AssertRefused<ArgumentNullException>("catalog", () => ((TransformsCatalog)null!).SequenceToMatrix("Bag"));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    public void WithoutAnInputNameTheOutputTakesTheTokensPlace(string? input)
    {
        Table data = Sequences.Of(["a", "b"], [1, 2], [2]);
        IDataView bags = Catalog.SequenceToMatrix("Tokens", input).Fit(data).Transform(data);
        CollectionAssert.AreEqual(new[] { "[3f800000 3f800000]", "[00000000 3f800000]" }, Values.Of(bags, "Tokens"));
        Assert.IsTrue(bags.Schema[0].IsHidden);
    }

    [TestMethod]
    public void WithoutARowThereIsNothingToCount()
    {
        Table data = Sequences.Of(["a", "b"]);
        Exception error = Assert.ThrowsExactly<InvalidOperationException>(
            () => Catalog.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.TfIdf).Fit(data));
        StringAssert.Contains(error.Message, "no rows");
        StringAssert.Contains(error.Message, "'Tokens'");
        foreach (SequenceMatrixMode mode in Enum.GetValues<SequenceMatrixMode>().Except([SequenceMatrixMode.TfIdf]))
        {
            Assert.AreEqual(0, Values.Of(Catalog.SequenceToMatrix("Bag", "Tokens", mode).Fit(data).Transform(data), "Bag").Length);
        }
    }

    [TestMethod]
    public void AnotherVocabularyThanTheOneFittedToIsRefused()
    {
        Table two = Sequences.Of(["a", "b"], [1, 2]), three = Sequences.Of(["a", "b", "c"], [1, 2]);
        ITransformer fitted = Catalog.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.TfIdf).Fit(two);
        ITransformer[] both = [fitted, ModelFile.Reload(fitted, two.Schema)];
        foreach (ITransformer each in both)
        {
            foreach (Action call in (Action[])[() => each.Transform(three), () => each.GetRowToRowMapper(three.Schema)])
            {
                ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(call);
                foreach (string part in (string[])["token column", "'Tokens'", "a vocabulary of 2", "of one of 3"])
                {
                    StringAssert.Contains(error.Message, part);
                }
            }
        }
        // The other modes have learned nothing that would not fit.
        _ = Catalog.SequenceToMatrix("Bag", "Tokens", SequenceMatrixMode.Count).Fit(two).Transform(three);
    }

    [TestMethod]
    public void MoreKeysThanAVectorCanHaveAreRefused()
    {
        foreach (KeyDataViewType key in (KeyDataViewType[])[new(typeof(uint), uint.MaxValue), new(typeof(ulong), ulong.MaxValue)])
        {
            Table data = key.RawType == typeof(uint) ? Empty<uint>(key) : Empty<ulong>(key);
            foreach (SequenceMatrixMode mode in Enum.GetValues<SequenceMatrixMode>())
            {
                Exception error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
                    () => Catalog.SequenceToMatrix("Bag", "Tokens", mode).Fit(data));
                StringAssert.Contains(error.Message, $"at most {Array.MaxLength}");
                StringAssert.Contains(error.Message, $"of one of {key.Count}");
            }
        }

        static Table Empty<T>(KeyDataViewType key) =>
            new Table().AddVectors("Tokens", new VectorDataViewType(key), null, new VBuffer<T>(0, []));
    }

    [TestMethod]
    public void PayloadsAreReadAsTheyAre()
    {
        foreach (string payload in (string[])[Payload, Plain])
        {
            ITransformer loaded = SequenceToMatrixTransformer.Load(Encoding.UTF8.GetBytes(payload));
            Assert.AreEqual(payload, Encoding.UTF8.GetString(ModelFile.Envelopes(ModelFile.Save(loaded, null)).Single().Payload));
        }
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"In\"", "null")]
    [DataRow("\"TfIdf\"", "\"Count\"")]
    [DataRow("\"TfIdf\"", "\"tf-idf\"")]
    [DataRow("\"TfIdf\"", "9")]
    [DataRow("\"count\":4", "\"count\":3")]
    [DataRow("\"count\":4", "\"count\":0")]
    [DataRow("\"count\":4", "\"count\":-4")]
    [DataRow("\"count\":4", "\"count\":\"NaN\"")]
    [DataRow("\"count\":4", "\"count\":4.5")]
    [DataRow("\"count\":4,", "")]
    [DataRow("[3,0,4]", "[]")]
    [DataRow("[3,0,4]", "null")]
    [DataRow("[3,0,4]", "[3,-1,4]")]
    [DataRow("[3,0,4]", "[3,5,4]")]
    [DataRow("[3,0,4]", "[3,\"NaN\",4]")]
    [DataRow("[3,0,4]", "[3,NaN,4]")]
    [DataRow("[3,0,4]", "[3,1e300,4]")]
    [DataRow("[3,0,4]", "[3,null,4]")]
    [DataRow("{\"count\":4,\"withToken\":[3,0,4]}", "null")]
    [DataRow(",\"documents\":{\"count\":4,\"withToken\":[3,0,4]}", "")]
    [DataRow("]}}", "]}")]
    public void ATamperedPayloadIsRefused(string from, string to)
    {
        StringAssert.Contains(Payload, from);
        Assert.ThrowsExactly<InvalidDataException>(
            () => SequenceToMatrixTransformer.Load(Encoding.UTF8.GetBytes(Payload.Replace(from, to, StringComparison.Ordinal))));
    }

    [TestMethod]
    public void CountsOfDocumentsThatNobodyNeedsAreRefused() => Assert.ThrowsExactly<InvalidDataException>(
        () => SequenceToMatrixTransformer.Load(Encoding.UTF8.GetBytes(Plain.Replace("\"Count\"", "\"TfIdf\"", StringComparison.Ordinal))));

    private static void AssertRefused<T>(string name, Action call)
        where T : ArgumentException => Assert.AreEqual(name, Assert.ThrowsExactly<T>(call).ParamName);
}
