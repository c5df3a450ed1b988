using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>What all layers share while one shard of a batch passes through them.</summary>
internal sealed unsafe class Pass
{
    public PackedBatch Batch { get; } = new();

    /// <summary>Dropout is on, and backward will follow.</summary>
    public bool Training { get; set; }

    /// <summary>The dense parameters' gradient of this shard, laid out as the store is.</summary>
    public AlignedBuffer Gradients { get; } = new();

    /// <summary>The gradient of each token's embedding row, [N, F]: added to the tables after all shards are done.</summary>
    public Matrix TokenGradients { get; set; }

    /// <summary>Dropout masks come from here; reset for every step and shard, so that threads do not matter.</summary>
    public SeededRandom Random { get; } = new(0);

    public float* Gradient(Parameter parameter) => Gradients.Pointer + parameter.Offset;

    public Matrix GradientMatrix(Parameter parameter) => new(Gradient(parameter), parameter.Shape[0], parameter.Shape[1]);
}
