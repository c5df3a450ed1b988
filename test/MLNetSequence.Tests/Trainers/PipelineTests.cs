using Microsoft.ML;
using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Between ML.NET's own parts: wherever the rows come from, and whoever holds them in between.</summary>
[TestClass]
public class PipelineTests
{
    private const int Rows = 60;

    [TestMethod]
    public void ACacheBeforeTheTrainerChangesNothing()
    {
        var context = new MLContext(1);
        IDataView data = Reviews.Data(context, Rows);
        IEstimator<ITransformer> cached = context.Transforms.Text.TokenizeIntoSequence("Features", "Text")
            .Append(context.Transforms.Conversion.MapValueToKey("Label"))
            .AppendCacheCheckpoint(context)
            .Append(context.MulticlassClassification.Trainers.Lstm(Quick.Options()));
        IEstimator<ITransformer> plain = context.Transforms.Text.TokenizeIntoSequence("Features", "Text")
            .Append(context.Transforms.Conversion.MapValueToKey("Label"))
            .Append(context.MulticlassClassification.Trainers.Lstm(Quick.Options()));
        string expected = Quick.Bits(Quick.Classifier(plain.Fit(data)));
        Assert.AreEqual(expected, Quick.Bits(Quick.Classifier(cached.Fit(data))));
        Assert.AreEqual(expected, Quick.Bits(Quick.Classifier(plain.Fit(context.Data.Cache(data)))));
    }

    [TestMethod]
    public void ATextFileGivesTheModelThatItsRowsGive()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, Reviews.Make(Rows).Select(review => $"{review.Label}\t{review.Text}"));
            var context = new MLContext(1);
            IDataView data = context.Data.LoadFromTextFile<Line>(path, separatorChar: '\t');
            ITransformer model = Quick.Pipeline(context, Quick.Options()).Fit(data);
            ITransformer same = Quick.Pipeline(context, Quick.Options()).Fit(Reviews.Data(context, Rows));
            Assert.AreEqual(Quick.Bits(Quick.Classifier(same)), Quick.Bits(Quick.Classifier(model)));
            CollectionAssert.AreEqual(
                Values.Of(same.Transform(Reviews.Data(context, Rows)), "Score"), Values.Of(model.Transform(data), "Score"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void ScoredRowsMayBeCached()
    {
        var context = new MLContext(1);
        IDataView scored = Quick.Model.Transform(Reviews.Data(context, Rows));
        string[] scores = Values.Of(scored, "Score");
        CollectionAssert.AreEqual(scores, Values.Of(context.Data.Cache(scored), "Score"));
    }

    private sealed class Line
    {
        [LoadColumn(0)]
        public string Label { get; set; } = "";

        [LoadColumn(1)]
        public string Text { get; set; } = "";
    }
}
