using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>One shard of a batch on its way through a network and back.</summary>
internal sealed unsafe class NetworkRun(Network network, LayerRun[] layers)
{
    public Pass Pass { get; } = new();

    public PackedBatch Batch => Pass.Batch;

    /// <summary>The last layer's output for the batch, [B, C], before any softmax.</summary>
    public Matrix Forward(bool training)
    {
        Pass.Training = training;
        Matrix value = default;
        foreach (LayerRun layer in layers)
        {
            value = layer.Forward(Pass, value);
        }
        GC.KeepAlive(network);
        return value;
    }

    /// <summary>Fills <see cref="Layers.Pass.Gradients"/> and <see cref="Layers.Pass.TokenGradients"/>.</summary>
    public void Backward(Matrix outputGradient)
    {
        Pass.Gradients.EnsureZero(network.Parameters.DenseLength);
        Pass.TokenGradients = default;
        for (int i = layers.Length - 1; i >= 0; i--)
        {
            outputGradient = layers[i].Backward(Pass, outputGradient);
        }
        GC.KeepAlive(network);
    }
}
