using System.Text;

namespace MLNetSequence.Engine.Serialization;

/// <summary>Replaces a file so that whoever reads it, or whatever interrupts it, finds the former or the new one, whole.</summary>
internal static class AtomicFile
{
    /// <summary>Writes text in UTF-8, without a byte order mark.</summary>
    /// <exception cref="ArgumentException">There is no path.</exception>
    public static void Write(string path, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Write(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Writes beside the file, to the disk itself, and then moves it into its place.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string full = Path.GetFullPath(path);
        string beside = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
