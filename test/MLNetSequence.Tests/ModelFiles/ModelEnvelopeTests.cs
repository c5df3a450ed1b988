using System.Buffers.Binary;
using System.Text;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.ModelFiles;

/// <summary>The envelope gives back what was put in, or an <see cref="InvalidDataException"/>; never anything else.</summary>
[TestClass]
public class ModelEnvelopeTests
{
    private const int LengthAt = 8 + 4 + 16;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(1000)]
    [DataRow(3_000_000)]
    public void WhatIsWrittenIsRead(int length)
    {
        byte[] payload = Payload(length);
        (string kind, byte[] read) = Read(Write("a kind of 16 cha", payload));
        Assert.AreEqual("a kind of 16 cha", kind);
        Assert.IsTrue(payload.AsSpan().SequenceEqual(read));
    }

    [TestMethod]
    public void TheLayoutIsTheDocumentedOne()
    {
        byte[] bytes = Write("kind", Payload(3));
        Assert.AreEqual("MLNETSEQ", Encoding.ASCII.GetString(bytes, 0, 8));
        Assert.AreEqual(1u, BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8)));
        Assert.AreEqual("kind            ", Encoding.ASCII.GetString(bytes, 12, 16));
        Assert.AreEqual(3, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(LengthAt)));
        Assert.AreEqual(8 + 4 + 16 + 8 + 32 + 3, bytes.Length);
    }

    [TestMethod]
    public void WhatStandsBehindIsLeftToOthers()
    {
        using var reader = new BinaryReader(new MemoryStream([.. Write("kind", Payload(5)), 42]));
        ModelEnvelope.Read(reader);
        Assert.AreEqual(42, reader.ReadByte());
    }

    [TestMethod]
    public void EveryTruncationIsFound()
    {
        byte[] bytes = Write("kind", Payload(40));
        for (int length = 0; length < bytes.Length; length++)
        {
            AssertDamaged(bytes[..length], $"{length} bytes of {bytes.Length}");
        }
    }

    [TestMethod]
    public void EveryAlteredByteIsFound()
    {
        byte[] bytes = Write("kind", Payload(40));
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte mask in (byte[])[0x01, 0x20, 0x80, 0xff])
            {
                byte[] altered = [.. bytes];
                altered[at] ^= mask;
                AssertDamaged(altered, $"byte {at} ^ {mask:x2}");
            }
        }
    }

    [TestMethod]
    [DataRow(-1L)]
    [DataRow(long.MinValue)]
    [DataRow(long.MaxValue)]
    [DataRow(0L)]
    [DataRow(39L)]
    [DataRow(41L)]
    [DataRow(2147483591L)]
    [DataRow(1L << 33)]
    public void ALyingLengthIsFoundBeforeItCostsMemory(long length)
    {
        byte[] bytes = Write("kind", Payload(40));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(LengthAt), length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertDamaged(bytes, $"length {length}");
        Assert.IsTrue(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    [TestMethod]
    public void AVersionFromTheFutureIsNamed()
    {
        byte[] bytes = Write("kind", Payload(40));
        bytes[8] = 2;
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes));
        StringAssert.Contains(error.Message, "version 2");
        StringAssert.Contains(error.Message, "reads version 1");
    }

    private static byte[] Payload(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7 + i / 256))];

    private static byte[] Write(string kind, byte[] payload)
    {
        using var stream = new MemoryStream();
        ModelEnvelope.Write(new BinaryWriter(stream), (kind, payload));
        return stream.ToArray();
    }

    private static (string Kind, byte[] Payload) Read(byte[] bytes) =>
        ModelEnvelope.Read(new BinaryReader(new MemoryStream(bytes)));

    private static void AssertDamaged(byte[] bytes, string what) =>
        Assert.ThrowsExactly<InvalidDataException>(() => Read(bytes), what);
}
