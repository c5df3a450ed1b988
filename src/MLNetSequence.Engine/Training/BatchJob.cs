using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>What to compute the gradient of: which sequences, which of their steps, and how the loss is weighed.</summary>
internal sealed class BatchJob
{
    public Examples Examples { get; set; } = new(new TokenSequences(), new TargetRows(0));

    public Loss Loss { get; set; } = new CrossEntropyLoss();

    /// <summary>Rows of the data, sorted by falling length.</summary>
    public ReadOnlyMemory<int> Order { get; set; }

    /// <summary>The first step of the window.</summary>
    public int FirstStep { get; set; }

    /// <summary>The most steps of the window.</summary>
    public int MostSteps { get; set; } = int.MaxValue;

    /// <summary>States that the sequences begin with, [B, state]; empty for none.</summary>
    public Matrix States { get; set; }

    /// <summary>Whether all layers begin with them, as in a later window of the same sequences, and not only the stateful ones.</summary>
    public bool CarriesAll { get; set; }

    /// <summary>Where the states after the window go; empty if nobody wants them.</summary>
    public Matrix NextStates { get; set; }

    /// <summary>The weights of all rows that the gradient is the mean over.</summary>
    public double TotalWeight { get; set; } = 1;

    /// <summary>The sequences that a penalty on outputs is the mean over; 0 for those of <see cref="Order"/> alone.</summary>
    public int Sequences { get; set; }

    /// <summary>Whether the gradient is added to that of the batch before.</summary>
    public bool Accumulate { get; set; }

    /// <summary>Whether the gradient for the features that come in is wanted.</summary>
    public bool InputGradient { get; set; }

    /// <summary>Whether the loss works before the network's last activation.</summary>
    public bool BeforeActivation { get; set; }

    /// <summary>Whether there is an output, and a target, for every step.</summary>
    public bool PerStep { get; set; }

    public long Seed { get; set; }

    /// <summary>The number of the pass: dropout depends on it.</summary>
    public long Step { get; set; }

    /// <summary>Steps that a sequence has in the window.</summary>
    public int Steps(int b) => Math.Clamp(Examples.Inputs.Length(Order.Span[b]) - FirstStep, 0, MostSteps);
}
