namespace MLNetSequence.Engine.Layers;

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
    public required GateRun[] Input
    {
        get;
        init
        {
            field = value;
            InputBlocks = value.Sum(g => g.Count);
        }
    }

    /// <summary>The parts of W_hh; at most one of them sees a block instead of h.</summary>
    public required RecurrentPart[] Recurrent
    {
        get;
        init
        {
            field = value;
            SeenBlock = value.Where(p => p.FromBlock >= 0).Select(p => p.FromBlock).DefaultIfEmpty(-1).Single();
        }
    }

    /// <summary>The block that a part of W_hh sees instead of h; -1 where none does.</summary>
    public int SeenBlock { get; private init; }

    /// <summary>Whether there is a memory c beside h.</summary>
    public bool HasMemory { get; init; }

    /// <summary>Blocks that x·W_ihᵀ fills.</summary>
    public int InputBlocks { get; private init; }
}
