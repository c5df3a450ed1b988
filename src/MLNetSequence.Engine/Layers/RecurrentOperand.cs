namespace MLNetSequence.Engine.Layers;

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
    SeenBlock,

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
