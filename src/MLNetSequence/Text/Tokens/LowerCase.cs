using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Text;

/// <summary>
/// Lower case by the invariant culture: ASCII eight letters at a time, and what lies between as .NET has it. Most texts have only a
/// few other letters, and .NET leaves the fast way for the rest of a text at the first of them.
/// </summary>
internal static class LowerCase
{
    /// <summary>Writes a text in lower case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">As many characters; another place.</param>
    /// <returns>Whether all of it is ASCII.</returns>
    public static bool Write(ReadOnlySpan<char> text, Span<char> to)
    {
        int done = WriteAscii(text, to);
        bool isAscii = done == text.Length;
        while (done < text.Length)
        {
            int end = done;
            while (end < text.Length && text[end] >= 0x80)
            {
                end++;
            }
            text[done..end].ToLowerInvariant(to[done..]);
            done = end + WriteAscii(text[end..], to[end..]);
        }
        return isAscii;
    }

    // As far as the text is ASCII; returns how far that is.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int WriteAscii(ReadOnlySpan<char> text, Span<char> to)
    {
        int done = 0;
        if (text.Length >= Vector128<ushort>.Count)
        {
            ref ushort from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(text));
            ref ushort target = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<char, ushort>(to[..text.Length]));
            for (; done <= text.Length - Vector128<ushort>.Count; done += Vector128<ushort>.Count)
            {
                Vector128<ushort> letters = Vector128.LoadUnsafe(ref from, (nuint)done);
                if ((letters & Vector128.Create((ushort)0xff80)) != Vector128<ushort>.Zero)
                {
                    break;
                }
                Vector128<ushort> isUpper = Vector128.GreaterThan(letters, Vector128.Create((ushort)('A' - 1)))
                    & Vector128.LessThan(letters, Vector128.Create((ushort)('Z' + 1)));
                (letters | (isUpper & Vector128.Create((ushort)0x20))).StoreUnsafe(ref target, (nuint)done);
            }
        }
        for (; done < text.Length && text[done] < 0x80; done++)
        {
            to[done] = char.IsAsciiLetterUpper(text[done]) ? (char)(text[done] | 0x20) : text[done];
        }
        return done;
    }
}
