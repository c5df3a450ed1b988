namespace MLNetSequence.Tests.Evaluation;

/// <summary>On random tags, the metrics are those of the slow implementation.</summary>
[TestClass]
public class SlowTaggingTests
{
    [TestMethod]
    [DataRow("O B-X I-X B-Y I-Y")]
    [DataRow("O I-X I-Y")]
    [DataRow("O B-X I-X _")]
    [DataRow("DET NOUN VERB _")]
    public void TheyAgree(string words)
    {
        string[] all = Tagging.Steps(words);
        string[] labels = [.. all.Where(w => w != "_").Order(StringComparer.Ordinal)];
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            (string, string)[] rows = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Row()), (labels[0], labels[0])];
            TaggingMetrics metrics = Tagging.Evaluate(Tagging.Data(labels, labels, rows));
            (double accuracy, double right, string[] perLabel, string? spans) = SlowTagging.Evaluate(rows);
            string what = string.Join(" | ", rows);
            Assert.AreEqual(accuracy, metrics.TokenAccuracy, 1e-12, what);
            Assert.AreEqual(right, metrics.SequenceAccuracy, 1e-12, what);
            CollectionAssert.AreEqual(perLabel, Tagging.Show(metrics.PerLabel), what);
            Assert.AreEqual(spans, metrics.Spans is { } found ? Tagging.Show(found.MicroAverage) : null, what);
        }

        (string, string) Row()
        {
            string[] label = [.. Enumerable.Range(0, random.Next(0, 9)).Select(_ => all[random.Next(all.Length)])];
            return (string.Join(' ', label), string.Join(' ', label.Select(l => random.Next(3) == 0 ? all[random.Next(all.Length)] : l)));
        }
    }
}
