using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Serialization;

/// <summary>
/// Every cut of a small blob, and every byte of its header changed: reading gives a network or an InvalidDataException, nothing
/// else, and spends no more memory than a file of that size may.
/// </summary>
[TestClass]
public sealed class DamagedBlobTests
{
    private const long MostAllocated = 2_000_000;

    // What turns numbers, names and punctuation of a header into others; the last three break UTF-8 and JSON.
    private static readonly byte[] Replacements = [.. "0123456789-.eE\"{}[]:,\\ an"u8, 0, 0x80, 0xFF];

    private static readonly byte[] Blob = NetworkFile.Write(
        Sample.Network(new SequenceNetwork().Embedding(3, 2).Dropout(0.5).Lstm(1, bidirectional: true).Dense(2), seed: 1),
        new Dictionary<string, string> { ["trainer"] = "{}" });

    private static int HeaderEnd => 8 + (int)BitConverter.ToInt64(Blob);

    [TestMethod]
    public void EveryTruncationIsRefused()
    {
        for (int length = 0; length < Blob.Length; length++)
        {
            Assert.ThrowsExactly<InvalidDataException>(() => NetworkFile.Read(Blob.AsSpan(0, length)), $"{length} bytes");
        }
        NetworkFile.Read(Blob);
    }

    [TestMethod]
    public void BytesTooManyAreRefused() =>
        Assert.ThrowsExactly<InvalidDataException>(() => NetworkFile.Read([.. Blob, 0, 0, 0, 0]));

    [TestMethod]
    public void EveryChangedHeaderByteIsReadOrRefused()
    {
        int refused = 0;
        byte[] changed = [.. Blob];
        for (int i = 0; i < HeaderEnd; i++)
        {
            foreach (byte replacement in Replacements)
            {
                changed[i] = replacement;
                refused += Refuses(changed, $"byte {i} = {replacement}") ? 1 : 0;
            }
            changed[i] = Blob[i];
        }
        // Some changes are harmless: a space for the padding's space, another value in the trainer's own text.
        Assert.IsGreaterThan(HeaderEnd * Replacements.Length * 3 / 4, refused);
    }

    [TestMethod]
    public void EveryByteLeftOutOrPutInIsReadOrRefused()
    {
        for (int i = 0; i < HeaderEnd; i++)
        {
            Refuses([.. Blob[..i], .. Blob[(i + 1)..]], $"byte {i} left out");
            Refuses([.. Blob[..i], (byte)'9', .. Blob[i..]], $"a 9 put in at byte {i}");
        }
    }

    private static bool Refuses(byte[] blob, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            NetworkFile.Read(blob);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
        finally
        {
            Assert.IsLessThan(MostAllocated, GC.GetAllocatedBytesForCurrentThread() - before, what);
        }
    }
}
