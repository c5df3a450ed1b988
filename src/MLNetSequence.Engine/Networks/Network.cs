using System.Collections.Concurrent;
using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Networks;

/// <summary>
/// A <see cref="SequenceNetwork"/> with parameters: what runs. While nobody trains it, any number of threads may score with it;
/// what a pass needs lies in a <see cref="NetworkRun"/>, and those are pooled.
/// </summary>
internal sealed class Network
{
    /// <summary>Packed rows of a batch whose buffers are worth keeping.</summary>
    public const int MostPooledRows = 32_768;

    /// <summary>The same where backward followed: what it reads takes several times the room.</summary>
    public const int MostKeptRows = MostPooledRows / 8;

    private readonly Layer[] _chain;
    private readonly (Layer Layer, int Task)[] _packTasks;
    private readonly ConcurrentBag<NetworkRun> _pool = [];
    private readonly Action<int, int> _pack;

    /// <summary>A network whose parameters are all zero until they are initialised or loaded.</summary>
    public Network(SequenceNetwork description)
    {
        if (description.Output.Kind == ShapeKind.Tokens)
        {
            throw new ArgumentException("The network has no layers.", nameof(description));
        }
        Description = description;
        Reads = description.Reads;
        _chain = [.. description.Build()];
        Layers = [.. _chain.SelectMany(WithChildren)];
        Parameters = new ParameterStore(Layers.SelectMany(l => l.Shapes));
        for (int i = 0; i < Layers.Count; i++)
        {
            Layers[i].Index = i;
            Layers[i].Bind(Parameters);
        }
        FirstTrained = MarkTrained();
        _packTasks = [.. Layers.SelectMany(l => Enumerable.Range(0, l.PackTasks).Select(t => (l, t)))];
        _pack = (task, _) => _packTasks[task].Layer.Pack(Parameters, _packTasks[task].Task);
    }

    /// <summary>The outermost layers, in their order.</summary>
    public IReadOnlyList<Layer> Chain => _chain;

    public SequenceNetwork Description { get; }

    public ParameterStore Parameters { get; }

    /// <summary>All layers, those inside others right after them.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>What data must have.</summary>
    public InputShape Reads { get; }

    /// <summary>The first layer that backward must reach, as a place in the chain of those that are not inside others.</summary>
    public int FirstTrained { get; }

    /// <summary>C: numbers that come out for a sequence, or for each of its steps.</summary>
    public int Outputs => Description.Output.Features;

    /// <summary>Whether there is an output for every step, and not one for the sequence.</summary>
    public bool PerStep => Description.Output.Kind == ShapeKind.Sequence;

    /// <summary>The chain over labels that the network ends with; null where it ends with none.</summary>
    public CrfLayer? Crf => _chain is [.., CrfLayer crf] ? crf : null;

    /// <summary>The activation that the network ends with; a loss may want what comes before it.</summary>
    public Activation OutputActivation => (_chain.LastOrDefault() as ActivationLayer)?.Activation ?? Activation.Linear;

    /// <summary>
    /// Outermost layers before the activation that the network ends with, whatever penalty follows it; all of them where it ends
    /// with none.
    /// </summary>
    public int LayersBeforeActivation
    {
        get
        {
            int last = Array.FindLastIndex(_chain, l => l is not ActivityPenaltyLayer);
            return last >= 0 && _chain[last] is ActivationLayer ? last : _chain.Length;
        }
    }

    /// <summary>Draws first values for all parameters.</summary>
    public void Initialize(long seed)
    {
        var random = new SeededRandom(seed, purpose: 1);
        foreach (Layer layer in Layers)
        {
            layer.Initialize(Parameters, random);
        }
        Pack();
    }

    /// <summary>Must follow every change of the parameters.</summary>
    public void Pack()
    {
        for (int i = 0; i < _packTasks.Length; i++)
        {
            _pack(i, 0);
        }
    }

    /// <summary>The same on several threads.</summary>
    public void Pack(Workers workers) => workers.Run(_packTasks.Length, _pack);

    /// <summary>Buffers for one pass at a time, taken from the pool.</summary>
    public NetworkRun Rent() => _pool.TryTake(out NetworkRun? run) ? run : new NetworkRun(this, [.. _chain.Select(l => l.NewRun())]);

    /// <summary>Gives a run back; one whose buffers a very long batch has blown up is left to the garbage collector.</summary>
    public void Return(NetworkRun run)
    {
        if (run.Batch.Rows <= (run.Pass.Keeps ? MostKeptRows : MostPooledRows))
        {
            run.LoadState(default);
            _pool.Add(run);
        }
    }

    // What lies below the first layer that is trained needs no gradient. Layers inside others always pass theirs on.
    private int MarkTrained()
    {
        int first = Array.FindIndex(_chain, layer => WithChildren(layer).Any(l => l.NeedsBackward));
        first = first < 0 ? _chain.Length : first;
        for (int i = 0; i <= Math.Min(first, _chain.Length - 1); i++)
        {
            _chain[i].PassesGradientOn = false;
        }
        return first;
    }

    private static IEnumerable<Layer> WithChildren(Layer layer) => layer.Children.SelectMany(WithChildren).Prepend(layer);
}
