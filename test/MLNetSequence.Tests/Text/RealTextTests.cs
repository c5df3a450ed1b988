using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Text;

/// <summary>Sentences that people wrote, where they are at hand: the fast tokenizer agrees with the slow one.</summary>
[TestClass]
public class RealTextTests
{
    [TestMethod]
    [DataRow("sentiment-imdb.txt")]
    [DataRow("eng-fra.txt")]
    public void TheVocabularyAndTheKeysAreTheSlowOnes(string file)
    {
        string path = RealData.PathOf(file);
        string[] lines = File.ReadAllLines(path);
        string[] expected = SlowTokenizer.Vocabulary(lines);
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit(lines);
        tokenizer.HasWords(expected);
        Dictionary<string, int> keys = expected.Select((word, i) => (word, i)).ToDictionary(w => w.word, w => w.i + 1);
        string[] found = Values.Of(tokenizer.Transform(Tokenize.Texts(lines)), "Tokens");
        for (int i = 0; i < lines.Length; i++)
        {
            Assert.AreEqual($"[{string.Join(' ', SlowTokenizer.Words(lines[i]).Select(word => keys[word]))}]", found[i], lines[i]);
        }
    }
}
