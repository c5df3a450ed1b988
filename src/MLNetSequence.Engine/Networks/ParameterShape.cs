using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>What a layer declares of one array of weights.</summary>
/// <param name="Name">Layer's prefix and PyTorch's name.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="IsTable">A table of rows, of which a batch touches few.</param>
/// <param name="Initializer">First values; zeros if null.</param>
/// <param name="Regularizer">What is added to the loss for it.</param>
/// <param name="Constraint">What it must obey after every step.</param>
/// <param name="Trainable">False for weights that training leaves as they are.</param>
internal readonly record struct ParameterShape(
    string Name,
    int[] Shape,
    bool IsTable = false,
    Initializer? Initializer = null,
    Regularizer? Regularizer = null,
    Constraint? Constraint = null,
    bool Trainable = true)
{
    /// <summary>Numbers in the array.</summary>
    /// <exception cref="OverflowException">More than 64 bits count.</exception>
    public long Count => Shape.Aggregate(1L, (a, b) => checked(a * b));

    /// <summary>Draws the first values.</summary>
    public void Initialize(Span<float> values, SeededRandom random) =>
        (Initializer ?? Initializer.Zeros).Fill(values, WeightShape.Of(this), random);
}
