using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>What all layers share while one group of sequences passes through them.</summary>
internal sealed class Pass
{
    private readonly SeededRandom _random = new(0);
    private double[] _penalties = [];

    public PackedBatch Batch { get; } = new();

    /// <summary>Where the rows lie that the next layer reads.</summary>
    public PackedLayout Layout { get; set; } = new();

    /// <summary>Dropout is on, and what the layers give is penalized: how a network learns, and not how it scores.</summary>
    public bool Training { get; set; }

    /// <summary>
    /// Backward will follow, so forward leaves in the buffers what it reads: in training, and where scores are explained.
    /// </summary>
    public bool Keeps { get; set; }

    /// <summary>Threads that help with the large products of a sequence that is scored alone; null where there are none.</summary>
    public SharedProduct? Shared { get; set; }

    /// <summary>What the first recurrent layer makes of each token, in place of what the layers before it give; null where they run.</summary>
    public TokenProjection? Projection { get; set; }

    /// <summary>
    /// Whether the gradient for the network's own input is wanted. Only a network that reads features has one; where it reads tokens,
    /// too, that for the features, [N, F].
    /// </summary>
    public bool InputGradient { get; set; }

    /// <summary>
    /// The place of the group's first sequence in its batch: random numbers depend on a sequence's place, not on its group.
    /// </summary>
    public int FirstSequence { get; set; }

    /// <summary>Seed of the training, and the number of the step: what random numbers depend on.</summary>
    public (long Seed, long Step) Draw { get; set; }

    /// <summary>What activity regularizers add to the loss is divided by the sequences of the batch, all slices of it, as Keras does.</summary>
    public int BatchSequences { get; set; } = 1;

    /// <summary>What activity regularizers add to the loss, sequence by sequence, [B].</summary>
    public Span<double> Penalties => _penalties.AsSpan(0, Batch.Count);

    /// <summary>Begins a pass over the batch that has been filled.</summary>
    public void Begin()
    {
        Layout = Batch.Layout;
        if (_penalties.Length < Batch.Count)
        {
            _penalties = new double[Math.Max(Batch.Count, _penalties.Length * 2)];
        }
        Penalties.Clear();
    }

    /// <summary>Random numbers of one layer for one sequence of the group, the same in every grouping.</summary>
    public SeededRandom Random(int layer, int sequence)
    {
        _random.Reset(Draw.Seed, purpose: 3, Draw.Step, ((long)layer << 32) + FirstSequence + sequence);
        return _random;
    }
}
