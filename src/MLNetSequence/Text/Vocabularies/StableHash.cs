using System.Text;

namespace MLNetSequence.Text;

/// <summary>
/// A hash that is the same in every process and on every machine: FNV-1a with 64 bits (Fowler, Noll, Vo) over the token's UTF-8.
/// </summary>
internal static class StableHash
{
    private const ulong Basis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    public static ulong Of(ReadOnlySpan<char> token)
    {
        ulong hash = Basis;
        Span<byte> bytes = stackalloc byte[4];
        foreach (Rune rune in token.EnumerateRunes())
        {
            foreach (byte b in bytes[..rune.EncodeToUtf8(bytes)])
            {
                hash = (hash ^ b) * Prime;
            }
        }
        return hash;
    }
}
