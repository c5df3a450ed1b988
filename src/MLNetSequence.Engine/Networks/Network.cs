using System.Collections.Concurrent;
using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Networks;

/// <summary>
/// A <see cref="SequenceNetwork"/> with parameters: what runs. While nobody trains it, any number of threads may score with it;
/// what a pass needs lies in a <see cref="NetworkRun"/>, and those are pooled.
/// </summary>
internal sealed class Network
{
    /// <summary>Packed rows of a batch whose buffers are worth keeping.</summary>
    public const int MostPooledRows = 32_768;

    private readonly Layer[] _layers;
    private readonly ConcurrentBag<NetworkRun> _pool = [];

    /// <summary>A network whose parameters are all zero until they are initialised or loaded.</summary>
    public Network(SequenceNetwork description)
    {
        if (description.Output.Kind != ShapeKind.Vector)
        {
            throw new ArgumentException(
                $"The network ends in an output of shape {description.Output}; it must end in one row a sequence.",
                nameof(description));
        }
        Description = description;
        _layers = [.. description.Build()];
        Parameters = new ParameterStore(_layers.SelectMany(l => l.Parameters));
    }

    public SequenceNetwork Description { get; }

    public ParameterStore Parameters { get; }

    /// <summary>C: numbers that come out for a sequence.</summary>
    public int Outputs => Description.Output.Features;

    /// <summary>Draws first values for all parameters.</summary>
    public void Initialize(long seed)
    {
        var random = new SeededRandom(seed, purpose: 1);
        foreach (Layer layer in _layers)
        {
            layer.Initialize(Parameters, random);
        }
        Pack();
    }

    /// <summary>Must follow every change of the parameters.</summary>
    public void Pack()
    {
        foreach (Layer layer in _layers)
        {
            layer.Pack(Parameters);
        }
    }

    /// <summary>Buffers for one pass at a time, taken from the pool.</summary>
    public NetworkRun Rent() => _pool.TryTake(out NetworkRun? run) ? run : new NetworkRun(this, [.. _layers.Select(l => l.NewRun())]);

    /// <summary>Gives a run back; one whose buffers a very long batch has blown up is left to the garbage collector.</summary>
    public void Return(NetworkRun run)
    {
        if (run.Batch.Rows <= MostPooledRows)
        {
            _pool.Add(run);
        }
    }
}
