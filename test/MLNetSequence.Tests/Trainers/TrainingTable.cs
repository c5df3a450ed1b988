using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>A case for every option of training.</summary>
internal static class TrainingTable
{
    public static IEnumerable<OptionCase> Cases()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var told = new List<TrainingProgress>();
        return
        [
            new("Epochs", _ => 3),
            new("BatchSize", _ => 5),
            new("AccumulateBatches", _ => 2),
            new("Optimizer", _ => new Sgd { LearningRate = 0.5 }),
            new("Schedule", _ => new StepSchedule { EveryEpochs = 1 }),
            new("ClipValue", _ => 1e-4),
            new("ClipNorm", _ => 1e-4),
            new("GlobalClipNorm", _ => 1e-4),
            new("TruncatedSteps", _ => 2),
            new("Shuffle", _ => false),
            new("ValidationFraction", _ => 0.25),
            new("EarlyStopping", _ => new EarlyStopping { Patience = 1, MinimumImprovement = 100, RestoreBest = true }),
            new("Checkpoints", _ => new Checkpoints { Path = path })
            {
                OfTheRunAlone = true,
                Effect = run =>
                {
                    run.Changed();
                    Assert.IsTrue(File.Exists(path));
                },
                Clean = () => File.Delete(path),
            },
            new("Seed", _ => 7L),
            new("Threads", _ => 2) { OfTheRunAlone = true, Effect = run => run.ModelsAreTheSame() },
            new("ProgressInterval", _ => TimeSpan.Zero)
            {
                OfTheRunAlone = true,
                Before = (_, o) =>
                {
                    o.Training = o.Training with { ProgressInterval = Timeout.InfiniteTimeSpan };
                    o.Progress = new DirectProgress<TrainingProgress>(told.Add);
                },
                Effect = run =>
                {
                    told.Clear();
                    run.Usual();
                    Assert.IsTrue(told.TrueForAll(t => t.IsEpochEnd));
                    run.Changed();
                    Assert.IsTrue(told.Exists(t => !t.IsEpochEnd), "It reports after every batch.");
                },
            },
        ];
    }
}
