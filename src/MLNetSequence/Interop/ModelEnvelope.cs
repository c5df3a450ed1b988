using System.Security.Cryptography;
using System.Text;

namespace MLNetSequence.Interop;

/// <summary>
/// What every transformer of ours writes behind ML.NET's header: its kind and a payload, guarded by a checksum, since a zip entry
/// that was altered may still unpack.
/// </summary>
/// <remarks>
/// Layout, little-endian:
/// <code>
/// 8 bytes    "MLNETSEQ"
/// u32        version of the envelope: 1 (2026-11) first
/// 16 bytes   kind, ASCII, padded with spaces
/// i64        length of the payload
/// 32 bytes   SHA-256 of kind and payload
/// …          payload
/// </code>
/// </remarks>
internal static class ModelEnvelope
{
    private const int Version = 1;
    private const int KindLength = 16;
    private const int ChunkLength = 1 << 20;

    public static void Write(BinaryWriter writer, (string Kind, byte[] Payload) saved)
    {
        (string kind, byte[] payload) = saved;
        byte[] kindBytes = Encoding.ASCII.GetBytes(kind.PadRight(KindLength));
        writer.Write("MLNETSEQ"u8);
        writer.Write(Version);
        writer.Write(kindBytes);
        writer.Write((long)payload.Length);
        writer.Write(Hash(kindBytes, payload));
        writer.Write(payload);
    }

    /// <exception cref="InvalidDataException">The model is damaged or of a later version.</exception>
    public static (string Kind, byte[] Payload) Read(BinaryReader reader)
    {
        try
        {
            if (!reader.ReadBytes(8).AsSpan().SequenceEqual("MLNETSEQ"u8))
            {
                throw new InvalidDataException("This is not a model of MLNetSequence, or the file is damaged.");
            }
            int version = reader.ReadInt32();
            if (version != Version)
            {
                throw new InvalidDataException($"The model's envelope has version {version}; this library reads version {Version}.");
            }
            byte[] kind = reader.ReadBytes(KindLength);
            long length = reader.ReadInt64();
            byte[] hash = reader.ReadBytes(SHA256.HashSizeInBytes);
            byte[] payload = ReadPayload(reader, length);
            if (!hash.AsSpan().SequenceEqual(Hash(kind, payload)))
            {
                throw new InvalidDataException("The model's checksum does not match its content: the file was altered or damaged.");
            }
            return (Encoding.ASCII.GetString(kind).TrimEnd(), payload);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The model ends too early: the file is truncated.", e);
        }
    }

    // In chunks, so that a length that lies costs no more memory than the file has bytes.
    private static byte[] ReadPayload(BinaryReader reader, long length)
    {
        if (length < 0 || length > Array.MaxLength)
        {
            throw new InvalidDataException($"The model claims a payload of {length} bytes.");
        }
        using var payload = new MemoryStream();
        while (payload.Length < length)
        {
            byte[] chunk = reader.ReadBytes((int)Math.Min(ChunkLength, length - payload.Length));
            if (chunk.Length == 0)
            {
                throw new EndOfStreamException();
            }
            payload.Write(chunk);
        }
        return payload.ToArray();
    }

    private static byte[] Hash(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(kind);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}
