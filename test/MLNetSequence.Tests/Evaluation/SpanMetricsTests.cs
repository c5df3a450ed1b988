namespace MLNetSequence.Tests.Evaluation;

/// <summary>Spans as conlleval and seqeval read them.</summary>
[TestClass]
public class SpanMetricsTests
{
    /// <summary>The example of seqeval's documentation.</summary>
    [TestMethod]
    public void TheExampleOfSeqeval()
    {
        TaggingMetrics metrics = Tagging.Evaluate(
            ("O O O B-MISC I-MISC I-MISC O", "O O B-MISC I-MISC I-MISC I-MISC O"), ("B-PER I-PER O", "B-PER I-PER O"));
        SpanMetrics spans = metrics.Spans!;
        Assert.AreEqual(0.8, metrics.TokenAccuracy);
        CollectionAssert.AreEqual(new[] { "MISC 0.0000 0.0000 0.0000 1", "PER 1.0000 1.0000 1.0000 1" }, Tagging.Show(spans.PerType));
        Assert.AreEqual("micro avg 0.5000 0.5000 0.5000 2", Tagging.Show(spans.MicroAverage));
        Assert.AreEqual("macro avg 0.5000 0.5000 0.5000 2", Tagging.Show(spans.MacroAverage));
        Assert.AreEqual("weighted avg 0.5000 0.5000 0.5000 2", Tagging.Show(spans.WeightedAverage));
        Assert.AreEqual((0.5, 0.5, 0.5), (spans.Precision, spans.Recall, spans.F1));
        Assert.AreEqual((2L, 2L, 1L), (spans.Support, spans.Predicted, spans.Right));
        string[] report =
        [
            "Spans",
            "              precision    recall  f1-score   support",
            "",
            "        MISC     0.0000    0.0000    0.0000         1",
            "         PER     1.0000    1.0000    1.0000         1",
            "",
            "   micro avg     0.5000    0.5000    0.5000         2",
            "   macro avg     0.5000    0.5000    0.5000         2",
            "weighted avg     0.5000    0.5000    0.5000         2",
            "",
        ];
        StringAssert.StartsWith(metrics.ToString(), $"Steps{Environment.NewLine}              precision");
        StringAssert.EndsWith(metrics.ToString(), Environment.NewLine + string.Join(Environment.NewLine, report));
    }

    /// <summary>Each row is predicted by itself: what counts is how many spans there are.</summary>
    [TestMethod]
    [DataRow("B-X I-X O", 1, DisplayName = "One span")]
    [DataRow("B-X B-X", 2, DisplayName = "B begins a span behind one of its type")]
    [DataRow("I-X I-X O I-X", 2, DisplayName = "IOB1: I begins a span behind O and at the start")]
    [DataRow("B-X I-Y", 2, DisplayName = "I of another type begins a span behind B")]
    [DataRow("I-X I-Y I-X", 3, DisplayName = "I of another type begins a span behind I")]
    [DataRow("O I-X B-X I-X", 2, DisplayName = "B ends a span of its type")]
    [DataRow("B-X _ I-X", 1, DisplayName = "A span goes on across a step without a label")]
    [DataRow("B-X _ B-X", 2, DisplayName = "But not across a B")]
    [DataRow("_ I-X _ _", 1, DisplayName = "Steps without a label at both ends")]
    [DataRow("B-a-b I-a-b I-a", 2, DisplayName = "The type is all behind the first hyphen")]
    public void SpansAreReadAsConllevalReadsThem(string row, int spans)
    {
        SpanMetrics metrics = Tagging.Evaluate((row, row.Replace('_', 'O'))).Spans!;
        Assert.AreEqual((spans, 1.0), (metrics.Support, metrics.F1));
    }

