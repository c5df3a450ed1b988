using System.IO.Compression;

namespace MLNetSequence.Files;

/// <summary>
/// Unpacks gzip data that must be whole. .NET's own stream just ends where a file was cut off. So a member of ours, the seal,
/// is put behind the file's last one: it comes out as it went in only if all before it was complete.
/// </summary>
internal sealed class WholeGzipStream : ReadOnlyStream
{
    private static readonly byte[] Seal = [.. "end of the data "u8];
    private static readonly byte[] PackedSeal = Pack(Seal);

    private readonly GZipStream _unpacked;
    private readonly byte[] _ahead = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _ended;

    /// <param name="packed">The file, from its first byte. It is disposed with this stream.</param>
    public WholeGzipStream(Stream packed) => _unpacked = new GZipStream(new Sealed(packed), CompressionMode.Decompress);

    /// <exception cref="InvalidDataException">The data are damaged or end too early.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes seen so far are held back: they may be the seal.
        while (!_ended && _end - _start <= Seal.Length)
        {
            _ahead.AsSpan(_start, _end - _start).CopyTo(_ahead);
            (_start, _end) = (0, _end - _start);
            int read = _unpacked.Read(_ahead.AsSpan(_end));
            _end += read;
            _ended = read == 0;
            if (_ended && !_ahead.AsSpan(0, _end).SequenceEqual(Seal))
            {
                throw new InvalidDataException("The gzip data are cut off, or followed by something else.");
            }
        }
        int count = Math.Min(buffer.Length, _end - _start - Seal.Length);
        _ahead.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }

    /// <summary>A file's bytes, then the packed seal.</summary>
    private sealed class Sealed(Stream file) : ReadOnlyStream
    {
        private int _given;
        private bool _atSeal;

        public override int Read(Span<byte> buffer)
        {
            int read = _atSeal ? 0 : file.Read(buffer);
            _atSeal |= read == 0;
            if (!_atSeal)
            {
                return read;
            }
            int count = Math.Min(buffer.Length, PackedSeal.Length - _given);
            PackedSeal.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
