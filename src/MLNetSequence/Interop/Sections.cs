namespace MLNetSequence.Interop;

/// <summary>Payloads of several parts, each with its number of bytes before it; <see cref="ByteSource.Section"/> reads one.</summary>
internal static class Sections
{
    public static byte[] Write(params byte[][] sections)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (byte[] section in sections)
        {
            writer.Write(section.Length);
            writer.Write(section);
        }
        writer.Flush();
        return stream.ToArray();
    }
}
