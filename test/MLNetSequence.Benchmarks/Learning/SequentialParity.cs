namespace MLNetSequence.Benchmarks.Learning;

/// <summary>
/// Parity: at every step of a random bit string of 1 to 50 bits, whether the ones so far are odd in number. One bit of memory, but
/// each step must get it right: no average of the inputs helps.
/// </summary>
internal sealed class SequentialParity : ILearningTask
{
    private const int Longest = 50;
    private const int BatchSize = 64;
    private const double Goal = 0.999;

    public string Name => "parity";

    public IEnumerable<LearningResult> Run(Arguments arguments)
    {
        var task = new GeneratedTask
        {
            Name = Name,
            Batch = new LearningBatch(BatchSize, Longest, features: 1),
            Fill = Fill,
            MostSteps = 4000,
            IsReached = score => score.Accuracy >= Goal,
            Describe = score => FormattableString.Invariant($"accuracy {score.Accuracy:F4}, loss {score.Loss:F4}"),
            Goal = FormattableString.Invariant($"accuracy of at least {Goal} (guessing: 0.5)"),
        };
        foreach (Cell cell in (Cell[])[Cell.Gru, Cell.Lstm])
        {
            yield return task.Run(new LearnerSettings
            {
                Cell = cell,
                Inputs = 1,
                HiddenSize = 32,
                Outputs = 2,
                Goal = LearningGoal.ClassAtEveryStep,
                LearningRate = 1e-2,
                ClipNorm = 1,
                Threads = arguments.Threads,
            });
        }
    }

    private static void Fill(Random random, LearningBatch batch)
    {
        for (int b = 0; b < batch.Sequences; b++)
        {
            batch.Lengths[b] = 1 + random.Next(Longest);
            int parity = 0;
            for (int t = 0; t < batch.Lengths[b]; t++)
            {
                int bit = random.Next(2);
                parity ^= bit;
                batch.Input(b, t)[0] = bit;
                batch.Label(b, t) = parity;
            }
        }
    }
}
