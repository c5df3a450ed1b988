using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>
/// One layer: what it declares, how it starts, and the packed form of its weights. It is shared by all threads and only read
/// while a batch runs; whatever a batch needs lies in a <see cref="LayerRun"/>.
/// </summary>
internal abstract class Layer
{
    /// <summary>The layer's parameters, in the order in which they are initialised and saved.</summary>
    public abstract IEnumerable<ParameterShape> Parameters { get; }

    /// <summary>First values of the parameters.</summary>
    public virtual void Initialize(ParameterStore store, SeededRandom random) { }

    /// <summary>Rearranges the weights for the kernels; called after every change of the parameters.</summary>
    public virtual void Pack(ParameterStore store) { }

    /// <summary>Buffers for one batch at a time.</summary>
    public abstract LayerRun NewRun();
}

/// <summary>A layer at work on one batch: forward, then (in training) backward over what forward left in its buffers.</summary>
internal abstract class LayerRun
{
    /// <summary>Output rows from input rows: [N, F] for a sequence, [B, F] for one row a sequence.</summary>
    public abstract Matrix Forward(Pass pass, Matrix input);

    /// <summary>
    /// Adds the parameters' gradient to <see cref="Pass.Gradients"/> and returns the gradient for the input. It may overwrite
    /// <paramref name="outputGradient"/>. The first layer of a network returns an empty matrix.
    /// </summary>
    public abstract Matrix Backward(Pass pass, Matrix outputGradient);
}
