namespace MLNetSequence.Anomalies;

/// <summary>How many scores lie at or above a value, for at most about <see cref="MostPlaces"/> values in rising order.</summary>
/// <remarks>
/// Where all different scores have a place, the counts between places are exact: nothing lies there. Else scores were left out between
/// two places, at most a thousandth of all (one in <see cref="MostPlaces"/> - 1), and counts go in a straight line through them.
/// </remarks>
/// <param name="Values">Scores that were seen, each greater than the one before; at least one.</param>
/// <param name="From">For each how many scores are at least as great.</param>
/// <param name="Above">For each how many are greater.</param>
internal sealed record ScoreTable(double[] Values, int[] From, int[] Above)
{
    public const int MostPlaces = 1000;

    /// <summary>The table of some scores; those above <paramref name="end"/> are counted, and have no place.</summary>
    /// <param name="sorted">Finite scores in rising order, at least one.</param>
    /// <param name="end">How many of them have a place.</param>
    /// <param name="whole">From this one on every different score has a place.</param>
    public static ScoreTable Of(ReadOnlySpan<double> sorted, int end, int whole)
    {
        var (values, from, above) = (new List<double>(), new List<int>(), new List<int>());
        bool all = CountDifferent(sorted[..end]) <= MostPlaces;
        long cell = -1;
        for (int first = 0, next; first < end; first = next)
        {
            next = first + 1;
            while (next < end && sorted[next] == sorted[first])
            {
                next++;
            }
            // The ranks are cut into cells; what lies in the same cell as the place before may be left out.
            long cellNow = (next - 1L) * (MostPlaces - 1) / end;
            if (all || cellNow > cell || next == end || first >= whole)
            {
                (cell, int count) = (cellNow, sorted.Length);
                values.Add(sorted[first]);
                from.Add(count - first);
                above.Add(count - next);
            }
        }
        return new ScoreTable([.. values], [.. from], [.. above]);
    }

    /// <summary>Scores that are counted.</summary>
    public int Count => From[0];

    /// <exception cref="ArgumentException">The columns do not fit together, or counts rise.</exception>
    public ScoreTable Check()
    {
        bool sound = Values.Length > 0 && From.Length == Values.Length && Above.Length == Values.Length;
        for (int i = 0; sound && i < Values.Length; i++)
        {
            sound = double.IsFinite(Values[i]) && From[i] > Above[i] && Above[i] >= 0
                && (i == 0 || (Values[i] > Values[i - 1] && From[i] <= Above[i - 1]));
        }
        return sound ? this : throw new ArgumentException("The table of scores is damaged.");
    }

    /// <summary>How many scores are at least as great as a score.</summary>
    public double CountFrom(double score)
    {
        int place = Array.BinarySearch(Values, score);
        if (place >= 0)
        {
            return From[place];
        }
        place = ~place;
        if (place == 0 || place == Values.Length)
        {
            return place == 0 ? From[0] : Above[^1];
        }
        double way = Share(Values[place - 1], Values[place], score);
        return Above[place - 1] + way * (From[place] - Above[place - 1]);
    }

    /// <summary>
    /// The least score that at most so many scores reach, a place or between two between which scores were left out;
    /// null where more than so many reach the greatest place.
    /// </summary>
    public double? ScoreOf(double count)
    {
        int place = 0;
        while (place < From.Length && From[place] > count)
        {
            place++;
        }
        if (place == From.Length)
        {
            return null;
        }
        if (place == 0 || Above[place - 1] <= count)
        {
            return Values[place];
        }
        double way = (Above[place - 1] - count) / (Above[place - 1] - From[place]);
        return Values[place - 1] * (1 - way) + Values[place] * way;
    }

    // Halves, so that the distance of two finite numbers is finite, too.
    private static double Share(double low, double high, double score) => (score / 2 - low / 2) / (high / 2 - low / 2);

    private static int CountDifferent(ReadOnlySpan<double> sorted)
    {
        int different = 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            different += sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return different;
    }
}
