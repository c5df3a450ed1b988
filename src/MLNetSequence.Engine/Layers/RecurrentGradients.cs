using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// The weights' gradient of one direction: ∂W_ih = Σ ∂gatesᵀ·x, ∂W_hh = Σ ∂gatesᵀ·h_before, ∂b = Σ ∂gates, gate by gate, each row of
/// gates read once for all of them.
/// </summary>
internal static unsafe class RecurrentGradients
{
    // What the gates are multiplied with: x, h of the step before, and the block that a part sees instead of h.
    private const int RightSides = 3;

    public static void Add(GradientShare share, RecurrentWeights weights, int inputs, int operands)
    {
        (int first, int count) = share.Units(weights.Hidden);
        Span<LeftPiece> pieces = stackalloc LeftPiece[weights.Shape.Blocks];
        for (int block = 0; block < pieces.Length; block++)
        {
            pieces[block] = Piece(share, weights, block, first, count);
        }
        bool seesBlock = weights.Shape.SeenBlock >= 0;
        ReadOnlySpan<RightOperand> rights =
        [
            new(operands + (int)RecurrentOperand.Input, inputs),
            new(operands + (int)RecurrentOperand.PreviousHidden, weights.Output),
            new(operands + (int)RecurrentOperand.SeenBlock, weights.Hidden),
        ];
        share.AddProducts(operands + (int)RecurrentOperand.Gates, pieces, rights[..(seesBlock ? RightSides : RightSides - 1)]);
        AddProjection(share, weights, operands);
        AddPeepholes(share, weights, first, count, operands);
    }

    /// <summary>∂h0 and ∂c0: the sum over the sequences.</summary>
    public static void AddInitialState(GradientShare share, RecurrentWeights weights, int operands)
    {
        (int first, int count) = share.Units(weights.Output);
        float* hidden = share.Gradient(weights.Initial.Hidden!) + first;
        share.AddSequenceSums(operands + (int)RecurrentOperand.InitialHiddenGradient, first, count, hidden);
        if (weights.Initial.Memory is { } memory)
        {
            (first, count) = share.Units(weights.Hidden);
            share.AddSequenceSums(operands + (int)RecurrentOperand.InitialMemoryGradient, first, count, share.Gradient(memory) + first);
        }
    }

    // The products of one block: with x where the block has a gate of W_ih, with h or a block where it has one of W_hh.
    private static LeftPiece Piece(GradientShare share, RecurrentWeights weights, int block, int first, int count)
    {
        int hidden = weights.Hidden;
        var piece = new LeftPiece { First = block * weights.Padded + first, Count = count };
        foreach (GateRun run in weights.Shape.Input)
        {
            int gate = run.Gate + block - run.Block;
            if (block >= run.Block && block < run.Block + run.Count)
            {
                piece.To0 = share.Matrix(weights.Input!).RowRange(gate * hidden + first, count);
                piece.Sums = weights.Bias is null ? null : share.Gradient(weights.Bias) + gate * hidden + first;
            }
        }
        foreach ((GateRun run, int from) in weights.Shape.Recurrent)
        {
            Matrix gradient = share.Matrix(weights.Recurrent!);
            if (block >= run.Block && block < run.Block + run.Count)
            {
                Matrix to = gradient.RowRange((run.Gate + block - run.Block) * hidden + first, count);
                (piece.To1, piece.To2) = from < 0 ? (to, default(Matrix)) : (default(Matrix), to);
            }
        }
        if (block == weights.Shape.InputBlocks && weights.CandidateBias is not null)
        {
            piece.Sums = share.Gradient(weights.CandidateBias) + first;
        }
        return piece;
    }

    private static void AddProjection(GradientShare share, RecurrentWeights weights, int operands)
    {
        if (weights.Projection is null)
        {
            return;
        }
        (int first, int count) = share.Units(weights.Output);
        var piece = new LeftPiece { First = first, Count = count, To0 = share.Matrix(weights.Projection).RowRange(first, count) };
        share.AddProducts(
            operands + (int)RecurrentOperand.HiddenGradient, [piece], [new(operands + (int)RecurrentOperand.CellOutput, weights.Hidden)]);
    }

    // ∂p_i = Σ ∂i ⊙ c, ∂p_f = Σ ∂f ⊙ c, ∂p_o = Σ ∂o ⊙ c'.
    private static void AddPeepholes(GradientShare share, RecurrentWeights weights, int first, int count, int operands)
    {
        if (weights.PeepholeWeights is null)
        {
            return;
        }
        ReadOnlySpan<int> gates = [0, 1, 3];
        for (int i = 0; i < gates.Length; i++)
        {
            var memory = i < 2 ? RecurrentOperand.PreviousMemory : RecurrentOperand.Memory;
            share.AddColumnProducts(
                operands + (int)RecurrentOperand.Gates, gates[i] * weights.Padded + first, operands + (int)memory, first, count,
                share.Gradient(weights.PeepholeWeights) + i * weights.Hidden + first);
        }
    }
}
