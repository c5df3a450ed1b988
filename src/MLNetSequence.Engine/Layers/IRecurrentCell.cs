using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// One step of a recurrent network. The time loop (<see cref="RecurrentDirection{TCell}"/>) has computed x·W_ihᵀ; the cell adds
/// the recurrent products it needs and does the elementwise rest. Forward stands beside backward, the equations above both.
/// docs/write-a-cell.md walks through one.
/// </summary>
/// <remarks>
/// A step's gates lie in blocks of P floats, H rounded up to a multiple of <see cref="Simd.MaxLanes"/>: [rows, Blocks·P].
/// Padded units start at zero; whatever a cell computes there meets only weights that are zero.
/// </remarks>
internal unsafe interface IRecurrentCell
{
    /// <summary>How many blocks there are, and which weights fill them.</summary>
    static abstract CellShape Shape { get; }

    /// <summary>
    /// From the blocks' pre-activations (without bias) to activations, in place, and to the step's memory and output.
    /// </summary>
    static abstract void Forward<S, V>(in CellStep step) where S : ISimd<V> where V : struct;

    /// <summary>
    /// From activations to the gradient of the pre-activations, in place. <see cref="CellStep.OutputGradient"/> holds ∂loss/∂output
    /// of this step; <see cref="CellStep.MemoryGradient"/> holds ∂loss/∂c and leaves as that of the step before;
    /// <see cref="CellStep.PreviousGradient"/> takes what reaches h of the step before other than by a product.
    /// </summary>
    static abstract void Backward<S, V>(in CellStep step) where S : ISimd<V> where V : struct;
}
