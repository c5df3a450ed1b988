using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A Fit is cancelled by its token or with its context, and ends the same way: with what it has, if it has anything.</summary>
[TestClass]
public class CancelledFitTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void BeforeAnyBatchThereIsNoModel(bool byContext)
    {
        (MLContext context, CancellationTokenSource source) = (new(1), new());
        SequenceMulticlassTrainer trainer = Toys.Classifier(o => o.CancellationToken = source.Token, context);
        Cancel(byContext, context, source);
        var error = Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(Toys.Classes(20)));
        Assert.AreEqual(byContext ? default : source.Token, error.CancellationToken);
    }

    [TestMethod]
    public void CancelledAfterTheRowsAreReadThereIsNoModelEither()
    {
        using var source = new CancellationTokenSource();
        var logger = new CancellingLogger("training on", source);
        SequenceMulticlassTrainer trainer = Toys.Classifier(o => (o.CancellationToken, o.Logger) = (source.Token, logger));
        var error = Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(Toys.Classes(20)));
        Assert.AreEqual(source.Token, error.CancellationToken);
        StringAssert.Contains(error.Message, "before its first batch");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void MidwayThereIsAModelThatSaysSo(bool byContext)
    {
        (MLContext context, CancellationTokenSource source) = (new(1), new());
        var logger = new ListLogger();
        SequenceMulticlassPredictionTransformer model = Toys.Classifier(
            o =>
            {
                CancelAt(o, 2, 3, () => Cancel(byContext, context, source));
                (o.CancellationToken, o.Logger) = (source.Token, logger);
            },
            context).Fit(Toys.Classes(40));
        Assert.AreEqual(TrainingOutcome.Cancelled, model.Report.Outcome);
        StringAssert.Contains(model.Report.Message!, "cancelled in epoch 2 of 4, after 8 changes of the weights");
        StringAssert.Contains(model.Report.Message!, "what was learned until then");
        Assert.AreEqual(1, model.History.Count);
        Assert.AreEqual(model.Report.Message, logger.Lines.Single(l => l.Level == LogLevel.Warning).Line);
        var loaded = (SequenceMulticlassPredictionTransformer)ModelFile.Reload(model, Toys.Classes(1).Schema);
        Assert.AreEqual((model.Report.Outcome, model.Report.Message), (loaded.Report.Outcome, loaded.Report.Message));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void WithRowsToMeasureOnTheBestEpochComesBack(bool byContext)
    {
        Table data = Toys.Classes(40);
        // What is held out says the opposite, so that the first epochs are the best.
        uint[][] tokens = Toys.Sequences(12, seed: 5);
        Table held = Toys.Classes(tokens, [.. tokens.Select(t => t[0] % 3 + 1)]);
        SequenceMulticlassPredictionTransformer Fit(int epochs, Action? cancel, MLContext ml, CancellationToken token) => Toys.Classifier(
            o =>
            {
                CancelAt(o, 12, 2, cancel ?? (() => { }));
                o.Training = o.Training with { Epochs = epochs };
                (o.ValidationData, o.CancellationToken) = (held, token);
            },
            ml).Fit(data);
        (MLContext context, CancellationTokenSource source) = (new(1), new());
        SequenceMulticlassPredictionTransformer model = Fit(30, () => Cancel(byContext, context, source), context, source.Token);
        int best = model.History.Best!.Epoch;
        Assert.AreEqual(11, model.History.Count);
        Assert.IsTrue(best < 11);
        Assert.AreEqual(TrainingOutcome.Cancelled, model.Report.Outcome);
        StringAssert.Contains(model.Report.Message!, $"The model is that of the best epoch, {best}.");
        Assert.AreEqual(Toys.Bits(Fit(best, null, new MLContext(1), default)), Toys.Bits(model));
    }

    [TestMethod]
    public void AContextThatWasCancelledFitsNothingMore()
    {
        var context = new MLContext(1);
        Cancel(byContext: true, context, new());
        Assert.ThrowsExactly<OperationCanceledException>(() => Toys.Classifier(context: context).Fit(Toys.Classes(20)));
        Assert.AreEqual(2, Toys.Classifier().Fit(Toys.Classes(20)).History.Count, "Another context is not concerned.");
    }

    private static void Cancel(bool byContext, MLContext context, CancellationTokenSource source)
    {
        if (byContext)
        {
            typeof(MLContext).GetMethod("CancelExecution", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(context, null);
            return;
        }
        source.Cancel();
    }

    private static void CancelAt(SequenceTrainerOptions options, int epoch, int batch, Action cancel)
    {
        options.Training = Toys.Training(epochs: 4) with { ProgressInterval = TimeSpan.Zero };
        options.Progress = new DirectProgress<TrainingProgress>(at =>
        {
            if ((at.Epoch, at.Batch) == (epoch, batch))
            {
                cancel();
            }
        });
    }

    private sealed class CancellingLogger(string at, CancellationTokenSource source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).StartsWith(at, StringComparison.Ordinal))
            {
                source.Cancel();
            }
        }
    }
}
