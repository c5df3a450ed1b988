using System.Buffers.Binary;
using System.Text;
using Microsoft.ML;
using MLNetSequence.Interop;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>A file of a later version says so, through all of ML.NET's own loading.</summary>
[TestClass]
public class FutureModelTests
{
    private static readonly byte[] Classifier = ModelFile.Save(Quick.Trainer().Fit(Quick.Tokens()), Quick.Tokens().Schema);

    [TestMethod]
    public void AKindFromTheFutureIsNamed() =>
        AssertRefused(Rewrite(Classifier, "multiclasz", payload => payload), "'multiclasz'", "does not know");

    [TestMethod]
    public void AnEnvelopeFromTheFutureIsNamed() => AssertRefused(
        ModelFile.Change(Classifier, bytes =>
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().IndexOf("MLNETSEQ"u8) + 8), 7);
            return bytes;
        }),
        "version 7", "reads version 1");

    [TestMethod]
    public void FormatsFromTheFutureAreNamed()
    {
        AssertRefused(
            Replace(Classifier, "multiclass", @"formatVersion\u0022:1", @"formatVersion\u0022:7"),
            "format version 7", "reads version 1");
        AssertRefused(
            Replace(Classifier, "multiclass", "\"format_version\":\"1\"", "\"format_version\":\"7\""),
            "version '7'", "reads version 1");
        Table texts = new Table().AddText("Text", "a b");
        ITransformer tokenizer = new MLContext().Transforms.Text.TokenizeIntoSequence("Tokens", "Text").Fit(texts);
        AssertRefused(
            Replace(ModelFile.Save(tokenizer, texts.Schema), "tokenize", "\"formatVersion\":1", "\"formatVersion\":7"),
            "tokenizer has format version 7", "reads version 1");
        Table tokens = new Table().AddTokens("Tokens", ["a"]);
        ITransformer padding = new MLContext().Transforms.PadSequences("Tokens", null, 2).Fit(tokens);
        AssertRefused(
            Replace(ModelFile.Save(padding, tokens.Schema), "pad", "\"formatVersion\":1", "\"formatVersion\":7"),
            "padding has format version 7", "reads version 1");
    }

    private static byte[] Replace(byte[] file, string kind, string from, string to) => Rewrite(file, kind, payload =>
    {
        int at = payload.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        Assert.IsTrue(at >= 0, $"The payload has no {from}.");
        Encoding.UTF8.GetBytes(to).CopyTo(payload, at);
        return payload;
    });

    /// <summary>Another kind or payload of the same length, with the checksum that belongs to it.</summary>
    private static byte[] Rewrite(byte[] file, string kind, Func<byte[], byte[]> change) => ModelFile.Change(file, bytes =>
    {
        int start = bytes.AsSpan().IndexOf("MLNETSEQ"u8);
        (_, byte[] payload) = ModelEnvelope.Read(new BinaryReader(new MemoryStream(bytes[start..])));
        using var stream = new MemoryStream();
        ModelEnvelope.Write(new BinaryWriter(stream), (kind, change(payload)));
        stream.ToArray().CopyTo(bytes, start);
        return bytes;
    });

    private static void AssertRefused(byte[] file, params string[] parts)
    {
        Exception error = Assert.Throws<Exception>(() => ModelFile.Load(file)).GetBaseException();
        Assert.IsInstanceOfType<InvalidDataException>(error);
        foreach (string part in parts)
        {
            StringAssert.Contains(error.Message, part);
        }
    }
}
