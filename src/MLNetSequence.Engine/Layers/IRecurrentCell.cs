using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// One step of a recurrent network, elementwise part: what is left once <see cref="RecurrentLayer{TCell}"/> has computed
/// x·W_ihᵀ + h·W_hhᵀ. Forward stands beside backward, the equations above both.
/// </summary>
/// <remarks>
/// All rows are padded to P floats, H rounded up to a multiple of <see cref="Simd.MaxLanes"/>, gate after gate: [rows, G·P].
/// Padded units start at zero and stay zero.
/// </remarks>
internal unsafe interface IRecurrentCell
{
    /// <summary>G.</summary>
    static abstract int Gates { get; }

    /// <summary>First values of the bias [G·H].</summary>
    static abstract void InitializeBias(Span<float> bias, int hidden);

    /// <summary>
    /// Turns the gates' pre-activations (without bias) into activations, in place, and fills the step's memory and hidden rows.
    /// </summary>
    static abstract void Forward(in CellStep step);

    /// <summary>
    /// Turns the activations into the gradient of the pre-activations, in place. <see cref="CellStep.HiddenGradient"/> holds
    /// ∂loss/∂h of this step; <see cref="CellStep.MemoryGradient"/> holds ∂loss/∂c and leaves as that of the step before.
    /// </summary>
    static abstract void Backward(in CellStep step);
}

/// <summary>The rows of one step, all pointers to the first of them.</summary>
internal unsafe struct CellStep
{
    public int Rows;

    /// <summary>P.</summary>
    public int Padded;

    /// <summary>[rows, G·P].</summary>
    public float* Gates;

    /// <summary>[G·P].</summary>
    public float* Bias;

    /// <summary>The step before's memory, [rows, P], or one row of zeros where there is no step before.</summary>
    public float* PreviousMemory;

    /// <summary>P, or 0 where all rows read the same zeros.</summary>
    public int PreviousMemoryStride;

    /// <summary>[rows, P].</summary>
    public float* Memory;

    /// <summary>[rows, P].</summary>
    public float* Hidden;

    /// <summary>[rows, P].</summary>
    public float* HiddenGradient;

    /// <summary>[rows, P].</summary>
    public float* MemoryGradient;
}
