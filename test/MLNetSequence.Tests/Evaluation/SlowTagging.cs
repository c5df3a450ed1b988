namespace MLNetSequence.Tests.Evaluation;

/// <summary>The metrics of tags as their definitions say them, and spans by the rules of conlleval, rule by rule.</summary>
internal static class SlowTagging
{
    public static (double Accuracy, double Rows, string[] PerLabel, string? Spans) Evaluate((string Label, string Predicted)[] rows)
    {
        (string Label, string Predicted)[][] labelled =
        [
            .. rows.Select(row => Tagging.Steps(row.Label).Zip(Tagging.Steps(row.Predicted)).Where(s => s.First != "_").ToArray())
                .Where(row => row.Length > 0),
        ];
        (string Label, string Predicted)[] steps = [.. labelled.SelectMany(row => row)];
        string[] labels =
            [.. steps.SelectMany(s => (string[])[s.Label, s.Predicted]).Where(l => l != "_").Distinct().Order(StringComparer.Ordinal)];
        string[] perLabel = [.. labels.Select(label => Row(
            label, steps.Count(s => s.Label == label && s.Predicted == label), steps.Count(s => s.Predicted == label),
            steps.Count(s => s.Label == label)))];
        bool spans = labels.All(l => l == "O" || l.StartsWith("B-") || l.StartsWith("I-"));
        return (
            steps.Average(s => s.Label == s.Predicted ? 1.0 : 0), labelled.Average(row => row.All(s => s.Label == s.Predicted) ? 1.0 : 0),
            perLabel, spans ? Spans(labelled) : null);
    }

    private static string Spans((string Label, string Predicted)[][] rows)
    {
        string[] there = [.. rows.SelectMany((row, i) => Spans(i, row.Select(s => s.Label)))];
        string[] predicted = [.. rows.SelectMany((row, i) => Spans(i, row.Select(s => s.Predicted == "_" ? "O" : s.Predicted)))];
        return Row("micro avg", there.Intersect(predicted).Count(), predicted.Length, there.Length);
    }

    private static string Row(string name, int right, int predicted, int there)
    {
        double precision = predicted == 0 ? 0 : (double)right / predicted;
        double recall = there == 0 ? 0 : (double)right / there;
        double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
        return Tagging.Show(new LabelMetrics(name, precision, recall, f1, there));
    }

    // conlleval's endOfChunk and startOfChunk, for the tags B, I and O.
    private static IEnumerable<string> Spans(int row, IEnumerable<string> tags)
    {
        (string Tag, string Type) last = ("O", "");
        int start = -1, step = 0;
        foreach ((string tag, string type) in tags.Append("O").Select(t => (t[..1], t.Length > 2 ? t[2..] : "")))
        {
            bool ends = (last.Tag, tag) is ("B", "B") or ("B", "O") or ("I", "B") or ("I", "O") || (last.Tag != "O" && last.Type != type);
            bool starts = (last.Tag, tag) is ("B", "B") or ("I", "B") or ("O", "B") or ("O", "I") || (tag != "O" && last.Type != type);
            if (ends)
            {
                yield return $"{row} {last.Type} {start} {step - 1}";
            }
            start = starts ? step : start;
            last = (tag, type);
            step++;
        }
    }
}
