using System.Collections.Immutable;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Forecasting.Distributions;

/// <summary>What a loss makes of a network's outputs, for many values at once: K distributions from their parameters.</summary>
/// <remarks>Parameters are as the loss predicts them: [P, K], all first parameters, then all second ones; of quantiles [K, Q].</remarks>
internal abstract class DistributionFamily
{
    /// <summary>The distribution's parameters: numbers for each value.</summary>
    public abstract int Parameters { get; }

    /// <summary>The family that a loss fits, or null where it gives a point and no distribution.</summary>
    public static DistributionFamily? Of(Loss loss) => loss switch
    {
        GaussianLoss => new Parametric<Gaussian>(),
        StudentTLoss => new Parametric<StudentT>(),
        NegativeBinomialLoss => new Parametric<NegativeBinomial>(),
        QuantileLoss quantiles => new QuantileTables(quantiles.Quantiles),
        _ => null,
    };

    /// <summary>The value of number <paramref name="entry"/> that is not passed with probability p.</summary>
    /// <param name="parameters">All values' parameters, K times <see cref="Parameters"/> of them.</param>
    /// <param name="entry">Which of the K values.</param>
    /// <param name="p">Above 0 and below 1.</param>
    public abstract double Quantile(ReadOnlySpan<float> parameters, int entry, double p);

    /// <summary>The expected value of number <paramref name="entry"/>.</summary>
    public abstract double Mean(ReadOnlySpan<float> parameters, int entry);

    /// <summary>A random value of number <paramref name="entry"/>.</summary>
    public abstract double Sample(ReadOnlySpan<float> parameters, int entry, SeededRandom random);

    private sealed class Parametric<T> : DistributionFamily
        where T : struct, IParametricDistribution<T>
    {
        public override int Parameters => T.Parameters;

        public override double Quantile(ReadOnlySpan<float> parameters, int entry, double p) => At(parameters, entry).Quantile(p);

        public override double Mean(ReadOnlySpan<float> parameters, int entry) => At(parameters, entry).Mean;

        public override double Sample(ReadOnlySpan<float> parameters, int entry, SeededRandom random) =>
            At(parameters, entry).Sample(random);

        private static T At(ReadOnlySpan<float> parameters, int entry) => T.At(parameters, parameters.Length / T.Parameters, entry);
    }

    private sealed class QuantileTables(ImmutableArray<double> quantiles) : DistributionFamily
    {
        // As many numbers may lie on the stack.
        private const int MostOnStack = 256;

        public override int Parameters => quantiles.Length;

        public override double Quantile(ReadOnlySpan<float> parameters, int entry, double p) =>
            At(parameters, entry, Room(stackalloc double[MostOnStack])).Quantile(p);

        public override double Mean(ReadOnlySpan<float> parameters, int entry) =>
            At(parameters, entry, Room(stackalloc double[MostOnStack])).Mean;

        public override double Sample(ReadOnlySpan<float> parameters, int entry, SeededRandom random) =>
            At(parameters, entry, Room(stackalloc double[MostOnStack])).Sample(random);

        private Span<double> Room(Span<double> stack) =>
            quantiles.Length <= stack.Length ? stack[..quantiles.Length] : new double[quantiles.Length];

        private QuantileTable At(ReadOnlySpan<float> parameters, int entry, Span<double> room)
        {
            ReadOnlySpan<float> row = parameters.Slice(entry * room.Length, room.Length);
            for (int i = 0; i < room.Length; i++)
            {
                room[i] = row[i];
            }
            return new(quantiles.AsSpan(), room);
        }
    }
}
