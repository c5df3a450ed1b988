using System.Text;
using Microsoft.ML;
using MLNetSequence.Interop;
using MLNetSequence.Windowing;

namespace MLNetSequence.Tests.Windowing;

/// <summary>Payloads whose checksum is right but whose content is not.</summary>
[TestClass]
public class TamperedWindowTests
{
    private const string Window =
        """{"formatVersion":1,"outputColumn":"In","inputColumns":["Count"],"window":2,"samplingRate":2,"stride":1,"startIndex":1,"""
        + "\"endIndex\":4,\"horizon\":2,\"targetOffset\":-1,\"targetColumns\":[\"Pair\"],\"targetOutputColumn\":\"Out\","
        + "\"groupColumn\":null,\"incompleteWindows\":\"Drop\",\"incompleteTargets\":\"FillWithNaN\"}";

    private const string Lags =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","lags":[1,7],"groupColumn":"Shop","incompleteRows":"Drop"}""";

    private const string Difference =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","lag":7,"order":2,"groupColumn":null,"incompleteRows":"Drop"}""";

    private const string Integrate =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","levelColumn":null,"startingValues":[1,"NaN"],"lag":2,"""
        + "\"order\":1,\"groupColumn\":null,\"incompleteRows\":\"Drop\"}";

    private const string Ahead =
        """{"formatVersion":1,"outputColumn":"Out","inputColumn":"In","levelColumn":"Level","lag":2,"order":1}""";

    [TestMethod]
    public void TheseLoadAsTheyAre()
    {
        Assert.IsInstanceOfType<SlidingWindowTransformer>(SlidingWindowTransformer.Load(Bytes(Window)));
        Assert.IsInstanceOfType<LagsTransformer>(LagsTransformer.Load(Bytes(Lags)));
        Assert.IsInstanceOfType<DifferenceTransformer>(DifferenceTransformer.Load(Bytes(Difference)));
        Assert.IsInstanceOfType<IntegrateTransformer>(IntegrateTransformer.Load(Bytes(Integrate)));
        Assert.IsInstanceOfType<IntegrateForecastTransformer>(IntegrateForecastTransformer.Load(Bytes(Ahead)));
    }

    [TestMethod]
    public void TheyAreSavedAsTheyAreAndNothingThatIsWorkedOutOfThem()
    {
        IsSavedAs<WindowSettings>(Window);
        IsSavedAs<LagsSettings>(Lags);
        IsSavedAs<DifferenceSettings>(Difference);
        IsSavedAs<IntegrateSettings>(Integrate);
        IsSavedAs<IntegrateForecastSettings>(Ahead);
    }

    [TestMethod]
    [DataRow("\"formatVersion\":1", "\"formatVersion\":2")]
    [DataRow("\"In\"", "\"\"")]
    [DataRow("[\"Count\"]", "[]")]
    [DataRow("[\"Count\"]", "null")]
    [DataRow("[\"Count\"]", "[null]")]
    [DataRow("[\"Count\"]", "[\"Count\",\"Count\"]")]
    [DataRow("\"window\":2", "\"window\":0")]
    [DataRow("\"window\":2", "\"window\":2000000000")]
    [DataRow("\"window\":2,", "")]
    [DataRow("\"samplingRate\":2", "\"samplingRate\":-2")]
    [DataRow("\"stride\":1", "\"stride\":0")]
    [DataRow("\"startIndex\":1", "\"startIndex\":-1")]
    [DataRow("\"endIndex\":4", "\"endIndex\":3")]
    [DataRow("\"horizon\":2", "\"horizon\":0")]
    [DataRow("\"horizon\":2", "\"horizon\":-2147483648")]
    [DataRow("\"targetOffset\":-1", "\"targetOffset\":-3")]
    [DataRow("\"targetOffset\":-1", "\"targetOffset\":2147483647")]
    [DataRow("[\"Pair\"]", "[]")]
    [DataRow("\"Out\"", "\"In\"")]
    [DataRow("\"groupColumn\":null", "\"groupColumn\":\"\"")]
    [DataRow("\"Drop\"", "7")]
    [DataRow("\"Drop\"", "\"Keep\"")]
    public void AWindow(string from, string to) => IsRefused(Window, from, to, SlidingWindowTransformer.Load);

    [TestMethod]
    [DataRow("[1,7]", "[]")]
    [DataRow("[1,7]", "null")]
    [DataRow("[1,7]", "[1,1]")]
    [DataRow("[1,7]", "[-1]")]
    [DataRow("[1,7]", "[2147483647]")]
    [DataRow("\"Shop\"", "\"\"")]
    [DataRow("\"Drop\"", "null")]
    public void SomeLags(string from, string to) => IsRefused(Lags, from, to, LagsTransformer.Load);

    [TestMethod]
    [DataRow("\"lag\":7", "\"lag\":0")]
    [DataRow("\"lag\":7", "\"lag\":2000000000")]
    [DataRow("\"order\":2", "\"order\":-2")]
    [DataRow("\"In\"", "null")]
    public void ADifference(string from, string to) => IsRefused(Difference, from, to, DifferenceTransformer.Load);

    [TestMethod]
    [DataRow("[1,\"NaN\"]", "[1]")]
    [DataRow("[1,\"NaN\"]", "null")]
    [DataRow("\"levelColumn\":null", "\"levelColumn\":\"Level\"")]
    [DataRow("\"lag\":2", "\"lag\":3")]
    public void ItsInverse(string from, string to) => IsRefused(Integrate, from, to, IntegrateTransformer.Load);

    [TestMethod]
    [DataRow("\"Level\"", "\"\"")]
    [DataRow("\"Level\"", "null")]
    [DataRow("\"lag\":2", "\"lag\":0")]
    [DataRow("\"order\":1", "\"order\":2000000000")]
    public void AndThatOfAForecast(string from, string to) => IsRefused(Ahead, from, to, IntegrateForecastTransformer.Load);

    private static void IsSavedAs<T>(string payload) =>
        Assert.AreEqual(payload, Encoding.UTF8.GetString(ModelJson.Write(ModelJson.Read<T>(Bytes(payload)))));

    private static void IsRefused(string payload, string from, string to, Func<byte[], ITransformer> load)
    {
        StringAssert.Contains(payload, from);
        Assert.ThrowsExactly<InvalidDataException>(() => load(Bytes(payload.Replace(from, to, StringComparison.Ordinal))));
    }

    private static byte[] Bytes(string payload) => Encoding.UTF8.GetBytes(payload);
}
