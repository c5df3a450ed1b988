using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence;

internal sealed record GlorotUniformInitializer : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) =>
        Initializers.GlorotUniform(values, shape.FanIn, shape.FanOut, random);
}

internal sealed record GlorotNormalInitializer : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) =>
        Initializers.TruncatedNormal(values, Math.Sqrt(2 / ((double)shape.FanIn + shape.FanOut)), random);
}

internal sealed record HeUniformInitializer : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) =>
        Initializers.Uniform(values, Math.Sqrt(6.0 / shape.FanIn), random);
}

internal sealed record HeNormalInitializer : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) =>
        Initializers.TruncatedNormal(values, Math.Sqrt(2.0 / shape.FanIn), random);
}

internal sealed record OrthogonalInitializer : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) =>
        Initializers.Orthogonal(values, shape.Rows, shape.Columns, random);
}

internal sealed record ConstantInitializer(double Value) : Initializer
{
    public double Value { get; } = Check.Float(Value, "value");

    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) => values.Fill((float)Value);
}

internal sealed record UniformInitializer(double Limit) : Initializer
{
    public double Limit { get; } = Check.Float(Check.Positive(Limit, "limit"), "limit");

    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) =>
        Initializers.Uniform(values, Limit, random);
}

internal sealed record NormalInitializer(double Deviation) : Initializer
{
    public double Deviation { get; } = Check.Float(Check.Positive(Deviation, "deviation"), "deviation");

    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(random.NextNormal() * Deviation);
        }
    }
}

/// <summary>An LSTM's bias [4·H]: the forget gate starts at one (Jozefowicz et al. 2015), the others as the user says.</summary>
internal sealed record ForgetGateInitializer(Initializer Others) : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random)
    {
        Others.Fill(values, shape, random);
        int hidden = values.Length / 4;
        values.Slice(hidden, hidden).Fill(1f);
    }
}

/// <summary>Weights that the user brings along, such as word vectors. No part of a description's JSON.</summary>
internal sealed record GivenInitializer(float[] Values) : Initializer
{
    internal override void Fill(Span<float> values, WeightShape shape, SeededRandom random) => Values.CopyTo(values);

    /// <summary>The vectors of tokens, [vocabulary · size], row 0 zero.</summary>
    public static float[] Copy(float[,] vectors, string argument)
    {
        int vocabulary = vectors.GetLength(0), size = vectors.GetLength(1);
        float[] values = new float[vectors.Length];
        for (int t = 1; t < vocabulary; t++)
        {
            for (int j = 0; j < size; j++)
            {
                float value = values[t * size + j] = vectors[t, j];
                if (!float.IsFinite(value))
                {
                    throw new ArgumentException(
                        FormattableString.Invariant($"Every number must be finite; that at [{t}, {j}] is {value}."), argument);
                }
            }
        }
        return values;
    }
}
