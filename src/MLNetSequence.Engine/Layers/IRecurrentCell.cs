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

/// <summary>Gates of the weights, in their order, and the blocks of a step they act on.</summary>
/// <param name="Gate">The first gate, as W_ih [G·H, F] and W_hh [G·H, R] order them.</param>
/// <param name="Count">How many gates that follow each other.</param>
/// <param name="Block">The block of the first.</param>
internal readonly record struct GateRun(int Gate, int Count, int Block);

/// <summary>The recurrent weights fall into parts where the gates do not all see h itself.</summary>
/// <param name="Gates">The gates of the part.</param>
/// <param name="FromBlock">The block that the part is multiplied with instead of h; -1 for h.</param>
internal readonly record struct RecurrentPart(GateRun Gates, int FromBlock = -1);

/// <summary>The buffers and weights of a cell.</summary>
internal sealed record CellShape
{
    /// <summary>G: gates of the weights.</summary>
    public required int Gates { get; init; }

    /// <summary>Blocks of a step.</summary>
    public required int Blocks { get; init; }

    /// <summary>The gates of W_ih; together they fill the blocks from 0 on.</summary>
    public required GateRun[] Input { get; init; }

    /// <summary>The parts of W_hh.</summary>
    public required RecurrentPart[] Recurrent { get; init; }

    /// <summary>Whether there is a memory c beside h.</summary>
    public bool HasMemory { get; init; }

    /// <summary>Whether h of the step before is used other than by a product.</summary>
    public bool ReadsPrevious { get; init; }

    /// <summary>Blocks that x·W_ihᵀ fills.</summary>
    public int InputBlocks => Input.Sum(g => g.Count);
}

/// <summary>The rows of one step, all pointers to the first of them.</summary>
internal unsafe struct CellStep
{
    public int Rows;

    /// <summary>P.</summary>
    public int Padded;

    /// <summary>[rows, Blocks·P].</summary>
    public float* Gates;

    /// <summary>Floats from one row of gates to the next.</summary>
    public int GateStride;

    public RecurrentWeights Weights;

    /// <summary>Whether h of the step before may be other than zero.</summary>
    public bool HasPrevious;

    /// <summary>Whether ∂loss/∂h of the step before is wanted.</summary>
    public bool WantsPreviousGradient;

    /// <summary>h of the step before, as it enters the products (dropped out), [rows, R].</summary>
    public Matrix Recurrent;

    /// <summary>Takes the products' gradient, [rows, R].</summary>
    public Matrix RecurrentGradient;

    /// <summary>h of the step before, [rows, P], or one row of zeros.</summary>
    public float* Previous;

    /// <summary>P, or 0 where all rows read the same.</summary>
    public int PreviousStride;

    /// <summary>∂loss/∂h of the step before, [rows, P]; added to.</summary>
    public float* PreviousGradient;

    /// <summary>c of the step before, [rows, P], or one row of zeros.</summary>
    public float* PreviousMemory;

    /// <summary>P, or 0 where all rows read the same.</summary>
    public int PreviousMemoryStride;

    /// <summary>c, [rows, P].</summary>
    public float* Memory;

    /// <summary>∂loss/∂c, [rows, P].</summary>
    public float* MemoryGradient;

    /// <summary>What the cell gives: h, or what is projected to it, [rows, P].</summary>
    public float* Output;

    /// <summary>∂loss/∂output, [rows, P].</summary>
    public float* OutputGradient;

    /// <summary>Room for a product that is not added to h's gradient, [rows, P].</summary>
    public float* Scratch;

    /// <summary>The bias of the blocks, [Blocks·P].</summary>
    public readonly float* Bias => Weights.PaddedBias;

    /// <summary>Blocks of all rows, as a matrix.</summary>
    public readonly Matrix Blocks(int first, int count) => new(Gates + first * Padded, Rows, count * Padded, GateStride);

    /// <summary>Adds h·W_hhᵀ to the blocks of a part.</summary>
    public readonly void AddRecurrent(int part)
    {
        GateRun gates = Weights.Shape.Recurrent[part].Gates;
        if (HasPrevious)
        {
            Gemm.Multiply(Recurrent, Weights.RecurrentForward[part], Blocks(gates.Block, gates.Count), accumulate: true);
        }
    }

    /// <summary>Adds what the blocks of a part say of h to its gradient.</summary>
    public readonly void AddRecurrentGradient(int part)
    {
        GateRun gates = Weights.Shape.Recurrent[part].Gates;
        if (WantsPreviousGradient)
        {
            Gemm.Multiply(Blocks(gates.Block, gates.Count), Weights.RecurrentBackward[part], RecurrentGradient, accumulate: true);
        }
    }
}
