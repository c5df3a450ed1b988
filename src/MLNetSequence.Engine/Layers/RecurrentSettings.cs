namespace MLNetSequence.Engine.Layers;

/// <summary>What a recurrent layer was told, beside its weights' shapes.</summary>
internal sealed record RecurrentSettings
{
    public required int Inputs { get; init; }

    public required int Hidden { get; init; }

    public double Dropout { get; init; }

    public double RecurrentDropout { get; init; }

    public bool ReturnSequences { get; init; }

    public bool ReturnState { get; init; }

    public bool GoBackwards { get; init; }

    public bool Stateful { get; init; }

    public bool Bidirectional { get; init; }

    public BidirectionalMerge Merge { get; init; }
}

/// <summary>Rows that the gradient of a recurrent layer's weights is summed from.</summary>
internal enum RecurrentOperand
{
    /// <summary>∂loss/∂pre-activations, [Blocks·P].</summary>
    Gates,

    /// <summary>x as it met the weights, [F].</summary>
    Input,

    /// <summary>h of the step before as it met the weights, [R].</summary>
    PreviousHidden,

    /// <summary>The block that a part of the weights met instead of h, [P].</summary>
    LastBlock,

    /// <summary>c of the step before, [P].</summary>
    PreviousMemory,

    /// <summary>c, [P].</summary>
    Memory,

    /// <summary>What was projected, [P].</summary>
    CellOutput,

    /// <summary>∂loss/∂h, [R].</summary>
    HiddenGradient,

    /// <summary>∂loss/∂h before the first step, one row a sequence, [R].</summary>
    InitialHiddenGradient,

    /// <summary>∂loss/∂c before the first step, one row a sequence, [P].</summary>
    InitialMemoryGradient,

    /// <summary>How many there are.</summary>
    Count,
}
