namespace MLNetSequence.Tests.Windowing;

/// <summary>A row of a series and what stands in it.</summary>
internal sealed record SeriesRow(string Group, float[] Values);

/// <summary>
/// The slow, obvious way to windows: all rows in memory, every series by itself, every window by its start. Only then are they put in
/// order: by the row that completes each; those that nothing completes come last, in the order of their own rows.
/// </summary>
internal static class ReferenceWindows
{
    public sealed record Result(int Now, float[] Window, float[] Target);

    public static List<Result> Of(
        IReadOnlyList<SeriesRow> rows, SlidingWindowEstimator.Options options, int[] features, int[] targets)
    {
        var found = new List<(int CompletedAt, Result Window)>();
        foreach (string group in rows.Select(row => row.Group).Distinct())
        {
            int[] series = [.. Enumerable.Range(0, rows.Count).Where(i => rows[i].Group == group)];
            found.AddRange(OfSeries(rows, series, options, features, targets));
        }
        return [.. found.OrderBy(f => f.CompletedAt).ThenBy(f => f.Window.Now).Select(f => f.Window)];
    }

    private static IEnumerable<(int CompletedAt, Result Window)> OfSeries(
        IReadOnlyList<SeriesRow> rows, int[] series, SlidingWindowEstimator.Options o, int[] features, int[] targets)
    {
        int end = Math.Min(o.EndIndex ?? series.Length, series.Length);
        for (int start = o.StartIndex - (1000 * o.Stride); start < end; start += o.Stride)
        {
            int[] steps = [.. Enumerable.Range(0, o.Window).Select(k => start + (k * o.SamplingRate))];
            int[] ahead = [.. Enumerable.Range(0, o.Horizon).Select(h => steps[^1] + o.TargetOffset + h)];
            bool isWindow = steps[^1] >= o.StartIndex && steps[^1] < end
                && (start >= o.StartIndex || o.IncompleteWindows == IncompleteRows.FillWithNaN);
            int last = ahead.Append(steps[^1]).Max();
            if (isWindow && (last < series.Length || o.IncompleteTargets == IncompleteRows.FillWithNaN))
            {
                float[] window = [.. steps.SelectMany(step => Row(step, features))];
                float[] target = [.. ahead.SelectMany(step => Row(step, targets))];
                yield return (last < series.Length ? series[last] : int.MaxValue, new Result(series[steps[^1]], window, target));
            }
        }

        IEnumerable<float> Row(int step, int[] columns) => columns.Select(c =>
            step < o.StartIndex || step >= series.Length ? float.NaN : rows[series[step]].Values[c]);
    }
}
