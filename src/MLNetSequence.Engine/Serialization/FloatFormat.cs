using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Serialization;

/// <summary>The floats of a safetensors blob, little-endian, read as 32-bit ones.</summary>
internal static class FloatFormat
{
    /// <summary>What is written, and read as it is.</summary>
    public const string Single = "F32";

    /// <summary>All that can be read, for an error.</summary>
    public const string All = "F32, F64, F16 and BF16";

    /// <summary>Bytes of a number; 0 where the type is none of these.</summary>
    public static int Size(string type) => type switch
    {
        "F16" or "BF16" => 2,
        Single => 4,
        "F64" => 8,
        _ => 0,
    };

    public static float[] Read(string type, ReadOnlySpan<byte> bytes)
    {
        int size = Size(type);
        float[] values = new float[bytes.Length / size];
        if (type == Single && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> number = bytes[(i * size)..];
            values[i] = type switch
            {
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(number),
                // The upper half of a 32-bit float.
                "BF16" => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(number) << 16),
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(number),
                _ => BinaryPrimitives.ReadSingleLittleEndian(number),
            };
        }
        return values;
    }
}
