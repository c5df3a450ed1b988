using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>One group of sequences on its way through a network and back.</summary>
internal sealed partial class NetworkRun
{
    private readonly Network _network;
    private readonly LayerRun[] _chain;
    private readonly AlignedBuffer _output = new();
    private int _through;

    public NetworkRun(Network network, LayerRun[] chain)
    {
        (_network, _chain) = (network, chain);
        Layers = [.. chain.SelectMany(WithChildren)];
        StateSize = Layers.Sum(l => l.StateSize);
    }

    public Pass Pass { get; } = new();

    public PackedBatch Batch => Pass.Batch;

    /// <summary>The runs of all layers, in the order of <see cref="Network.Layers"/>.</summary>
    public LayerRun[] Layers { get; }

    /// <summary>The run of the <see cref="Network.Crf"/>; null where there is none.</summary>
    public CrfLayer.CrfRun? Crf => _chain is [.., CrfLayer.CrfRun crf] ? crf : null;

    /// <summary>Where the rows of the last output lie, if there is one for every step.</summary>
    public PackedLayout OutputLayout => Pass.Layout;

    /// <summary>Numbers that a sequence carries from one window of its steps to the next, all layers together.</summary>
    public int StateSize { get; }

    /// <summary>
    /// The network's output for the batch, [B, C], or [N, C] where there is one for every step; whoever calls may overwrite it.
    /// </summary>
    /// <param name="training">Whether dropout is on and backward will follow.</param>
    /// <param name="beforeActivation">Leaves out the activation that the network ends with: some losses work before it.</param>
    public Matrix Forward(bool training, bool beforeActivation = false)
    {
        bool leaveOut = beforeActivation && _network.OutputActivation != Activation.Linear;
        Begin(training, keeps: training, through: _chain.Length - (leaveOut ? 1 : 0));
        return Output(Through(Batch.Features, Pass.Projection?.Layer ?? 0, _through));
    }

    /// <summary>The same while scoring, from what the first recurrent layer makes of each token on, where that is worked out.</summary>
    public Matrix Score(bool beforeActivation, TokenProjection? projection)
    {
        Pass.Projection = projection;
        try
        {
            return Forward(training: false, beforeActivation);
        }
        finally
        {
            Pass.Projection = null;
        }
    }

    /// <summary>
    /// The output for a batch of one sequence whose answer is waited for: other threads help with large layers, if they are idle.
    /// </summary>
    public Matrix ForwardAlone(bool beforeActivation = false)
    {
        Pass.Shared = SharedProduct.Rent();
        try
        {
            return Forward(training: false, beforeActivation);
        }
        finally
        {
            SharedProduct.Return(Pass.Shared);
            Pass.Shared = null;
        }
    }

    /// <summary>Runs back through the layers that the last <see cref="Forward"/> went through.</summary>
    /// <remarks>What lies below the first layer that is trained has no use for a gradient.</remarks>
    /// <returns>The gradient for the features that came in, where <see cref="Pass.InputGradient"/> asks for it.</returns>
    public Matrix Backward(Matrix outputGradient)
    {
        int last = Pass.InputGradient ? 0 : _network.FirstTrained;
        for (int i = _through - 1; i >= last; i--)
        {
            outputGradient = _chain[i].Backward(Pass, outputGradient);
        }
        GC.KeepAlive(_network);
        return outputGradient;
    }

    /// <summary>Begins with these states, [B, <see cref="StateSize"/>]; each layer with its own first where the matrix is empty.</summary>
    /// <param name="states">The states.</param>
    /// <param name="all">Whether all layers take theirs, and not only those that are stateful.</param>
    public unsafe void LoadState(Matrix states, bool all = true)
    {
        int first = 0;
        foreach (LayerRun layer in Layers)
        {
            bool takes = states.Data != null && layer.StateSize > 0 && (all || layer.Stateful);
            layer.LoadState(takes ? states.ColumnRange(first, layer.StateSize) : default);
            first += layer.StateSize;
        }
    }

    /// <summary>The states after each sequence's last step, [B, <see cref="StateSize"/>].</summary>
    public void SaveState(Matrix states)
    {
        int first = 0;
        foreach (LayerRun layer in Layers)
        {
            if (layer.StateSize > 0)
            {
                layer.SaveState(states.ColumnRange(first, layer.StateSize));
                first += layer.StateSize;
            }
        }
    }

    private void Begin(bool training, bool keeps, int through)
    {
        if (Batch.Shape != _network.Reads)
        {
            throw new InvalidOperationException($"The network reads {_network.Reads}; the data has {Batch.Shape}.");
        }
        (Pass.Training, Pass.Keeps, _through) = (training, keeps, through);
        Pass.Begin();
    }

    // Forward through the layers from first to before end.
    private Matrix Through(Matrix value, int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            value = _chain[i].Forward(Pass, value);
        }
        GC.KeepAlive(_network);
        return value;
    }

    // What the caller may overwrite, even where the last layer will read it again.
    private Matrix Output(Matrix value) =>
        Pass.Keeps && (_through == 0 || _chain[_through - 1].KeepsOutput) ? Copy(value) : value;

    private unsafe Matrix Copy(Matrix value)
    {
        var copy = new Matrix(_output.Ensure((long)value.Rows * value.Columns), value.Rows, value.Columns);
        Elementwise.Copy(value, copy);
        return copy;
    }

    private static IEnumerable<LayerRun> WithChildren(LayerRun run) => run.Children.SelectMany(WithChildren).Prepend(run);
}
