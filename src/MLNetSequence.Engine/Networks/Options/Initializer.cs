using System.Text.Json.Serialization;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence;

/// <summary>
/// How the first values of an array of weights are drawn; formulas and defaults are Keras'. Fan in is the number of inputs of
/// one unit, fan out the number of units; for a bias, both are its length.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(GlorotUniformInitializer), "glorotUniform")]
[JsonDerivedType(typeof(GlorotNormalInitializer), "glorotNormal")]
[JsonDerivedType(typeof(HeUniformInitializer), "heUniform")]
[JsonDerivedType(typeof(HeNormalInitializer), "heNormal")]
[JsonDerivedType(typeof(OrthogonalInitializer), "orthogonal")]
[JsonDerivedType(typeof(ConstantInitializer), "constant")]
[JsonDerivedType(typeof(UniformInitializer), "uniform")]
[JsonDerivedType(typeof(NormalInitializer), "normal")]
public abstract record Initializer
{
    private protected Initializer() { }

    /// <summary>Uniform in ±√(6 / (fan in + fan out)) (Glorot and Bengio 2010).</summary>
    public static Initializer GlorotUniform { get; } = new GlorotUniformInitializer();

    /// <summary>
    /// Normal with deviation √(2 / (fan in + fan out)) (Glorot and Bengio 2010); as in Keras, nothing beyond two deviations of
    /// the normal that is cut there.
    /// </summary>
    public static Initializer GlorotNormal { get; } = new GlorotNormalInitializer();

    /// <summary>Uniform in ±√(6 / fan in) (He et al. 2015).</summary>
    public static Initializer HeUniform { get; } = new HeUniformInitializer();

    /// <summary>Normal with deviation √(2 / fan in) (He et al. 2015), cut as <see cref="GlorotNormal"/> is.</summary>
    public static Initializer HeNormal { get; } = new HeNormalInitializer();

    /// <summary>
    /// A matrix with orthonormal columns, or rows if there are fewer of those (Saxe et al. 2014), gain 1. Not for a bias.
    /// </summary>
    public static Initializer Orthogonal { get; } = new OrthogonalInitializer();

    /// <summary>All zero.</summary>
    public static Initializer Zeros { get; } = new ConstantInitializer(0);

    /// <summary>All one.</summary>
    public static Initializer Ones { get; } = new ConstantInitializer(1);

    /// <summary>One number everywhere.</summary>
    /// <param name="value">The number, finite as a 32-bit float.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not finite.</exception>
    public static Initializer Constant(double value) => new ConstantInitializer(value);

    /// <summary>Uniform in ±<paramref name="limit"/>.</summary>
    /// <param name="limit">Above 0, and finite as a 32-bit float.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0, or not finite.</exception>
    public static Initializer Uniform(double limit) => new UniformInitializer(limit);

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">The standard deviation, above 0, and finite as a 32-bit float.</param>
    /// <returns>The initializer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is not above 0, or not finite.</exception>
    public static Initializer Normal(double deviation) => new NormalInitializer(deviation);

    /// <summary>Fills an array that is seen as a row-major matrix [rows, columns].</summary>
    internal abstract void Fill(Span<float> values, WeightShape shape, SeededRandom random);

    /// <summary>Fills a matrix [rows, columns] of units by inputs: fan in = columns, fan out = rows.</summary>
    internal void Fill(Span<float> values, int rows, int columns, SeededRandom random) =>
        Fill(values, new WeightShape(rows, columns, FanIn: columns, FanOut: rows), random);
}
