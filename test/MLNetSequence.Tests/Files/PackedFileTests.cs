using System.Security.Cryptography;
using MLNetSequence.Files;
using MLNetSequence.Loading;
using MLNetSequence.Tests.Loading;

namespace MLNetSequence.Tests.Files;

[TestClass]
public class PackedFileTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(100_000)]
    public void WholeDataComeOutAsTheyWentIn(int length)
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(length);
        string text = Convert.ToBase64String(bytes);
        byte[] packed = DataFiles.Pack(text);
        foreach (int chunk in (int[])[1, 7, 1 << 20])
        {
            Assert.AreEqual(text, Unpack(packed, chunk));
        }
        Assert.AreEqual(text + text, Unpack([.. packed, .. packed], 1 << 20), "Files may be put behind each other.");
        Assert.ThrowsExactly<InvalidDataException>(() => Unpack(packed[..^1], 1 << 20));
        Assert.ThrowsExactly<InvalidDataException>(() => Unpack([.. packed, .. "and more"u8], 1 << 20));
    }

    [TestMethod]
    public void NothingMayBePackedToo()
    {
        byte[] nothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.AreEqual("", Unpack(nothing, 1 << 20));
        Assert.ThrowsExactly<InvalidDataException>(() => Unpack(nothing[..^1], 1 << 20));
        Assert.ThrowsExactly<InvalidDataException>(() => Unpack(nothing[..2], 1 << 20));
    }

    [TestMethod]
    public void AChangedByteIsFound()
    {
        byte[] packed = DataFiles.Pack(string.Join(' ', Enumerable.Range(0, 2000)));
        foreach (int at in (int[])[12, packed.Length / 2, packed.Length - 6])
        {
            byte[] changed = [.. packed];
            changed[at] ^= 16;
            Assert.ThrowsExactly<InvalidDataException>(() => Unpack(changed, 1 << 20));
        }
    }

    [TestMethod]
    public void AZipArchiveIsRefused()
    {
        using var files = new DataFiles();
        string path = files.WriteText("PK\u0003\u0004 and more");
        Exception error = Assert.ThrowsExactly<InvalidDataException>(() => PackedFile.Open(path));
        StringAssert.StartsWith(error.Message, $"'{path}' is a zip archive");
        error = Assert.ThrowsExactly<InvalidDataException>(() => new DataFile(path).Open());
        StringAssert.StartsWith(error.Message, $"'{path}' is a zip archive");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("P")]
    [DataRow("PK\u0003")]
    [DataRow("\u001f")]
    public void ShortTextsComeOutAsTheyAre(string text)
    {
        using var files = new DataFiles();
        using var reader = new StreamReader(PackedFile.Open(files.WriteText(text)));
        Assert.AreEqual(text, reader.ReadToEnd());
    }

    private static string Unpack(byte[] packed, int chunk)
    {
        using var reader = new StreamReader(new WholeGzipStream(new Slow(packed, chunk)));
        return reader.ReadToEnd();
    }

    /// <summary>Gives no more than so many bytes at a time.</summary>
    private sealed class Slow(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(chunk, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(chunk, count));
    }
}
