using System.IO.Compression;

namespace MLNetSequence.Text.Vectors;

/// <summary>Opens a file of vectors, plain or packed with gzip, whatever its name.</summary>
internal static class VectorFile
{
    // .NET's GZipStream ends without a word where the file does, whole or not. What is packed and put behind the file comes out as its
    // last line if, and only if, the file before it is whole. The line break ends the file's own last line.
    private static readonly byte[] LastLine = "\u0001 this file is whole \u0001"u8.ToArray();
    private static readonly byte[] Packed = Pack([(byte)'\n', .. LastLine]);

    /// <summary>The file's bytes, unpacked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lastLine">The line that must come last and is none of the file's; empty for none.</param>
    /// <exception cref="InvalidDataException">It is packed in another way.</exception>
    public static Stream Open(string path, out byte[] lastLine)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            Span<byte> start = stackalloc byte[4];
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            if (start.StartsWith("PK\u0003\u0004"u8))
            {
                throw new InvalidDataException($"'{path}' is a zip archive; text, or text packed with gzip, is read. Unpack it first.");
            }
            bool packed = start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
            lastLine = packed ? LastLine : [];
            return packed ? new GZipStream(new FollowedStream(file, Packed), CompressionMode.Decompress) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }
}
