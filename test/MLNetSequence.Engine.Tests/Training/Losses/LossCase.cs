using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Tests.Training.Losses;

/// <summary>Every loss with settings that matter, and rows that it can be given.</summary>
internal static class LossCase
{
    public static Loss[] All =>
    [
        new CrossEntropyLoss(),
        new CrossEntropyLoss { LabelSmoothing = 0.2, ClassWeights = [0.5, 2, 0, 1, 3] },
        new BinaryCrossEntropyLoss(),
        new BinaryCrossEntropyLoss { LabelSmoothing = 0.1, PositiveWeight = 3 },
        new MeanSquaredLoss(),
        new MeanAbsoluteLoss(),
        new HuberLoss(),
        new HuberLoss { Delta = 0.3 },
        new QuantileLoss(),
        new QuantileLoss { Quantiles = [0.25, 0.75] },
        new GaussianLoss(),
        new StudentTLoss(),
        new NegativeBinomialLoss(),
    ];

    /// <summary>Classes of the losses that read a label.</summary>
    public const int Classes = 5;

    /// <summary>What a loss is tested with: a class, or from 1 target to a few.</summary>
    public static IEnumerable<(Loss Loss, int Targets)> Sizes()
    {
        foreach (Loss loss in All)
        {
            foreach (int targets in (int[])(loss.ReadsLabel ? [0] : [1, 2, 7]))
            {
                yield return (loss, targets);
            }
        }
    }

    public static int Outputs(Loss loss, int targets) => loss.OutputsFor(loss.ReadsLabel ? Classes : targets);

    public static float[] Targets(Loss loss, SeededRandom random, int targets)
    {
        float[] values = new float[targets];
        for (int k = 0; k < targets; k++)
        {
            values[k] = loss switch
            {
                BinaryCrossEntropyLoss => random.Next(3) / 2f,
                NegativeBinomialLoss => random.Next(9),
                _ => random.NextUniform(3),
            };
        }
        return values;
    }

    public static double[] Wide(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), x => (double)x);
}
