using System.Globalization;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;
using MLNetSequence.Tests.Text;
using MLNetSequence.Tests.ToText;

namespace MLNetSequence.Tests.Vectors;

/// <summary>Which word gets which vector, and what becomes of it in a network.</summary>
[TestClass]
public class WordVectorsTests
{
    [TestMethod]
    public void CaseMattersUnlessAskedOtherwise()
    {
        const string text = "US 1\nus 2\nUs 3\nParis 4\nPARIS 5\nrome 6\nÉTÉ 7\n";
        string[] vocabulary = ["us", "paris", "Rome", "été", "Us", "oslo"];
        VectorText.Load(text, vocabulary).Has([0], [2], [0], [0], [0], [3], [0]);
        WordVectors lowered = VectorText.Load(text, vocabulary, o => o.LowerCaseFallback = true);
        lowered.Has([0], [2], [4], [6], [7], [3], [0]);
        CollectionAssert.AreEqual(new[] { "oslo" }, lowered.Missing.ToArray());
        Assert.AreEqual(5, lowered.Found);
    }

    [TestMethod]
    public void TheWordItselfWinsWhereverItStands()
    {
        string[] vocabulary = ["us", "US", "Us", "uS"];
        foreach (string text in (string[])["Us 1\nUS 2\nus 3\nus 4\nUS 5", "Us 1\nus 3\nUS 2\nUS 5\nUs 4"])
        {
            VectorText.Load(text, vocabulary, o => o.LowerCaseFallback = true).Has([0], [3], [2], [1], [1]);
        }
    }

    [TestMethod]
    public void MissingWordsGetTheMean() => VectorText
        .Load("a 1 10\nx 9 9\nb 2 30\n", ["?", "a", "b", "!"], o => o.Missing = MissingVectors.Mean)
        .Has([0, 0], [1.5f, 20], [1, 10], [2, 30], [1.5f, 20]);

    [TestMethod]
    public void MissingWordsGetNumbersAsSpreadAsThoseFound()
    {
        var random = new Random(1);
        string text = string.Concat(Enumerable.Range(0, 50).Select(
            i => $"w{i} {string.Join(' ', Enumerable.Range(0, 40).Select(_ => Number()))}\n"));
        string[] vocabulary = [.. Enumerable.Range(0, 100).Select(i => $"w{i}")];
        WordVectors one = Load(1), again = Load(1), other = Load(2);
        CollectionAssert.AreEqual(one.Matrix.Cast<float>().ToArray(), again.Matrix.Cast<float>().ToArray());
        CollectionAssert.AreEqual(one.Row(50), other.Row(50));
        CollectionAssert.AreNotEqual(one.Row(51), other.Row(51));
        CollectionAssert.AreNotEqual(one.Row(51), one.Row(52));
        CollectionAssert.AreEqual(new float[40], one.Row(0));
        (double mean, double deviation) = Spread(1, 50);
        (double drawnMean, double drawnDeviation) = Spread(51, 100);
        // Of 2,000 numbers mean and deviation are off by 2 % of the deviation at one sigma.
        Assert.AreEqual(mean, drawnMean, 0.1 * deviation);
        Assert.AreEqual(1, drawnDeviation / deviation, 0.1);

        string Number() => (3 + random.NextDouble() * 2).ToString(CultureInfo.InvariantCulture);

        WordVectors Load(long seed) => VectorText.Load(text, vocabulary, o => (o.Missing, o.Seed) = (MissingVectors.Normal, seed));

        (double, double) Spread(int from, int to)
        {
            float[] numbers = [.. Enumerable.Range(from, to - from + 1).SelectMany(one.Row)];
            double mean = numbers.Average();
            return (mean, Math.Sqrt(numbers.Average(n => (n - mean) * (n - mean))));
        }
    }

