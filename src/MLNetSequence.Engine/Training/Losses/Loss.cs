using System.Text.Json.Serialization;
using MLNetSequence.Engine.Training.Losses;

namespace MLNetSequence;

/// <summary>What training makes small: a number for each row of outputs and its label or targets. Immutable.</summary>
/// <remarks>
/// A row is one sequence, or one step where a network answers at every step. Rows are averaged with their weights w, the product
/// of the weight that the data gives and the one that the loss gives a class: the loss of a batch is Σ w·l / Σ w, as PyTorch's
/// weighted mean. Losses over K targets are means over the K, as in Keras, so that weights and learning rates keep their meaning
/// where K changes. Outputs that are not finite give a loss that is not finite, which ends training.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CrossEntropyLoss), "crossEntropy")]
[JsonDerivedType(typeof(BinaryCrossEntropyLoss), "binaryCrossEntropy")]
[JsonDerivedType(typeof(MeanSquaredLoss), "meanSquared")]
[JsonDerivedType(typeof(MeanAbsoluteLoss), "meanAbsolute")]
[JsonDerivedType(typeof(HuberLoss), "huber")]
[JsonDerivedType(typeof(QuantileLoss), "quantile")]
[JsonDerivedType(typeof(GaussianLoss), "gaussian")]
[JsonDerivedType(typeof(StudentTLoss), "studentT")]
[JsonDerivedType(typeof(NegativeBinomialLoss), "negativeBinomial")]
[JsonDerivedType(typeof(ScaledNegativeBinomialLoss), "scaledNegativeBinomial")]
public abstract record Loss
{
    private protected Loss()
    {
    }

    /// <summary>The output activation that the loss contains: a network that ends in it leaves it out in training.</summary>
    internal virtual Activation Absorbs => Activation.Linear;

    /// <summary>A row's target is a class; otherwise it is K floats.</summary>
    internal virtual bool ReadsLabel => false;

    /// <summary>Numbers that a network must give for <paramref name="targets"/> targets or classes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1, or more than an array holds.</exception>
    /// <exception cref="ArgumentException">The loss was made for another number of classes.</exception>
    internal abstract int OutputsFor(int targets);

    /// <summary>The weight of a row in its batch, to be multiplied with the data's own.</summary>
    internal virtual double Weight(int label) => 1;

    /// <summary>
    /// Why the loss cannot take a target, or null: asked once an example, when data is read. NaN can be taken only where numbers
    /// <paramref name="mayMiss"/>.
    /// </summary>
    internal virtual string? Refuse(int label, ReadOnlySpan<float> target, int classes, bool mayMiss = false) =>
        TargetCheck.Finite(target, mayMiss);

    /// <summary>The loss of one row, without <see cref="Weight"/>, and its gradient.</summary>
    /// <param name="output">
    /// The network's outputs. With <paramref name="gradient"/> they are replaced by scale · ∂loss/∂output, and without by what
    /// <see cref="Predict"/> makes of them.
    /// </param>
    /// <param name="label">The class, where <see cref="ReadsLabel"/> says so; else not read.</param>
    /// <param name="target">
    /// K targets, or none where the class is read. One that is NaN is missing: the loss is the mean over the others (0 where there is
    /// none), and the gradient for the outputs that belong to it is 0.
    /// </param>
    /// <param name="scale">The row's share of its batch, w / Σ w.</param>
    /// <param name="gradient">The gradient is wanted.</param>
    /// <param name="hit">The class was right; false where a loss knows no classes.</param>
    internal abstract double Row(
        Span<float> output, int label, ReadOnlySpan<float> target, float scale, bool gradient, out bool hit);

    /// <summary>Turns a network's outputs into what a user reads: probabilities, or the parameters of a distribution.</summary>
    internal virtual void Predict(Span<float> output)
    {
    }
}
