using System.Buffers.Binary;
using System.Numerics;

namespace Microsoft.ML.Runtime;

/// <summary>MurmurHash3 (A. Appleby), 32 bits: ML.NET mixes its seeds with it, and deals values to groups.</summary>
internal static class Murmur
{
    public static uint Round(uint hash, uint word) => BitOperations.RotateLeft(hash ^ Scramble(word), 13) * 5 + 0xE6546B64;

    public static uint Hash(uint hash, ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
            hash = Round(hash, BinaryPrimitives.ReadUInt32LittleEndian(rest));
        uint tail = 0;
        for (int i = 0; i < rest.Length; i++)
            tail |= (uint)rest[i] << 8 * i;
        hash ^= Scramble(tail) ^ (uint)bytes.Length;
        hash = (hash ^ hash >> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >> 13) * 0xC2B2AE35;
        return hash ^ hash >> 16;
    }

    private static uint Scramble(uint word) => BitOperations.RotateLeft(word * 0xCC9E2D51, 15) * 0x1B873593;
}
