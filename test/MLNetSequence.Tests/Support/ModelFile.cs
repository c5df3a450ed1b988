using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using MLNetSequence.Interop;

namespace MLNetSequence.Tests.Support;

/// <summary>Model files in memory: saved, loaded, and looked into.</summary>
internal static class ModelFile
{
    public static byte[] Save(ITransformer model, DataViewSchema? schema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        return stream.ToArray();
    }

    /// <summary>Loads in a context that has seen nothing yet.</summary>
    public static ITransformer Load(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return new MLContext().Model.Load(stream, out _);
    }

    public static ITransformer Reload(ITransformer model, DataViewSchema schema) => Load(Save(model, schema));

    /// <summary>Kind and payload of every transformer of ours in the file, in the pipeline's order.</summary>
    public static List<(string Kind, byte[] Payload)> Envelopes(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var found = new List<(string, byte[])>();
        foreach (ZipArchiveEntry entry in archive.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            byte[] bytes = Bytes(entry);
            int start = bytes.AsSpan().IndexOf("MLNETSEQ"u8);
            if (start >= 0)
            {
                found.Add(ModelEnvelope.Read(new BinaryReader(new MemoryStream(bytes[start..]))));
            }
        }
        return found;
    }

    /// <summary>Where the packed bytes of each entry with a transformer of ours lie in the file.</summary>
    public static List<(int Start, int Length)> OwnRanges(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var ranges = new List<(int, int)>();
        foreach (ZipArchiveEntry entry in archive.Entries.Where(e => Bytes(e).AsSpan().IndexOf("MLNETSEQ"u8) >= 0))
        {
            // A local header has 30 bytes, the last two of them the length of an extra field, then the name; the name stands
            // again in the directory at the end, so the first place is the one.
            int name = file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(entry.FullName));
            int start = name + entry.FullName.Length + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(name - 2));
            ranges.Add((start, (int)entry.CompressedLength));
        }
        return ranges;
    }

    /// <summary>The file with the bytes of each entry that holds a transformer of ours changed; their number must stay.</summary>
    public static byte[] Change(byte[] file, Func<byte[], byte[]> change)
    {
        using var from = new ZipArchive(new MemoryStream(file));
        using var stream = new MemoryStream();
        using (var to = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in from.Entries)
            {
                byte[] bytes = Bytes(entry);
                bytes = bytes.AsSpan().IndexOf("MLNETSEQ"u8) < 0 ? bytes : change(bytes);
                using Stream target = to.CreateEntry(entry.FullName).Open();
                target.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
