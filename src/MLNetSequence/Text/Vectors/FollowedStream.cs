namespace MLNetSequence.Text.Vectors;

/// <summary>A stream's bytes, then some more. Read only, from front to end.</summary>
internal sealed class FollowedStream(Stream first, byte[] then) : Stream
{
    private int _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = first.Read(buffer);
        if (read == 0)
        {
            read = Math.Min(buffer.Length, then.Length - _read);
            then.AsSpan(_read, read).CopyTo(buffer);
            _read += read;
        }
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
        }
        base.Dispose(disposing);
    }
}
