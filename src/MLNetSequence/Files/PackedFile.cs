namespace MLNetSequence.Files;

/// <summary>Opens a file of text, plain or packed with gzip, whatever its name.</summary>
internal static class PackedFile
{
    /// <summary>The file's bytes, unpacked where it begins as gzip data do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">How errors call it; null for its path.</param>
    /// <returns>A stream that is read from front to end. Where packed data are cut off or damaged, reading throws an
    /// <see cref="InvalidDataException"/>.</returns>
    /// <exception cref="InvalidDataException">It is packed in another way.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static Stream Open(string path, string? name = null)
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            Span<byte> start = stackalloc byte[4];
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            if (start.StartsWith("PK\u0003\u0004"u8))
            {
                throw new InvalidDataException(
                    $"'{name ?? path}' is a zip archive; text, or text packed with gzip, is read. Unpack it first.");
            }
            return start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? new WholeGzipStream(file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
