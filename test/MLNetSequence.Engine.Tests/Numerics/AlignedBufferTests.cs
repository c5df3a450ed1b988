using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed unsafe class AlignedBufferTests
{
    [TestMethod]
    public void StartsOnACacheLineWhateverItsLength()
    {
        for (int length = 1; length <= 300; length++)
        {
            var buffer = new AlignedBuffer(length);
            Assert.AreEqual(0, (long)(nint)buffer.Pointer % 64, $"length {length}");
            Assert.AreEqual(length, buffer.Length);
            GC.KeepAlive(buffer);
        }
    }

    [TestMethod]
    public void GrowsAndNeverShrinks()
    {
        var buffer = new AlignedBuffer();
        Assert.AreEqual(0, buffer.Length);
        buffer.Ensure(100);
        float* first = buffer.Pointer;
        Assert.IsTrue(first == buffer.Ensure(10), "A shorter request must not move the buffer.");
        Assert.AreEqual(100, buffer.Length);
        buffer.Ensure(101);
        Assert.AreEqual(101, buffer.Length);
    }

    [TestMethod]
    public void EnsureZeroClearsWhatWasAskedForAndNoMore()
    {
        var buffer = new AlignedBuffer(20);
        buffer.Span.Fill(3f);
        buffer.EnsureZero(12);
        Assert.IsFalse(buffer.Span[..12].ContainsAnyExcept(0f));
        Assert.IsFalse(buffer.Span[12..].ContainsAnyExcept(3f));
    }

    [TestMethod]
    public void LengthBeyondAnArrayIsRefusedBeforeItIsAllocated() =>
        Assert.ThrowsExactly<OutOfMemoryException>(() => new AlignedBuffer().Ensure(1L << 40));
}
