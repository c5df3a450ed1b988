using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Text;

/// <summary>
/// What a token is found by. One of at most 16 ASCII characters is its own key: sixteen bytes, zeros behind, and no character
/// needs to be looked at again. Of any other one the key only says that it is one.
/// </summary>
internal readonly struct TokenKey
{
    /// <summary>Most characters of a token that is its own key; so many may be read from its first one on.</summary>
    public const int Capacity = 16;

    // Hash tables that an enemy can fill with words of one hash become slow. Nobody outside this process knows these numbers.
    private static readonly ulong Seed0 = (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue);
    private static readonly ulong Seed1 = (ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue) | 1;

    private TokenKey(ulong low, ulong high, int length) => (Low, High, Length) = (low, high, length);

    /// <summary>The first eight characters, or all ones: no ASCII character has its upper bit set.</summary>
    public ulong Low { get; }

    /// <summary>The last eight characters, or all ones.</summary>
    public ulong High { get; }

    /// <summary>Characters of the token; tells a token from the same one with U+0000 behind.</summary>
    public int Length { get; }

    /// <summary>Whether the key says all of the token.</summary>
    public bool IsWhole => High != ulong.MaxValue;

    // Sixteen times all ones, then sixteen times zero: from 16 - n on stand n times all ones.
    private static ReadOnlySpan<byte> Masks =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <param name="start">First of the token's characters; <see cref="Capacity"/> characters can be read from there.</param>
    /// <param name="length">Characters of the token.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TokenKey Of(ref char start, int length)
    {
        if (length <= Capacity)
        {
            ref ushort first = ref Unsafe.As<char, ushort>(ref start);
            Vector128<ushort> largest = Vector128.Create((ushort)0x80);
            Vector128<byte> bytes = Vector128.Narrow(
                Vector128.Min(Vector128.LoadUnsafe(ref first), largest),
                Vector128.Min(Vector128.LoadUnsafe(ref first, 8), largest));
            bytes &= Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(Masks), (nuint)(Capacity - length));
            if (bytes.ExtractMostSignificantBits() == 0)
            {
                Vector128<ulong> halves = bytes.AsUInt64();
                return new TokenKey(halves.ToScalar(), halves.GetElement(1), length);
            }
        }
        return new TokenKey(ulong.MaxValue, ulong.MaxValue, length);
    }

    /// <summary>The token's hash, another one in every process.</summary>
    /// <param name="start">First of the token's characters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Hash(ref char start)
    {
        if (!IsWhole)
        {
            // .NET's own hash of strings, made to be safe from chosen ones.
            return (uint)string.GetHashCode(MemoryMarshal.CreateReadOnlySpan(ref start, Length));
        }
        ulong upper = Math.BigMul(Low ^ Seed0, High ^ Seed1, out ulong lower);
        return (uint)((upper ^ lower) >> 32);
    }

    /// <summary>Writes the sixteen characters of a key that is whole, zeros behind.</summary>
    public static void Write(ulong low, ulong high, Span<char> to)
    {
        (Vector128<ushort> first, Vector128<ushort> last) = Vector128.Widen(Vector128.Create(low, high).AsByte());
        Span<ushort> units = MemoryMarshal.Cast<char, ushort>(to);
        first.CopyTo(units);
        last.CopyTo(units[Vector128<ushort>.Count..]);
    }
}
