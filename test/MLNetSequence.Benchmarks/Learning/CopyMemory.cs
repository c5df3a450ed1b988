namespace MLNetSequence.Benchmarks.Learning;

/// <summary>
/// Copy memory: ten symbols out of eight, T - 1 blanks, a delimiter, ten blanks; at the last ten steps the ten symbols are asked for
/// in their order, blanks before (Arjovsky et al. 2016). Who remembers nothing still knows where blanks belong, and has a mean loss
/// of 10·ln 8 / (T + 20) over the T + 20 steps.
/// </summary>
internal sealed class CopyMemory : ILearningTask
{
    private const int T = 100;
    private const int Symbols = 8; // Classes 1 to 8.
    private const int Remembered = 10;
    private const int Blank = 0;
    private const int Delimiter = 9;
    private const int Classes = 10;
    private const int Steps = T + 2 * Remembered;
    private const int BatchSize = 64;

    public string Name => "copy memory";

    private static double Baseline => Remembered * Math.Log(Symbols) / Steps;

    public IEnumerable<LearningResult> Run(Arguments arguments)
    {
        var task = new GeneratedTask
        {
            Name = Name,
            Batch = new LearningBatch(BatchSize, Steps, Classes),
            Fill = Fill,
            MostSteps = 5000,
            Describe = score => FormattableString.Invariant($"loss {score.Loss:F4}, {score.Loss / Baseline:F2} of the baseline"),
            Goal = FormattableString.Invariant($"none; the baseline is {Baseline:F4}, the loss without memory"),
        };
        foreach (Cell cell in (Cell[])[Cell.Gru, Cell.Lstm])
        {
            yield return task.Run(new LearnerSettings
            {
                Cell = cell,
                Inputs = Classes,
                HiddenSize = 128,
                Outputs = Classes,
                Goal = LearningGoal.ClassAtEveryStep,
                LearningRate = 2e-3,
                ClipNorm = 1,
                RememberedSteps = T,
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
                batch.SetOneHot(b, t, t == T + Remembered - 1 ? Delimiter : Blank);
                batch.Label(b, t) = Blank;
            }
            for (int i = 0; i < Remembered; i++)
            {
                int symbol = 1 + random.Next(Symbols);
                batch.SetOneHot(b, i, symbol);
                batch.Label(b, Steps - Remembered + i) = symbol;
            }
        }
    }
}
