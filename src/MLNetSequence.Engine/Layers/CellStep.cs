using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

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

    /// <summary>Threads that help with large products; null where there are none.</summary>
    public SharedProduct? Shared;

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
            Matrix to = Blocks(gates.Block, gates.Count);
            SharedProduct.Multiply(Shared, Recurrent, Weights.RecurrentForward[part], to, accumulate: true);
        }
    }

    /// <summary>Adds the product of a part that does not see h but a block.</summary>
    public readonly void AddBlockProduct(int part)
    {
        (GateRun gates, int from) = Weights.Shape.Recurrent[part];
        if (HasPrevious)
        {
            Matrix block = Blocks(from, 1).ColumnRange(0, Weights.Hidden);
            Matrix to = Blocks(gates.Block, gates.Count);
            SharedProduct.Multiply(Shared, block, Weights.RecurrentForward[part], to, accumulate: true);
        }
    }

    /// <summary>The gradient of the block that a part sees instead of h, [rows, P].</summary>
    public readonly Matrix BlockGradient(int part)
    {
        GateRun gates = Weights.Shape.Recurrent[part].Gates;
        var gradient = new Matrix(Scratch, Rows, Padded);
        if (HasPrevious)
        {
            Matrix units = gradient.ColumnRange(0, Weights.Hidden);
            Gemm.Multiply(Blocks(gates.Block, gates.Count), Weights.RecurrentBackward[part], units, accumulate: false);
        }
        else
        {
            new Span<float>(Scratch, Rows * Padded).Clear();
        }
        return gradient;
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
