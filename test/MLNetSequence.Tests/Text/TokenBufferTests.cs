using MLNetSequence.Text;

namespace MLNetSequence.Tests.Text;

/// <summary>A buffer gives the room that it was asked for, or none: what splits texts writes into it unchecked.</summary>
[TestClass]
public class TokenBufferTests
{
    [TestMethod]
    public void RoomThatNoArrayHasIsRefused()
    {
        var buffer = new TokenBuffer();
        buffer.Add(0, 1);
        Assert.ThrowsExactly<UnsplittableTextException>(() => { buffer.More(int.MaxValue); });
        Assert.ThrowsExactly<UnsplittableTextException>(() => { buffer.More(Array.MaxLength - 1); });
        Assert.IsTrue(buffer.More(1000).Length >= 1000);
        Assert.AreEqual(1, buffer.Count);
    }
}
