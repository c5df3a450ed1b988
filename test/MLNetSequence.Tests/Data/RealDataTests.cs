using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Data;

/// <summary>Sentences that people wrote, where they are at hand: beside the repository, never in it.</summary>
[TestClass]
public class RealDataTests
{
    [TestMethod]
    public void SentencesOfReviewsAreToldApartBetterThanByChance()
    {
        string path = RealData.PathOf("sentiment-imdb.txt");
        Review[] reviews =
        [
            .. File.ReadLines(path)
                .Select(line => line.Split('\t'))
                .Select(parts => new Review { Text = parts[0], Label = parts[1] }),
        ];
        var context = new MLContext(1);
        IDataView train = context.Data.LoadFromEnumerable(reviews.Where((_, i) => i % 5 != 0));
        IDataView test = context.Data.LoadFromEnumerable(reviews.Where((_, i) => i % 5 == 0));
        ITransformer model = Quick.Pipeline(context, Quick.Options(o =>
        {
            (o.HiddenSize, o.EmbeddingSize, o.Bidirectional, o.Epochs) = (16, 16, true, 8);
            (o.Dropout, o.BatchSize, o.LearningRate, o.Threads) = (0.4, 16, 0.005, null);
        })).Fit(train);
        MulticlassClassificationMetrics metrics = context.MulticlassClassification.Evaluate(model.Transform(test));
        Console.WriteLine($"accuracy {metrics.MicroAccuracy:F3}, log-loss {metrics.LogLoss:F3}");
        // Of 200 rows, chance gives more than this once in a few thousand times.
        Assert.IsTrue(metrics.MicroAccuracy > 0.62, $"accuracy {metrics.MicroAccuracy}");
    }
}
