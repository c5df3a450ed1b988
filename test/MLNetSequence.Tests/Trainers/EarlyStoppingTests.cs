using Microsoft.ML.Data;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>Training that no longer gets better ends, with the weights of its best epoch, and says so.</summary>
[TestClass]
public class EarlyStoppingTests
{
    [TestMethod]
    public void TheBestEpochComesBack()
    {
        var logger = new ListLogger();
        SequenceMulticlassPredictionTransformer model = Fit(30, new EarlyStopping { Patience = 2 }, logger);
        int best = model.History.Best!.Epoch;
        Assert.IsTrue(best < model.History.Count && model.History.Count < 30);
        Assert.AreEqual(best + 2, model.History.Count);
        Assert.AreEqual(Toys.Bits(Fit(best, null)), Toys.Bits(model));

        Assert.AreEqual(TrainingOutcome.StoppedEarly, model.Report.Outcome);
        StringAssert.Contains(model.Report.Message!, $"best epoch, {best}.");
        Assert.IsTrue(logger.Lines.Any(l => l.Line == model.Report.Message));
    }

    [TestMethod]
    public void TheLastEpochStaysWhereTheOptionsSaySo()
    {
        SequenceMulticlassPredictionTransformer model = Fit(30, new EarlyStopping { Patience = 2, RestoreBest = false });
        Assert.AreEqual(TrainingOutcome.StoppedEarly, model.Report.Outcome);
        Assert.AreEqual(Toys.Bits(Fit(model.History.Count, null)), Toys.Bits(model));
        Assert.IsFalse(model.Report.Message!.Contains("best epoch"));
    }

    [TestMethod]
    public void WhoRunsAllEpochsStillGetsTheBest()
    {
        int best = Fit(30, new EarlyStopping { Patience = 2 }).History.Best!.Epoch;
        SequenceMulticlassPredictionTransformer model = Fit(best + 1, new EarlyStopping { Patience = 2 });
        Assert.AreEqual(TrainingOutcome.Completed, model.Report.Outcome);
        Assert.IsNull(model.Report.Message);
        Assert.AreEqual(Toys.Bits(Fit(best, null)), Toys.Bits(model));
    }

    [TestMethod]
    public void AllEpochsAreRunWhereNothingElseIsSaid()
    {
        SequenceMulticlassPredictionTransformer model = Fit(12, null);
        Assert.AreEqual(TrainingOutcome.Completed, model.Report.Outcome);
        Assert.IsNull(model.Report.Message);
        Assert.AreEqual(12, model.History.Count);
    }

    [TestMethod]
    public void WhyTrainingEndedIsSavedWithTheModel()
    {
        SequenceMulticlassPredictionTransformer model = Fit(30, new EarlyStopping { Patience = 2 });
        var loaded = (SequenceMulticlassPredictionTransformer)ModelFile.Reload(model, Toys.Classes(1).Schema);
        Assert.AreEqual((model.Report.Outcome, model.Report.Message), (loaded.Report.Outcome, loaded.Report.Message));
        Assert.AreEqual(model.TrainerOptions.Training, loaded.TrainerOptions.Training);
    }

    // The rows held out say the opposite of the others: sooner or later what is learned makes them worse.
    private static SequenceMulticlassPredictionTransformer Fit(int epochs, EarlyStopping? stopping, ListLogger? logger = null)
    {
        uint[][] tokens = Toys.Sequences(36);
        bool[] held = [.. tokens.Select((_, i) => i % 4 == 0)];
        Table data = Toys.Classes(tokens, [.. tokens.Select((t, i) => held[i] ? t[0] % 3 + 1 : (t[0] - 1) % 3 + 1)]);
        return Toys.Classifier(o =>
        {
            o.Training = Toys.Training(epochs) with { EarlyStopping = stopping };
            o.ValidationColumnName = "Held";
            o.Logger = logger;
        }).Fit(data.Add("Held", BooleanDataViewType.Instance, held));
    }
}
