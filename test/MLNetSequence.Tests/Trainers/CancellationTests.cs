using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Cancelled before anything is learned there is no model; later there is one, and a warning.</summary>
[TestClass]
public class CancellationTests
{
    [TestMethod]
    public void BeforeTheStartThereIsNothingToKeep()
    {
        var cancelled = new CancellationToken(canceled: true);
        Assert.ThrowsExactly<OperationCanceledException>(
            () => Quick.Trainer(o => o.CancellationToken = cancelled).Fit(Quick.Tokens()));
    }

    [TestMethod]
    public void WhileTheRowsAreReadThereIsNothingToKeepEither()
    {
        using var source = new CancellationTokenSource();
        var context = new MLContext(1);
        IDataView known = Reviews.Data(context, 20);
        ITransformer tokens = context.Transforms.Text.TokenizeIntoSequence("Features", "Text")
            .Append(context.Transforms.Conversion.MapValueToKey("Label")).Fit(known);
        int read = 0;
        IDataView data = tokens.Transform(context.Data.LoadFromEnumerable(Endless()));
        Assert.ThrowsExactly<OperationCanceledException>(() => Quick.Trainer(o => o.CancellationToken = source.Token).Fit(data));
        Assert.IsTrue(read < 5000, $"{read} rows were read after the cancellation at row 100.");

        IEnumerable<Review> Endless()
        {
            foreach (Review review in Enumerable.Repeat(Reviews.Make(20), 1_000_000).SelectMany(r => r))
            {
                if (++read == 100)
                {
                    source.Cancel();
                }
                yield return review;
            }
        }
    }

    [TestMethod]
    public void AfterAnEpochTheModelIsWhatThatEpochLearned()
    {
        using var source = new CancellationTokenSource();
        var logger = new ListLogger();
        var context = new MLContext(1);
        var warnings = new List<string>();
        context.Log += (_, line) =>
        {
            if (line.Kind == ChannelMessageKind.Warning)
            {
                warnings.Add(line.RawMessage);
            }
        };
        SequenceMulticlassPredictionTransformer model = context.MulticlassClassification.Trainers.Lstm(Quick.Options(o =>
        {
            o.Epochs = 50;
            o.CancellationToken = source.Token;
            o.Logger = logger;
            o.Progress = new DirectProgress<TrainingProgress>(progress =>
            {
                if (progress is { Epoch: 2, IsEpochEnd: true })
                {
                    source.Cancel();
                }
            });
        })).Fit(Quick.Tokens());

        Assert.AreEqual(2, model.History.Count);
        SequenceMulticlassPredictionTransformer short2 = Quick.Trainer(o => o.Epochs = 2).Fit(Quick.Tokens());
        Assert.AreEqual(Quick.Bits(short2), Quick.Bits(model));
        CollectionAssert.AreEqual(Values.OfAll(short2.Transform(Quick.Tokens())), Values.OfAll(model.Transform(Quick.Tokens())));
        string warning = logger.Lines.Single(l => l.Level == LogLevel.Warning).Line;
        StringAssert.Contains(warning, "cancelled in epoch 3 of 50");
        CollectionAssert.Contains(warnings, warning);
    }
}