    [TestMethod]
    public void TheReportIsTheSameInEveryCulture()
    {
        string text = string.Concat(Enumerable.Range(0, 1203).Select(i => $"w{i} 1 2 3\n"));
        WordVectors vectors = VectorText.Load(text, [.. Enumerable.Range(0, 2000).Select(i => $"w{i}")]);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.AreEqual("1,203 of 2,000 words found (60.2 %), 3 numbers each", vectors.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestMethod]
    public void TheVocabularyMayBeATokenizersOrAColumns()
    {
        const string text = "cat 1 2\nthe 3 4\n";
        SequenceTokenizingTransformer tokenizer = Tokenize.Fit("the cat the dog");
        DataViewSchema.Column column = tokenizer.Transform(Tokenize.Texts()).Schema["Tokens"];
        DataViewSchema.Column scalar = new Table().AddKeys("Word", ["[UNK]", "the", "cat", "dog"], 1).Schema["Word"];
        VectorText.With(Encoding.UTF8.GetBytes(text), path =>
        {
            foreach (WordVectors vectors in (WordVectors[])
                [WordVectors.Load(path, tokenizer), WordVectors.Load(path, column), WordVectors.Load(path, scalar)])
            {
                vectors.Has([0, 0], [0, 0], [3, 4], [1, 2], [0, 0]);
                CollectionAssert.AreEqual(new[] { "[UNK]", "dog" }, vectors.Missing.ToArray());
            }
            return 0;
        });
    }

    [TestMethod]
    public void AColumnWithoutWordsIsRefused()
    {
        var key = new KeyDataViewType(typeof(uint), 2);
        foreach (DataViewSchema.Column column in (DataViewSchema.Column[])
            [
                new Table().AddText("Word", "a").Schema["Word"],
                new Table().Add("Word", key, 1u).Schema["Word"],
                new Table().AddAnnotated("Word", key, Sequences.Numbers(1, 2), [1u]).Schema["Word"],
            ])
        {
            ArgumentOutOfRangeException error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => WordVectors.Load("file", column));
            foreach (string part in (string[])["token column", "'Word'", "text KeyValues", column.Type.ToString()!])
            {
                StringAssert.Contains(error.Message, part);
            }
        }
    }

    /// <summary>The class is in a vector's first number: a network that keeps them can tell words that it never saw.</summary>
    [TestMethod]
    public void ANetworkKeepsThemWhereTheyAreFrozen()
    {
        string[] good = ["good", "great", "fine", "superb"], bad = ["bad", "awful", "poor", "dire"];
        string text = string.Concat(good.Select((w, i) => $"{w} 1 0.{i}\n")) + string.Concat(bad.Select((w, i) => $"{w} -1 0.{i}\n"));
        string[] vocabulary = [.. good, .. bad];
        WordVectors vectors = VectorText.Load(text, vocabulary);
        var model = new SequenceModel(new SequenceNetwork().Embedding(vectors.Matrix).Lstm(4).Dense(2, Activation.Softmax), seed: 1);
        float[] before = [.. vectors.Matrix.Cast<float>()];
        string table = model.WeightNames.Single(name => model.GetShape(name) is [9, 2]);
        CollectionAssert.AreEqual(before, model.GetWeights(table));
        SequenceExamples examples = SequenceExamples.OfTokens();
        foreach (int word in (int[])[1, 2, 3, 5, 6, 7])
        {
            examples.Add([word], label: word > 4 ? 1 : 0);
            examples.Add([word, word], label: word > 4 ? 1 : 0);
        }
        var options = new TrainingOptions
        {
            Epochs = 60,
            BatchSize = 4,
            Optimizer = new Adam { LearningRate = 0.05 },
            Seed = 1,
            Threads = 1,
        };
        model.Train(examples, new CrossEntropyLoss(), options);
        CollectionAssert.AreEqual(before, model.GetWeights(table));
        Assert.IsTrue(model.Score([4])[0] > 0.9, "superb");
        Assert.IsTrue(model.Score([8])[1] > 0.9, "dire");
    }
}
