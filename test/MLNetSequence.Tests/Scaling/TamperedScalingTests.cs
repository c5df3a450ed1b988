using System.Text;

namespace MLNetSequence.Tests.Scaling;

/// <summary>Payloads of scalings whose checksum is right but whose content is not.</summary>
[TestClass]
public class TamperedScalingTests
{
    private const string Series =
        """{"features":1,"groupColumn":"G","groups":{"type":"Text","isKey":false,"values":["a","b"]},"""
        + "\"unknownSeries\":\"Throw\",\"scales\":[1,2,-3.5,0.25]}";

    private const string Scaling =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","scaleColumn":"Scale","slotsAreFeatures":false,"""
        + "\"scaling\":\"Robust\",\"series\":"
        + Series + "}";

    private const string ByTable =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","scaleColumn":null,"features":[0],"series":""" + Series + "}";

    private const string ByColumn =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","scaleColumn":"Scale","features":[4,0],"series":null}""";

    [TestMethod]
    public void TheseLoadAsTheyAre()
    {
        var scaler = (SeriesScalingTransformer)SeriesScalingTransformer.Load(Encoding.UTF8.GetBytes(Scaling));
        Assert.AreEqual(SeriesScaling.Robust, scaler.Scaling);
        foreach (string json in (string[])[ByTable, ByColumn])
        {
            Assert.IsInstanceOfType<SeriesUnscalingTransformer>(SeriesUnscalingTransformer.Load(Encoding.UTF8.GetBytes(json)));
        }
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"Out\"", "\"\"")]
    [DataRow("\"Out\"", "null")]
    [DataRow("\"In\"", "\"\"")]
    [DataRow("\"Scale\"", "\"\"")]
    [DataRow("\"Scale\"", "\"Out\"")]
    [DataRow("\"scaleColumn\":\"Scale\",", "")]
    [DataRow("\"slotsAreFeatures\":false,", "")]
    [DataRow("\"slotsAreFeatures\":false", "\"slotsAreFeatures\":1")]
    [DataRow("\"Robust\"", "\"Other\"")]
    [DataRow("\"Robust\"", "9")]
    [DataRow("\"features\":1", "\"features\":0")]
    [DataRow("\"features\":1", "\"features\":2")]
    [DataRow("\"features\":1", "\"features\":2147483647")]
    [DataRow("\"features\":1", "\"features\":-1")]
    [DataRow("\"groupColumn\":\"G\"", "\"groupColumn\":null")]
    [DataRow("\"groupColumn\":\"G\"", "\"groupColumn\":\"\"")]
    [DataRow("\"Throw\"", "\"UseAll\"")]
    [DataRow("\"Throw\"", "5")]
    [DataRow("\"Text\"", "\"Half\"")]
    [DataRow("\"Text\"", "\"Int32\"")]
    [DataRow("\"isKey\":false", "\"isKey\":true")]
    [DataRow("[\"a\",\"b\"]", "[\"a\",\"a\"]")]
    [DataRow("[\"a\",\"b\"]", "[\"a\",null]")]
    [DataRow("[\"a\",\"b\"]", "[\"a\"]")]
    [DataRow("[\"a\",\"b\"]", "null")]
    [DataRow("[1,2,-3.5,0.25]", "[1,2,-3.5]")]
    [DataRow("[1,2,-3.5,0.25]", "[1,2,-3.5,0.25,1,1]")]
    [DataRow("[1,2,-3.5,0.25]", "[1,0,-3.5,0.25]")]
    [DataRow("[1,2,-3.5,0.25]", "[1,2,-3.5,-0.25]")]
    [DataRow("[1,2,-3.5,0.25]", "[\"NaN\",2,-3.5,0.25]")]
    [DataRow("[1,2,-3.5,0.25]", "[1,2,\"Infinity\",0.25]")]
    [DataRow("[1,2,-3.5,0.25]", "[1,\"Infinity\",-3.5,0.25]")]
    [DataRow("[1,2,-3.5,0.25]", "null")]
    public void ATamperedScalingIsRefused(string from, string to)
    {
        AssertRefused(Scaling, from, to, payload => SeriesScalingTransformer.Load(payload));
        if (ByTable.Contains(from, StringComparison.Ordinal))
        {
            AssertRefused(ByTable, from, to, payload => SeriesUnscalingTransformer.Load(payload));
        }
    }

    [TestMethod]
    [DataRow("\"features\":[0],", "")]
    [DataRow("\"features\":[0]", "\"features\":[]")]
    [DataRow("\"features\":[0]", "\"features\":[-1]")]
    [DataRow("\"features\":[0]", "\"features\":[1]")]
    [DataRow("\"features\":[0]", "\"features\":[2147483647]")]
    [DataRow("\"features\":[0]", "\"features\":[null]")]
    public void ATamperedInverseIsRefused(string from, string to) =>
        AssertRefused(ByTable, from, to, payload => SeriesUnscalingTransformer.Load(payload));

    [TestMethod]
    [DataRow("\"features\":[4,0],", "")]
    [DataRow("\"features\":[4,0]", "\"features\":[]")]
    [DataRow("\"features\":[4,0]", "\"features\":[4,-1]")]
    [DataRow("\"features\":[4,0]", "\"features\":[2147483647]")]
    [DataRow("\"Scale\"", "\"\"")]
    [DataRow("\"Scale\"", "null")]
    [DataRow("\"series\":null", "\"series\":" + Series)]
    [DataRow("\"In\"", "\"\"")]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":0")]
    public void ATamperedUnscalingIsRefused(string from, string to) =>
        AssertRefused(ByColumn, from, to, payload => SeriesUnscalingTransformer.Load(payload));

    [TestMethod]
    public void WithoutAGroupColumnThereAreNoUnknownSeries()
    {
        string json = Scaling
            .Replace("\"groupColumn\":\"G\"", "\"groupColumn\":null", StringComparison.Ordinal)
            .Replace("""{"type":"Text","isKey":false,"values":["a","b"]}""", "null", StringComparison.Ordinal);
        AssertRefused(json, "\"Throw\"", "\"UseAll\"", payload => SeriesScalingTransformer.Load(payload));
    }

    private static void AssertRefused(string json, string from, string to, Action<byte[]> load)
    {
        StringAssert.Contains(json, from);
        int at = json.IndexOf(from, StringComparison.Ordinal);
        byte[] payload = Encoding.UTF8.GetBytes(json[..at] + to + json[(at + from.Length)..]);
        Assert.ThrowsExactly<InvalidDataException>(() => load(payload));
    }
}