    [TestMethod]
    [DataRow("B-X I-X O", "B-X I-X I-X", 0, DisplayName = "Too long")]
    [DataRow("B-X I-X O", "B-X O O", 0, DisplayName = "Too short")]
    [DataRow("B-X I-X O", "O I-X O", 0, DisplayName = "Too late")]
    [DataRow("B-X I-X O", "B-Y I-Y O", 0, DisplayName = "Of another type")]
    [DataRow("B-X I-X O", "I-X I-X O", 1, DisplayName = "The same, written as IOB1")]
    [DataRow("B-X I-X B-X", "B-X I-X I-X", 0, DisplayName = "Two made one")]
    [DataRow("B-X I-X I-X", "B-X I-X _", 0, DisplayName = "No prediction is an O")]
    [DataRow("B-X B-Y B-X", "B-X B-Z B-X", 2, DisplayName = "The others are right")]
    public void ASpanIsRightWhereAllOfItIs(string labels, string predictions, int right) =>
        Assert.AreEqual(right, Tagging.Evaluate((labels, predictions)).Spans!.Right);

    [TestMethod]
    public void NoSpanReachesBeyondItsRow()
    {
        SpanMetrics metrics = Tagging.Evaluate(("O B-X", "O B-X"), ("I-X O", "I-X O")).Spans!;
        Assert.AreEqual(2, metrics.Support);
    }

    [TestMethod]
    public void WithoutSpansOnEitherSideAllIsZero()
    {
        string[] words = ["O", "B-X", "I-X"];
        SpanMetrics metrics = Tagging.Evaluate(Tagging.Data(words, words, ("O O", "O O"))).Spans!;
        Assert.AreEqual("micro avg 0.0000 0.0000 0.0000 0", Tagging.Show(metrics.MicroAverage));
        Assert.AreEqual("macro avg 0.0000 0.0000 0.0000 0", Tagging.Show(metrics.MacroAverage));
        Assert.AreEqual(0, metrics.PerType.Count);
        metrics = Tagging.Evaluate(Tagging.Data(words, words, ("O O", "O B-X"))).Spans!;
        Assert.AreEqual("X 0.0000 0.0000 0.0000 0", Tagging.Show(metrics.PerType.Single()));
        Assert.AreEqual("weighted avg 0.0000 0.0000 0.0000 0", Tagging.Show(metrics.WeightedAverage));
    }

    /// <summary>Labels that are no spans are noticed whichever row, and column, has them.</summary>
    [TestMethod]
    [DataRow("B-X I-X O", true)]
    [DataRow("I-X", true)]
    [DataRow("O O", false, DisplayName = "Nothing but O")]
    [DataRow("B-X NOUN", false)]
    [DataRow("B-X S-X", false, DisplayName = "IOBES")]
    [DataRow("B-X L-X", false, DisplayName = "BILOU")]
    [DataRow("B- O", false, DisplayName = "No type")]
    [DataRow("B I O", false, DisplayName = "No types")]
    [DataRow("b-X O", false)]
    public void OnlyBIOLabelsWriteSpans(string row, bool spans)
    {
        Assert.AreEqual(spans, Tagging.Evaluate((row, row)).HasSpans);
        string outside = string.Join(' ', Tagging.Steps(row).Select(_ => "O"));
        Assert.AreEqual(spans, Tagging.Evaluate(("O", "O"), (outside, row)).HasSpans, "Only predicted, and late.");
    }

    [TestMethod]
    public void AValueThatNoStepHasDoesNotMatter()
    {
        string[] words = ["<unknown>", "B-X", "O"];
        Assert.IsTrue(Tagging.Evaluate(Tagging.Data(words, words, ("B-X O", "B-X O"))).HasSpans);
        Assert.IsFalse(Tagging.Evaluate(Tagging.Data(words, words, ("B-X O", "B-X <unknown>"))).HasSpans);
        Assert.IsTrue(Tagging.Evaluate(Tagging.Data(words, words, ("B-X _", "B-X <unknown>"))).HasSpans, "A step without a label.");
    }
}
