using System.Text;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>JSON payloads whose checksum is right but whose content is not.</summary>
[TestClass]
public class TamperedPayloadTests
{
    private const string Padding =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","length":5,"padding":"Pre","truncating":"Post","""
        + "\"value\":0,\"maskColumn\":\"Mask\"}";

    private const string Tokenizer =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","splitter":{"type":"word","filterCharacters":"."},"""
        + """ "lowerCase":true,"foldAccents":false,"removedCharacters":"","maximumTokens":9,"minimumFrequency":1,"""
        + """ "outOfVocabularyToken":"[UNK]","outOfVocabularyBuckets":1,"startToken":null,"endToken":null,"""
        + """ "vocabularyWasGiven":false,"words":["[UNK]","a","b"]}""";

    [TestMethod]
    public void TheseLoadAsTheyAre()
    {
        Assert.IsInstanceOfType<SequencePaddingTransformer>(SequencePaddingTransformer.Load(Encoding.UTF8.GetBytes(Padding)));
        var tokenizer = (SequenceTokenizingTransformer)SequenceTokenizingTransformer.Load(Encoding.UTF8.GetBytes(Tokenizer));
        CollectionAssert.AreEqual(new[] { "[UNK]", "a", "b" }, tokenizer.Vocabulary.ToArray());
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":0")]
    [DataRow("\"formatVersion\":1,", "")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"Out\"", "null")]
    [DataRow("\"Out\"", "1")]
    [DataRow("\"In\"", "\"\"")]
    [DataRow("\"length\":5", "\"length\":0")]
    [DataRow("\"length\":5", "\"length\":-5")]
    [DataRow("\"length\":5", "\"length\":5.5")]
    [DataRow("\"length\":5", "\"length\":99999999999")]
    [DataRow("\"length\":5", "\"length\":null")]
    [DataRow("\"length\":5,", "")]
    [DataRow("\"length\":5", "\"length\":5,\"more\":1")]
    [DataRow("\"Pre\"", "\"Left\"")]
    [DataRow("\"Pre\"", "2")]
    [DataRow("\"Post\"", "null")]
    [DataRow("\"value\":0", "\"value\":null")]
    [DataRow("\"value\":0", "\"value\":\"zero\"")]
    [DataRow("\"value\":0,", "")]
    [DataRow("\"Mask\"", "\"\"")]
    [DataRow("\"Mask\"", "\"Out\"")]
    [DataRow(",\"maskColumn\":\"Mask\"", "")]
    [DataRow("}", "")]
    [DataRow("}", "}}")]
    [DataRow("{", "[")]
    public void ATamperedPaddingIsRefused(string from, string to) =>
        AssertRefused(Padding, from, to, payload => SequencePaddingTransformer.Load(payload));

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"In\"", "null")]
    [DataRow("\"maximumTokens\":9", "\"maximumTokens\":1")]
    [DataRow("\"maximumTokens\":9,", "")]
    [DataRow("\"lowerCase\":true", "\"lowerCase\":1")]
    [DataRow("\".\"", "null")]
    [DataRow(",\"filterCharacters\":\".\"", "")]
    [DataRow("\"word\"", "\"sentence\"")]
    [DataRow("\"type\":\"word\",", "")]
    [DataRow("{\"type\":\"word\",\"filterCharacters\":\".\"}", "null")]
    [DataRow("{\"type\":\"word\",\"filterCharacters\":\".\"}", "{\"type\":\"custom\",\"name\":\"\"}")]
    [DataRow("{\"type\":\"word\",\"filterCharacters\":\".\"}", "{\"type\":\"characterNGram\",\"minimum\":0,\"maximum\":1}")]
    [DataRow("\"foldAccents\":false,", "")]
    [DataRow("\"removedCharacters\":\"\"", "\"removedCharacters\":null")]
    [DataRow("\"minimumFrequency\":1", "\"minimumFrequency\":0")]
    [DataRow("\"outOfVocabularyBuckets\":1", "\"outOfVocabularyBuckets\":0")]
    [DataRow("\"outOfVocabularyBuckets\":1", "\"outOfVocabularyBuckets\":2")]
    [DataRow("\"startToken\":null", "\"startToken\":\"b\"")]
    [DataRow("\"endToken\":null,", "")]
    [DataRow("\"vocabularyWasGiven\":false", "\"vocabularyWasGiven\":true")]
    [DataRow("\"outOfVocabularyToken\":\"[UNK]\"", "\"outOfVocabularyToken\":\"\"")]
    [DataRow("\"outOfVocabularyToken\":\"[UNK]\"", "\"outOfVocabularyToken\":\"other\"")]
    [DataRow("\"outOfVocabularyToken\":\"[UNK]\",", "")]
    [DataRow("[\"[UNK]\",\"a\",\"b\"]", "[]")]
    [DataRow("[\"[UNK]\",\"a\",\"b\"]", "null")]
    [DataRow("[\"[UNK]\",\"a\",\"b\"]", "\"a\"")]
    [DataRow("\"b\"", "\"a\"")]
    [DataRow("\"b\"", "null")]
    [DataRow("\"b\"", "3")]
    public void ATamperedTokenizerIsRefused(string from, string to) =>
        AssertRefused(Tokenizer, from, to, payload => SequenceTokenizingTransformer.Load(payload));

    [TestMethod]
    public void WhatIsNoJsonIsRefused()
    {
        byte[][] payloads = [[], [0], "null"u8.ToArray(), "[]"u8.ToArray(), "\"x\""u8.ToArray(), [0xff, 0xfe, 0x7b]];
        foreach (byte[] payload in payloads)
        {
            Assert.ThrowsExactly<InvalidDataException>(() => SequencePaddingTransformer.Load(payload));
            Assert.ThrowsExactly<InvalidDataException>(() => SequenceTokenizingTransformer.Load(payload));
        }
    }

    private static void AssertRefused(string json, string from, string to, Action<byte[]> load)
    {
        StringAssert.Contains(json, from);
        int at = json.IndexOf(from, StringComparison.Ordinal);
        byte[] payload = Encoding.UTF8.GetBytes(json[..at] + to + json[(at + from.Length)..]);
        Assert.ThrowsExactly<InvalidDataException>(() => load(payload));
    }
}
