namespace MLNetSequence.Benchmarks.Learning;

/// <summary>
/// The adding problem: 600 steps of a random number in [0, 1) and a marker, which is 1 at two steps and 0 elsewhere; the sum of the
/// two marked numbers is asked for at the end (Hochreiter and Schmidhuber 1997; as here, in Bai et al. 2018). Who answers 1 whatever
/// comes has a mean squared error of 1/6.
/// </summary>
internal sealed class AddingProblem : ILearningTask
{
    private const int Steps = 600;
    private const int BatchSize = 32;
    private const double Goal = 1e-3;

    public string Name => "adding";

    public IEnumerable<LearningResult> Run(Arguments arguments)
    {
        var task = new GeneratedTask
        {
            Name = Name,
            Batch = new LearningBatch(BatchSize, Steps, features: 2),
            Fill = Fill,
            MostSteps = 10_000,
            IsReached = score => score.Loss < Goal,
            Describe = score => FormattableString.Invariant($"mean squared error {score.Loss:E2}"),
            Goal = FormattableString.Invariant($"below {Goal:E0} (answering 1: {1 / 6.0:F3})"),
        };
        foreach (Cell cell in (Cell[])[Cell.Gru, Cell.Lstm])
        {
            yield return task.Run(new LearnerSettings
            {
                Cell = cell,
                Inputs = 2,
                HiddenSize = 128,
                Outputs = 1,
                Goal = LearningGoal.NumberAtEnd,
                LearningRate = 2e-3,
                ClipNorm = 1,
                RememberedSteps = Steps,
                Threads = arguments.Threads,
            });
        }
    }

    private static void Fill(Random random, LearningBatch batch)
    {
        for (int b = 0; b < batch.Sequences; b++)
        {
            for (int t = 0; t < Steps; t++)
            {
                Span<float> input = batch.Input(b, t);
                input[0] = random.NextSingle();
                input[1] = 0;
            }
            int first = random.Next(Steps);
            int second = (first + 1 + random.Next(Steps - 1)) % Steps;
            batch.Input(b, first)[1] = 1;
            batch.Input(b, second)[1] = 1;
            batch.Targets[b] = batch.Input(b, first)[0] + batch.Input(b, second)[0];
        }
    }
}
