using System.Buffers.Binary;
using System.Text;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Serialization;

/// <summary>The container: what goes in comes out, and what breaks the format is refused before memory is spent on it.</summary>
[TestClass]
public sealed class SafetensorsTests
{
    private static readonly string EightBytes = "\0\0\u0080?\0\0\0@";

    [TestMethod]
    public void RoundTripKeepsBitsShapesAndText()
    {
        float payload = BitConverter.UInt32BitsToSingle(0x7FC12345);
        float[] special = [0f, -0f, float.NaN, payload, float.PositiveInfinity, float.Epsilon, float.MaxValue, -1.5f];
        NamedTensor[] tensors =
        [
            new("vector", [8], special),
            new("matrix", [2, 3], (float[])[1, 2, 3, 4, 5, 6]),
            new("none", [0, 7], Array.Empty<float>()),
            new("scalar", [], (float[])[9]),
            new("\"quoted\" ümläut \\", [1], (float[])[10]),
        ];
        var metadata = new Dictionary<string, string> { ["a"] = "b", ["json"] = "[{\"x\":1}]", ["empty"] = "" };
        byte[] blob = Safetensors.Write(metadata, tensors);
        (Dictionary<string, string> readMetadata, List<NamedTensor> read) = Safetensors.Read(blob);

        CollectionAssert.AreEquivalent(metadata, readMetadata);
        Assert.HasCount(tensors.Length, read);
        foreach ((NamedTensor expected, NamedTensor actual) in tensors.Zip(read))
        {
            Assert.AreEqual(expected.Name, actual.Name);
            CollectionAssert.AreEqual(expected.Shape, actual.Shape);
            Near.SameBits(expected.Values.Span, actual.Values.Span, expected.Name);
        }
    }

    /// <summary>The layout as documented, byte by byte: other programs read it.</summary>
    [TestMethod]
    public void LayoutIsAsDocumented()
    {
        byte[] blob = Safetensors.Write(new Dictionary<string, string> { ["k"] = "v" }, [new("t", [2], (float[])[1, 2])]);
        const string header = """{"__metadata__":{"k":"v"},"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        int padded = (header.Length + 7) / 8 * 8;
        Assert.AreEqual(padded, BinaryPrimitives.ReadInt64LittleEndian(blob));
        Assert.AreEqual(header.PadRight(padded), Encoding.UTF8.GetString(blob, 8, padded));
        CollectionAssert.AreEqual((byte[])[0, 0, 0x80, 0x3F, 0, 0, 0, 0x40], blob[(8 + padded)..]);
    }

    [TestMethod]
    public void TensorsMayStandInAnyOrderInTheHeader()
    {
        const string header =
            """{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""";
        (_, List<NamedTensor> read) = Safetensors.Read(Blob(header, EightBytes));
        Assert.AreEqual(2f, read.Single(t => t.Name == "b").Values.Span[0]);
        Assert.AreEqual(1f, read.Single(t => t.Name == "a").Values.Span[0]);
    }

    [TestMethod]
    public void WithoutTensorsAndMetadata()
    {
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(Blob("{}", ""));
        Assert.IsEmpty(metadata);
        Assert.IsEmpty(tensors);
    }

    [TestMethod]
    [DataRow("[1]", DisplayName = "header is no object")]
    [DataRow("{}", DisplayName = "data that no tensor covers")]
    [DataRow("""{"a":3}""", DisplayName = "tensor is no object")]
    [DataRow("""{"a":{}}""", DisplayName = "members missing")]
    [DataRow("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", DisplayName = "another type")]
    [DataRow("""{"a":{"dtype":null,"shape":[2],"data_offsets":[0,8]}}""", DisplayName = "null type")]
    [DataRow("""{"a":{"dtype":32,"shape":[2],"data_offsets":[0,8]}}""", DisplayName = "type is a number")]
    [DataRow("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", DisplayName = "shape is a number")]
    [DataRow("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", DisplayName = "shape larger than the range")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", DisplayName = "shape smaller than the range")]
    [DataRow("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", DisplayName = "negative dimension")]
    [DataRow("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", DisplayName = "two negative dimensions")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", DisplayName = "fractional dimension")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2,4294967296],"data_offsets":[0,8]}}""", DisplayName = "dimension past 32 bits")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4,2],"data_offsets":[0,8]}}""",
        DisplayName = "shape past 64 bits")]
    [DataRow("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,8]}}""",
        DisplayName = "shape that wraps to 0")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1214021393,1160501147,741626,1367215,2576977],"data_offsets":[0,8]}}""",
        DisplayName = "shape that wraps to the right count, 2")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", DisplayName = "three offsets")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", DisplayName = "offsets swapped")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", DisplayName = "negative offset")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", DisplayName = "past the end")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}""", DisplayName = "far past the end")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""",
        DisplayName = "offset past 64 bits")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", DisplayName = "the end uncovered")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", DisplayName = "the start uncovered")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        DisplayName = "overlap and gap")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        DisplayName = "overlap")]
    [DataRow("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        DisplayName = "two of one name")]
    [DataRow("""{"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        DisplayName = "metadata that is no text")]
    [DataRow("""{"__metadata__":[],"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""",
        DisplayName = "metadata that is no object")]
    [DataRow("""{"a\uD800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", DisplayName = "half a character")]
    [DataRow("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", DisplayName = "header cut off")]
    public void BrokenHeaderIsRefused(string header) =>
        Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(Blob(header, EightBytes)));

    [TestMethod]
    [DataRow(-1L)]
    [DataRow(0L)]
    [DataRow(1L)]
    [DataRow(17L)]
    [DataRow(100_000_001L)]
    [DataRow(int.MaxValue)]
    [DataRow(long.MaxValue)]
    [DataRow(long.MinValue)]
    public void HeaderLengthOutsideTheBlobIsRefused(long length)
    {
        byte[] blob = Blob("{}", EightBytes + "......");
        BinaryPrimitives.WriteInt64LittleEndian(blob, length);
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(blob));
        StringAssert.Contains(error.Message, length.ToString());
    }

    [TestMethod]
    public void InvalidUtf8IsRefused()
    {
        byte[] blob = Blob("""{"name":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", EightBytes);
        blob[8 + 3] = 0xFF;
        Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(blob));
    }

    /// <summary>A small file must not cost much memory: thousands of tensors that all claim the same bytes would.</summary>
    [TestMethod]
    public void OverlapIsRefusedBeforeItIsAllocated()
    {
        const int bytes = 400_000;
        IEnumerable<string> claims = Enumerable.Range(0, 2000).Select(
            i => $$"""
            "t{{i}}":{"dtype":"F32","shape":[{{bytes / 4}}],"data_offsets":[0,{{bytes}}]}
            """);
        byte[] blob = Blob("{" + string.Join(",", claims) + "}", new string('\0', bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsExactly<InvalidDataException>(() => Safetensors.Read(blob));
        Assert.IsLessThan(20_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // A blob from its parts; every character of the data is one byte.
    private static byte[] Blob(string header, string data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. Encoding.Latin1.GetBytes(data)];
    }
}
