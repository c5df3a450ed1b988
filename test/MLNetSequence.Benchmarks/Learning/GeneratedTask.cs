using System.Diagnostics;

namespace MLNetSequence.Benchmarks.Learning;

/// <summary>
/// Trains on batches that are made up as it goes, so nothing can be learned by heart; measures now and then on batches that are
/// always the same, and stops where the goal is reached.
/// </summary>
internal sealed class GeneratedTask
{
    private const int TestSeed = 1_000_003;

    public required string Name { get; init; }

    /// <summary>A batch to fill, [B, T, F].</summary>
    public required LearningBatch Batch { get; init; }

    /// <summary>Fills the batch with fresh examples.</summary>
    public required Action<Random, LearningBatch> Fill { get; init; }

    public required int MostSteps { get; init; }

    /// <summary>Training steps between two measurements.</summary>
    public int MeasureEvery { get; init; } = 250;

    /// <summary>Batches that a measurement takes.</summary>
    public int TestBatches { get; init; } = 8;

    /// <summary>When to stop; null where there is no goal, and all steps are taken.</summary>
    public Func<LearningScore, bool>? IsReached { get; init; }

    public required Func<LearningScore, string> Describe { get; init; }

    public required string Goal { get; init; }

    public LearningResult Run(LearnerSettings settings)
    {
        ILearner learner = Learners.Create(settings);
        string network = $"{settings.Cell} {settings.HiddenSize}";
        var random = new Random(1);
        var watch = Stopwatch.StartNew();
        int step = 0;
        LearningScore score;
        do
        {
            for (int i = 0; i < MeasureEvery && step < MostSteps; i++, step++)
            {
                Fill(random, Batch);
                learner.TrainStep(Batch);
            }
            score = Measure(learner);
            Console.WriteLine($"  {network}, step {step}: {Describe(score)}");
        }
        while (step < MostSteps && IsReached?.Invoke(score) != true);
        return new LearningResult(
            Name, network, step, watch.Elapsed.TotalSeconds, Describe(score), Goal, IsReached?.Invoke(score));
    }

    private LearningScore Measure(ILearner learner)
    {
        var random = new Random(TestSeed);
        double loss = 0;
        double accuracy = 0;
        long steps = 0;
        for (int i = 0; i < TestBatches; i++)
        {
            Fill(random, Batch);
            LearningScore score = learner.Evaluate(Batch);
            int here = Batch.Lengths.Sum();
            loss += score.Loss * here;
            accuracy += score.Accuracy * here;
            steps += here;
        }
        return new LearningScore(loss / steps, accuracy / steps);
    }
}
