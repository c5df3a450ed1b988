using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>One row at a time, and many threads at once, give what a data view gives.</summary>
[TestClass]
public class TokenizerServingTests
{
    [TestMethod]
    public void APredictionEngineGivesTheWords()
    {
        var context = new MLContext();
        IEstimator<ITransformer> pipeline = context.Transforms.Text
            .TokenizeIntoSequence("Tokens", "Text", new PatternSplitter(@"\w+|[^\w\s]"), maximumTokens: 5)
            .Append(context.Transforms.Conversion.MapKeyToValue("Words", "Tokens"));
        ITransformer model = pipeline.Fit(Tokenize.Texts("a, b, c, a."));
        foreach (ITransformer each in new[] { model, ModelFile.Reload(model, Tokenize.Texts().Schema) })
        {
            using PredictionEngine<Line, Split> engine = new MLContext().Model.CreatePredictionEngine<Line, Split>(each);
            CollectionAssert.AreEqual(new[] { "b", ",", "a", "[UNK]" }, engine.Predict(new Line { Text = "B,a!" }).Words);
            CollectionAssert.AreEqual(Array.Empty<string>(), engine.Predict(new Line { Text = "" }).Words);
            CollectionAssert.AreEqual(Array.Empty<string>(), engine.Predict(new Line { Text = null! }).Words);
            CollectionAssert.AreEqual(new[] { "c" }, engine.Predict(new Line { Text = "c" }).Words);
        }
    }

    [TestMethod]
    public void ManyCursorsAtOnceGiveTheSame()
    {
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => $"row {i} of {i % 7} naïve words {new string('w', i % 40)}")];
        foreach (SequenceSplitter splitter in (SequenceSplitter[])
            [new WordSplitter(), new WordNGramSplitter(), new PatternSplitter(@"\w+")])
        {
            IDataView tokens = Tokenize.FitSplit(splitter, texts[..300]).Transform(Tokenize.Texts(texts));
            string[] expected = Values.Of(tokens, "Tokens");
            string[][] found = new string[6][];
            Parallel.For(0, found.Length, i => found[i] = Values.Of(tokens, "Tokens"));
            foreach (string[] each in found)
            {
                CollectionAssert.AreEqual(expected, each, splitter.ToString());
            }
        }
    }

    [TestMethod]
    public void BothShortOverloadsAgreeWithTheOptions()
    {
        TransformsCatalog.TextTransforms catalog = new MLContext().Transforms.Text;
        Table texts = Tokenize.Texts("a b a");
        catalog.TokenizeIntoSequence("Tokens", "Text", new CharacterSplitter(), maximumTokens: 3).Fit(texts).HasWords("[UNK]", "a", " ");
        catalog.TokenizeIntoSequence("Text", null, new WhitespaceSplitter()).Fit(texts).HasWords("[UNK]", "a", "b");
        Assert.ThrowsExactly<ArgumentNullException>(() => catalog.TokenizeIntoSequence("Tokens", "Text", (SequenceSplitter)null!));
    }

    private sealed class Line
    {
        public string Text { get; set; } = "";
    }

    private sealed class Split
    {
        public string[] Words { get; set; } = [];
    }
}
