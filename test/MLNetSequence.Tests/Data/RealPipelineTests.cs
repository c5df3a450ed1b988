using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Data;

/// <summary>Real data from the file to what a trainer reads, and through a model file.</summary>
[TestClass]
public class RealPipelineTests
{
    private readonly MLContext _context = new(1);

    [TestMethod]
    public void VowelsAreScaledByChannelAndPaddedWithAMask()
    {
        IDataView data = _context.Data.LoadFromTsFile(RealData.PathOf("JapaneseVowels_TRAIN.ts"));
        IDataView view = FitTransform(data, _context.Transforms.Conversion.MapValueToKey("Label")
            .Append(_context.Transforms.ScaleSeries("Scaled", "Series"))
            .Append(_context.Transforms.PadSequences(new SequencePaddingEstimator.Options
            {
                OutputColumnName = "Features",
                InputColumnName = "Scaled",
                Padding = SequenceEnd.Post,
                Length = 29,
                MaskColumnName = "Mask",
            })));
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 29, 12), view.Schema["Features"].Type);
        float[][] series = [.. view.GetColumn<float[]>("Series")];
        float[][] features = [.. view.GetColumn<float[]>("Features")];
        bool[][] masks = [.. view.GetColumn<bool[]>("Mask")];
        Assert.AreEqual(270, series.Length);
        double[] sums = new double[12];
        for (int row = 0; row < series.Length; row++)
        {
            int steps = series[row].Length / 12;
            Assert.IsTrue(steps is >= 7 and <= 29);
            CollectionAssert.AreEqual(Enumerable.Range(0, 29).Select(t => t < steps).ToArray(), masks[row]);
            Assert.IsTrue(features[row].Skip(steps * 12).All(v => v == 0));
            for (int i = 0; i < steps * 12; i++)
            {
                sums[i % 12] += features[row][i];
            }
        }
        // Of numbers that were scaled to a mean of zero.
        Assert.IsTrue(sums.All(sum => Math.Abs(sum) < 1e-2), string.Join(' ', sums));
    }

    [TestMethod]
    public void SentencesBecomeWordAndTagKeysPlaceForPlace()
    {
        IDataView data = _context.Data.LoadFromConlluFile(RealData.PathOf("atis-train.conllu"));
        IDataView view = FitTransform(data, _context.Transforms.Text.TokenizeIntoSequence("Words", "Form")
            .Append(_context.Transforms.Text.TokenizeIntoSequence(new SequenceTokenizingEstimator.Options
            {
                OutputColumnName = "Tags",
                InputColumnName = "Upos",
                LowerCase = false,
                OutOfVocabularyToken = null,
            }))
            .Append(_context.Transforms.Text.SequenceToText("Again", "Words"))
            .Append(_context.Transforms.PadSequences("Features", "Words", length: 20, truncating: SequenceEnd.Post)));
        uint[][] words = [.. view.GetColumn<VBuffer<uint>>("Words").Select(v => v.DenseValues().ToArray())];
        uint[][] tags = [.. view.GetColumn<VBuffer<uint>>("Tags").Select(v => v.DenseValues().ToArray())];
        string[] texts = [.. view.GetColumn<string>("Text")];
        string[] again = [.. view.GetColumn<string>("Again")];
        Assert.AreEqual(4274, words.Length);
        Assert.AreEqual(48655, words.Sum(w => w.Length));
        for (int row = 0; row < words.Length; row++)
        {
            Assert.AreEqual(words[row].Length, tags[row].Length);
            Assert.IsFalse(tags[row].Contains(0u), "Every tag is known.");
        }
        CollectionAssert.AreEqual(texts.Take(100).ToArray(), again.Take(100).ToArray());
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Tags"].GetKeyValues(ref names);
        // The most frequent tag of flights from one city to another.
        Assert.AreEqual("PROPN", names.GetValues()[0].ToString());
    }

    [TestMethod]
    public void CountriesAreWindowsOfTheirDailyChangesAndComeBack()
    {
        string path = RealData.PathOf("covid-key-countries.csv");
        IDataView data = _context.Data.LoadFromTextFile(
            path,
            [new("Date", DataKind.DateTime, 0), new("Italy", DataKind.Single, 4)],
            separatorChar: ',', hasHeader: true);
        IEstimator<ITransformer> pipeline = _context.Transforms.Difference("New", "Italy")
            .Append(_context.Transforms.TimeFeatures("Calendar", "Date", TimeParts.DayOfWeek))
            .Append(_context.Transforms.Lags("WeekBefore", "Italy", [7]))
            .Append(_context.Transforms.ScaleSeries("Scaled", "New", SeriesScaling.Standard, scaleColumnName: "Scale"))
            .Append(_context.Transforms.SlidingWindow("Window", "Scaled", window: 28, horizon: 7))
            .Append(_context.Transforms.UnscaleSeries("NewAhead", "Target", "Scale"))
            .Append(_context.Transforms.IntegrateForecast("Ahead", "NewAhead", levelColumnName: "Italy"));
        IDataView view = FitTransform(data, pipeline);
        float[] all = [.. data.GetColumn<float>("Italy")];
        float[] italy = [.. view.GetColumn<float>("Italy")];
        float[] before = [.. view.GetColumn<float[]>("WeekBefore").Select(v => v[0])];
        float[] weekdays = [.. view.GetColumn<float[]>("Calendar").Select(v => v[0])];
        float[][] ahead = [.. view.GetColumn<float[]>("Ahead")];
        // Windows end at rows 27 to 808 of 816; the first change, and so the first window, holds NaN.
        Assert.AreEqual(816 - 27 - 7, italy.Length);
        for (int row = 0; row < italy.Length; row++)
        {
            int day = row + 27;
            Assert.AreEqual(all[day], italy[row]);
            Assert.AreEqual(all[day - 7], before[row]);
            // The first day, 22 January 2020, was a Wednesday.
            Assert.AreEqual((2 + day) % 7, weekdays[row]);
            for (int h = 0; h < 7; h++)
            {
                Assert.AreEqual(all[day + 1 + h], ahead[row][h], 2f, $"Day {day}, {h + 1} ahead");
            }
        }
    }

    [TestMethod]
    public void ReviewsBecomePaddedKeysOfTheMostFrequentWords()
    {
        using var file = new StreamReader(new GZipStream(
            File.OpenRead(RealData.PathOf("imdb-train.tsv.gz")), CompressionMode.Decompress));
        var reviews = new List<Review>();
        while (file.ReadLine() is { } line)
        {
            reviews.Add(new Review { Label = line[..line.IndexOf('\t')], Text = line[(line.IndexOf('\t') + 1)..] });
        }
        IDataView data = _context.Data.LoadFromEnumerable(reviews);
        IDataView view = FitTransform(data, _context.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000)
            .Append(_context.Transforms.PadSequences("Features", "Tokens", length: 200)));
        var type = (VectorDataViewType)view.Schema["Features"].Type;
        Assert.AreEqual(new VectorDataViewType(new KeyDataViewType(typeof(uint), 20_000), 200), type);
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Features"].GetKeyValues(ref names);
        // As in the word index that Keras brings with its copy of these reviews.
        CollectionAssert.AreEqual(
            new[] { "[UNK]", "the", "and", "a", "of", "to", "is" }, names.GetValues()[..7].ToArray().Select(n => n.ToString()).ToArray());
        int rows = 0;
        foreach (VBuffer<uint> features in view.GetColumn<VBuffer<uint>>("Features"))
        {
            Assert.AreEqual(200, features.Length);
            rows++;
        }
        Assert.AreEqual(25_000, rows);
    }

    /// <summary>What the fitted pipeline makes, after it has been through a file.</summary>
    private static IDataView FitTransform(IDataView data, IEstimator<ITransformer> pipeline) =>
        ModelFile.Reload(pipeline.Fit(data), data.Schema).Transform(data);
}
