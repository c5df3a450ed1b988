namespace MLNetSequence.Engine.Training;

/// <summary>How far a training has come: all that must go on where it is resumed, besides weights and moments.</summary>
internal sealed record TrainingPosition
{
    /// <summary>Epochs run to their end.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches done in the epoch that runs.</summary>
    public int Batch { get; set; }

    /// <summary>Changes of the weights.</summary>
    public long Updates { get; set; }

    /// <summary>Passes over batches, windows and slices counted.</summary>
    public long Passes { get; set; }

    /// <summary>The learning rate of the last change.</summary>
    public double LastRate { get; set; }

    /// <summary>Loss and hits of the epoch that runs.</summary>
    public LossSum Sum { get; set; }

    /// <summary>The lowest loss that was watched.</summary>
    public double BestLoss { get; set; } = double.PositiveInfinity;

    /// <summary>Epochs since then.</summary>
    public int Waited { get; set; }

    /// <summary>What the schedule remembers.</summary>
    public double[] Schedule { get; set; } = [];

    /// <summary>One entry an epoch.</summary>
    public List<TrainingProgress> History { get; set; } = [];
}
