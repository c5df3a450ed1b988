using System.Text.RegularExpressions;

namespace MLNetSequence.Text;

/// <summary>Finds what a regular expression matches, or what lies between its matches, within a time limit for the text.</summary>
internal sealed class PatternScan(Regex regex, bool matchesSeparate, TimeSpan limit) : TextScan
{
    public override void Scan(TokenBuffer text)
    {
        ReadOnlySpan<char> all = text.Text;
        long last = limit == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : Environment.TickCount64 + (long)Math.Ceiling(limit.TotalMilliseconds);
        int end = 0;
        try
        {
            // The expression's own limit is one for each match, so a clock, one that costs next to nothing, is looked at here, too.
            foreach (ValueMatch match in regex.EnumerateMatches(all))
            {
                if (Environment.TickCount64 > last)
                {
                    throw TooSlow(all.Length);
                }
                int from = Whole(all, match.Index);
                int to = Whole(all, match.Index + match.Length);
                Add(text, matchesSeparate ? end : from, matchesSeparate ? from : to);
                end = to;
            }
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooSlow(all.Length, e);
        }
        if (matchesSeparate)
        {
            Add(text, end, all.Length);
        }
    }

    private static void Add(TokenBuffer text, int start, int end)
    {
        if (end > start)
        {
            text.Add(start, end);
        }
    }

    // A place between the halves of a character is moved behind it.
    private static int Whole(ReadOnlySpan<char> text, int place) =>
        place > 0 && place < text.Length && char.IsLowSurrogate(text[place]) ? place + 1 : place;

    private UnsplittableTextException TooSlow(int length, Exception? inner = null) => new(
        $"The pattern '{regex}' needs more than its time limit of {limit.TotalSeconds} s for this text of {length} characters. "
        + $"A simpler pattern helps, or a larger {nameof(PatternSplitter.TimeLimit)}.", inner);
}
