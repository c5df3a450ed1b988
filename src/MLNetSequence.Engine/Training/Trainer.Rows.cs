using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

internal sealed partial class Trainer
{
    /// <summary>Of so many sequences, those to learn from, and those that are measured on: at least one of each, where any are held out.</summary>
    /// <exception cref="ArgumentException">There is one sequence only, and some are to be held out.</exception>
    public static (int[] Learned, int[] Held) Split(int count, TrainingOptions options)
    {
        int[] rows = [.. Enumerable.Range(0, count)];
        if (options.ValidationFraction <= 0)
        {
            return (rows, []);
        }
        if (count < 2)
        {
            throw new ArgumentException(
                $"{nameof(options.ValidationFraction)} needs a sequence to learn from and one to measure on; there is {count} in all.");
        }
        int held = Math.Clamp((int)Math.Round(count * options.ValidationFraction), 1, count - 1);
        new SeededRandom(options.Seed ?? 0, purpose: 4).Shuffle(rows);
        return (rows[held..], rows[..held]);
    }

    /// <summary>The order in which a block's rows are learned from in an epoch, counted from 1: a copy.</summary>
    public static int[] Order(int[] rows, TrainingOptions options, int epoch, int block)
    {
        int[] order = [.. rows];
        if (options.Shuffle)
        {
            new SeededRandom(options.Seed ?? 0, purpose: 2, epoch, block).Shuffle(order);
        }
        return order;
    }
}
