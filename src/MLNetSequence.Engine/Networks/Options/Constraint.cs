using System.Text.Json.Serialization;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <summary>
/// A rule that an array of weights is made to obey after every step of training. Norms are Euclidean and those of one output
/// unit's weights, a row of our [units, inputs] matrices: what Keras' constraints do along their axis 0. A bias is one row.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MaxNormConstraint), "maxNorm")]
[JsonDerivedType(typeof(UnitNormConstraint), "unitNorm")]
[JsonDerivedType(typeof(NonNegativeConstraint), "nonNegative")]
public abstract record Constraint
{
    private protected Constraint() { }

    /// <summary>Rows are scaled to norm 1.</summary>
    public static Constraint UnitNorm { get; } = new UnitNormConstraint();

    /// <summary>Negative weights become 0.</summary>
    public static Constraint NonNegative { get; } = new NonNegativeConstraint();

    /// <summary>Rows of a greater norm are scaled down to it (Srivastava et al. 2014).</summary>
    /// <param name="maximum">The greatest norm allowed, above 0 and finite.</param>
    /// <returns>The constraint.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The norm is not above 0, or not finite.</exception>
    public static Constraint MaxNorm(double maximum) => new MaxNormConstraint(maximum);
}

internal sealed record MaxNormConstraint(double Maximum) : Constraint
{
    public double Maximum { get; } = Check.Positive(Maximum, "maximum");
}

internal sealed record UnitNormConstraint : Constraint;

internal sealed record NonNegativeConstraint : Constraint;
