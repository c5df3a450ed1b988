using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetSequence.Tests.Support;
using MLNetSequence.Trainers;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Each epoch is told of in three places, with values that make sense.</summary>
[TestClass]
public class ProgressTests
{
    [TestMethod]
    [DataRow(0.0)]
    [DataRow(0.25)]
    public void ValuesMakeSense(double validationFraction)
    {
        var reports = new List<TrainingProgress>();
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o =>
        {
            o.Progress = EpochEnds(reports.Add);
            (o.ValidationFraction, o.Epochs, o.HiddenSize) = (validationFraction, 10, 8);
        }).Fit(Quick.Tokens(rows: 96));
        CollectionAssert.AreEqual(reports, model.History.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(1, 10).ToArray(), reports.Select(r => r.Epoch).ToArray());
        Assert.IsTrue(reports[^1].Loss < reports[0].Loss, "The loss falls.");
        Assert.IsTrue(reports[^1].Accuracy > reports[0].Accuracy, "The accuracy rises.");
        Assert.AreEqual(Math.Log(3), reports[0].Loss, 0.2, "Three classes, nothing learned yet.");
        Assert.AreEqual(TimeSpan.Zero, reports[^1].TimeLeft);
        TimeSpan elapsed = TimeSpan.Zero;
        foreach (TrainingProgress report in reports)
        {
            Assert.AreEqual(10, report.Epochs);
            Assert.IsTrue(report.Accuracy is >= 0 and <= 1);
            Assert.AreEqual(validationFraction > 0, report.ValidationLoss is > 0);
            Assert.AreEqual(validationFraction > 0, report.ValidationAccuracy is >= 0 and <= 1);
            Assert.IsTrue(report.SequencesPerSecond > 0);
            Assert.IsTrue(report.TimeLeft >= TimeSpan.Zero);
            Assert.IsTrue(report.Elapsed > elapsed);
            elapsed = report.Elapsed;
        }
    }

    [TestMethod]
    public void TheLoggerGetsALineForTheStartAndForEachEpoch()
    {
        var logger = new ListLogger();
        SequenceMulticlassPredictionTransformer model = Quick.Trainer(o => o.Logger = logger).Fit(Quick.Tokens(rows: 48));
        Assert.IsTrue(logger.Lines.All(l => l.Level == LogLevel.Information));
        string start = FormattableString.Invariant($"training on 48 sequences, {model.Network.ParameterCount:N0} parameters");
        string[] expected = [start, .. model.History.Select(h => h.ToString())];
        CollectionAssert.AreEqual(expected, logger.Lines.Select(l => l.Line).ToArray());
        StringAssert.StartsWith(expected[1], "epoch 1/2  loss ");
    }

    [TestMethod]
    public void TheFirstLineTellsWhatIsHeldOut()
    {
        var logger = new ListLogger();
        Quick.Trainer(o => (o.Logger, o.ValidationFraction) = (logger, 0.25)).Fit(Quick.Tokens(rows: 48));
        StringAssert.StartsWith(logger.Lines[0].Line, "training on 36 sequences, 12 held out, ");
    }

    [TestMethod]
    public void TheContextsLogGetsTheSameLines()
    {
        var context = new MLContext(1);
        var lines = new List<LoggingEventArgs>();
        context.Log += (_, line) => lines.Add(line);
        SequenceMulticlassPredictionTransformer model =
            context.MulticlassClassification.Trainers.Lstm(Quick.Options()).Fit(Quick.Tokens());
        foreach (TrainingProgress epoch in model.History)
        {
            LoggingEventArgs line = lines.Single(l => l.RawMessage == epoch.ToString());
            Assert.AreEqual(ChannelMessageKind.Info, line.Kind);
            StringAssert.Contains(line.Source, "SequenceMulticlassTrainer");
        }
    }

    /// <summary>Logs would drown in batches; who moves a bar wants them.</summary>
    [TestMethod]
    public void LogsTellOfWholeEpochsAndProgressOfAll()
    {
        TrainingProgress end = Quick.Trainer().Fit(Quick.Tokens()).History[0];
        var logger = new ListLogger();
        var reports = new List<TrainingProgress>();
        var context = new MLContext(1);
        var lines = new List<string>();
        context.Log += (_, line) => lines.Add(line.RawMessage);
        using (IChannel channel = ((IHostEnvironment)context).Start("Training"))
        {
            var log = new TrainingLog(channel, logger, new DirectProgress<TrainingProgress>(reports.Add));
            log.Report(end with { Batch = 1, IsEpochEnd = false });
            log.Report(end);
        }
        CollectionAssert.AreEqual((TrainingProgress[])[end with { Batch = 1, IsEpochEnd = false }, end], reports);
        CollectionAssert.AreEqual((string[])[end.ToString()], logger.Lines.Select(l => l.Line).ToArray());
        Assert.AreEqual(1, lines.Count(l => l.StartsWith("epoch ", StringComparison.Ordinal)));
    }

    /// <summary>Not of what is told within an epoch, which depends on the time.</summary>
    private static DirectProgress<TrainingProgress> EpochEnds(Action<TrainingProgress> report) => new(told =>
    {
        if (told.IsEpochEnd)
        {
            report(told);
        }
    });

    [TestMethod]
    public void ALoadedModelKnowsItsHistory()
    {
        SequenceMulticlassPredictionTransformer model = Quick.Trainer().Fit(Quick.Tokens());
        Assert.AreEqual(2, model.History.Count);
        var loaded = (SequenceMulticlassPredictionTransformer)ModelFile.Reload(model, Quick.Tokens().Schema);
        CollectionAssert.AreEqual(model.History.ToArray(), loaded.History.ToArray());
        Assert.AreEqual(model.Report.ToString(), loaded.Report.ToString());
    }
}
