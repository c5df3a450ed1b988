using System.Buffers;
using System.Globalization;
using System.Text;

namespace MLNetSequence.Text;

/// <summary>
/// What happens to a text before it is split: accents are folded, letters lowered, characters removed, as asked for, and halves of
/// characters replaced. One thread uses it.
/// </summary>
/// <param name="lowerCase">Whether letters become lower case, by the invariant culture.</param>
/// <param name="foldAccents">Whether letters lose their marks.</param>
/// <param name="removed">Characters to take out.</param>
internal sealed class TextNormalizer(bool lowerCase, bool foldAccents, string removed)
{
    private readonly SearchValues<char>? _removed = removed.Length == 0 ? null : SearchValues.Create(removed);
    private char[] _whole = [];
    private char[] _decomposed = [];

    /// <summary>Whether this process can fold accents: one that was told to know no cultures cannot.</summary>
    public static bool CanFold { get; } = "\u00e9".Normalize(NormalizationForm.FormD).Length == 2;

    /// <summary>Writes what becomes of a text behind the text of a buffer.</summary>
    public void Append(ReadOnlySpan<char> text, TokenBuffer to)
    {
        int start = to.Length;
        ReadOnlySpan<char> source = foldAccents && !Ascii.IsValid(text) ? Fold(text) : text;
        Span<char> written = to.Extend(source.Length);
        bool isAscii = false;
        if (lowerCase)
        {
            isAscii = LowerCase.Write(source, written);
        }
        else
        {
            source.CopyTo(written);
        }
        if (!isAscii)
        {
            Surrogates.Mend(written);
        }
        if (_removed is not null)
        {
            to.Cut(start + Remove(written, _removed));
        }
    }

    private static int Remove(Span<char> text, SearchValues<char> removed)
    {
        int kept = 0;
        for (int from = 0; from < text.Length;)
        {
            int length = text[from..].IndexOfAny(removed);
            length = length < 0 ? text.Length - from : length;
            text.Slice(from, length).CopyTo(text[kept..]);
            kept += length;
            from += length + 1;
        }
        return kept;
    }

    // Canonical decomposition, without the marks that take no place of their own, put together again.
    private ReadOnlySpan<char> Fold(ReadOnlySpan<char> text)
    {
        // Normalization refuses halves of characters, and U+FFFE, which is none: what a byte order mark looks like from behind.
        Span<char> whole = Room(ref _whole, text.Length);
        text.CopyTo(whole);
        Surrogates.Mend(whole);
        whole.Replace('\ufffe', '\ufffd');
        Span<char> parts = Room(ref _decomposed, ((ReadOnlySpan<char>)whole).GetNormalizedLength(NormalizationForm.FormD));
        Normalize(whole, NormalizationForm.FormD, ref parts);
        int kept = 0;
        for (int i = 0; i < parts.Length;)
        {
            Rune.DecodeFromUtf16(parts[i..], out Rune rune, out int length);
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                parts.Slice(i, length).CopyTo(parts[kept..]);
                kept += length;
            }
            i += length;
        }
        parts = parts[..kept];
        Span<char> folded = Room(ref _whole, ((ReadOnlySpan<char>)parts).GetNormalizedLength(NormalizationForm.FormC));
        Normalize(parts, NormalizationForm.FormC, ref folded);
        return folded;
    }

    private static void Normalize(ReadOnlySpan<char> from, NormalizationForm form, ref Span<char> to)
    {
        if (!from.TryNormalize(to, out int written, form))
        {
            throw new InvalidOperationException($"A text of {from.Length} characters did not fit where its normal form was said to fit.");
        }
        to = to[..written];
    }

    private static Span<char> Room(ref char[] room, int length)
    {
        if (room.Length < length)
        {
            room = new char[Math.Max(length, 2 * room.Length)];
        }
        return room.AsSpan(0, length);
    }
}
