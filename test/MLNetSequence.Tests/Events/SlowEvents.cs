namespace MLNetSequence.Tests.Events;

/// <summary>Events found in a whole sequence, as the rules say it, with no thought of streams.</summary>
internal static class SlowEvents
{
    public static SequenceEvent[] Find(float[] scores, EventRules rules)
    {
        int[] steps = [.. Enumerable.Range(0, scores.Length)];
        var events = new List<SequenceEvent>();
        int from = 0;
        while (true)
        {
            int start = steps.Skip(from).FirstOrDefault(
                s => s + rules.Onset <= scores.Length && scores[s..(s + rules.Onset)].All(x => x >= rules.Threshold), -1);
            if (start < 0)
            {
                return [.. events.Where(e => e.Length >= rules.MinimumLength)];
            }
            // The first step that is on and has a whole gap behind; else the last that is on.
            int[] on = [.. steps.Skip(start + rules.Onset - 1).Where(s => scores[s] >= (rules.ReleaseThreshold ?? rules.Threshold))];
            int end = on.FirstOrDefault(
                s => s + rules.MinimumGap < scores.Length && !on.Any(other => other > s && other <= s + rules.MinimumGap), on[^1]);
            float peak = scores[start..(end + 1)].Where(x => !float.IsNaN(x)).Max();
            events.Add(new SequenceEvent(start, end, peak, Array.IndexOf(scores, peak, start)));
            from = end + 1 + rules.MinimumGap;
        }
    }
}
