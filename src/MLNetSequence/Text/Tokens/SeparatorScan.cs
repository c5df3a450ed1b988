using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Text;

/// <summary>Finds what lies between separators: white space, and characters that the user names.</summary>
/// <remarks>
/// 64 characters at a time become 64 bits, 1 for a separator. Where a bit differs from the one before, a token begins or ends, so
/// the places of these changes are the tokens' bounds in turn. For ASCII a bit is found by two table look-ups in a register (row:
/// the lower half of the character; bit in it: the upper half), for sixteen characters at once.
/// </remarks>
internal sealed class SeparatorScan : TextScan
{
    private const int Group = 64;

    private static readonly char[] WhiteSpace =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)];

    private readonly Vector128<byte> _rows;
    private readonly ulong[] _isSeparator = new ulong[(char.MaxValue + 1) / 64];

    /// <param name="filterCharacters">Separators beside white space, each a UTF-16 unit.</param>
    public SeparatorScan(string filterCharacters)
    {
        Span<byte> rows = stackalloc byte[16];
        rows.Clear();
        foreach (char c in (ReadOnlySpan<char>)[.. filterCharacters, .. WhiteSpace])
        {
            _isSeparator[c / 64] |= 1UL << (c % 64);
            if (c < 0x80)
            {
                rows[c & 15] |= (byte)(1 << (c >> 4));
            }
        }
        _rows = Vector128.Create<byte>(rows);
    }

    // Compiled for good at once, as the other three loops over every character or token: most programs tokenize a text only once, and
    // half a second would be over before the runtime had found out by itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Scan(TokenBuffer text)
    {
        ref ushort start = ref Unsafe.As<char, ushort>(ref text.Start);
        ulong before = 1;
        // The blanks behind the text end its last token.
        for (int at = 0; at <= text.Length; at += Group)
        {
            ulong separators = Separators(ref Unsafe.Add(ref start, at));
            ulong changes = separators ^ ((separators << 1) | before);
            before = separators >> 63;
            ref int bounds = ref MemoryMarshal.GetReference(text.More(Group));
            int count = BitOperations.PopCount(changes);
            for (int i = 0; i < count; i++)
            {
                Unsafe.Add(ref bounds, i) = at + BitOperations.TrailingZeroCount(changes);
                changes &= changes - 1;
            }
            text.Took(count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Separators(ref ushort start)
    {
        Vector128<ushort> all = Vector128<ushort>.Zero;
        ulong separators = 0;
        for (int i = 0; i < Group; i += 16)
        {
            Vector128<ushort> a = Vector128.LoadUnsafe(ref start, (nuint)i);
            Vector128<ushort> b = Vector128.LoadUnsafe(ref start, (nuint)i + 8);
            all |= a | b;
            separators |= (ulong)OfSixteen(Vector128.Narrow(a, b)) << i;
        }
        return (all & Vector128.Create((ushort)0xff80)) == Vector128<ushort>.Zero ? separators : OneByOne(ref start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint OfSixteen(Vector128<byte> characters)
    {
        Vector128<byte> bits = Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128);
        Vector128<byte> half = Vector128.Create((byte)15);
        Vector128<byte> row = Vector128.ShuffleNative(_rows, characters & half);
        Vector128<byte> bit = Vector128.ShuffleNative(bits, (characters >>> 4) & half);
        return Vector128.Equals(row & bit, bit).ExtractMostSignificantBits();
    }

    private ulong OneByOne(ref ushort start)
    {
        ulong separators = 0;
        for (int i = 0; i < Group; i++)
        {
            uint c = Unsafe.Add(ref start, i);
            separators |= ((_isSeparator[c / 64] >> (int)(c % 64)) & 1) << i;
        }
        return separators;
    }
}
