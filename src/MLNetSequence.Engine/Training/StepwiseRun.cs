using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// Many sequences on their way through a network step by step, where what a step reads depends on what the one before gave, as in the
/// sampling of paths. The outputs have the bits that the whole sequences would give at once, whichever others run along.
/// </summary>
/// <remarks>
/// One thread at a time; the network's weights must not change. A matrix that is returned lives until the next call, and as long as
/// this object; whoever calls may overwrite it. Once warm, nothing is allocated.
/// </remarks>
internal sealed class StepwiseRun : IDisposable
{
    private readonly Network _network;
    private readonly NetworkRun _run;
    private readonly bool _beforeActivation;
    private readonly BatchOrder _order = new();
    private readonly AlignedBuffer _outputs = new();
    private AlignedBuffer _states = new();
    private AlignedBuffer _otherStates = new();
    private int[] _rows = [];
    private int _mostRows;
    private bool _disposed;

    /// <param name="network">What runs.</param>
    /// <param name="beforeActivation">Whether the activation that the network ends with is left out.</param>
    /// <exception cref="ArgumentException">A layer looks ahead, or back by other means than its state; the message names it.</exception>
    public StepwiseRun(Network network, bool beforeActivation = false)
    {
        if (StateSlots.WhyNot(network.Description) is { } reason)
        {
            throw new ArgumentException(reason, nameof(network));
        }
        (_network, _beforeActivation, _run) = (network, beforeActivation, network.Rent());
    }

    /// <summary>B, the sequences on their way.</summary>
    public int Count { get; private set; }

    /// <summary>Begins anew with all steps of some sequences, of any lengths from 1 on.</summary>
    /// <param name="data">Where they are from.</param>
    /// <param name="rows">Which, [B]; one may be named several times.</param>
    /// <returns>What the network gives for the last step of each, [B, C].</returns>
    /// <exception cref="ArgumentException">A sequence has no steps.</exception>
    public unsafe Matrix Begin(Sequences data, ReadOnlySpan<int> rows)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (int row in rows)
        {
            if (data.Length(row) == 0)
            {
                throw new ArgumentException($"Every sequence must have a step; sequence {row} has none.", nameof(rows));
            }
        }
        Matrix outputs = Run(data, _order.Sort(data, rows).Span, default);
        Count = rows.Length;
        Matrix states = States(_otherStates);
        _run.SaveState(states);
        var sortedBack = new Matrix(_outputs.Ensure((long)Count * outputs.Columns), Count, outputs.Columns);
        Matrix statesBack = States(_states);
        for (int b = 0; b < Count; b++)
        {
            int slot = _order.Slots[b];
            outputs.RowSpan(_network.PerStep ? _run.OutputLayout.LastRow(b) : b).CopyTo(sortedBack.RowSpan(slot));
            states.RowSpan(b).CopyTo(statesBack.RowSpan(slot));
        }
        return sortedBack;
    }

    /// <summary>Lets several paths go on from each sequence: those of sequence b are b·copies, b·copies + 1, …</summary>
    /// <param name="copies">Paths of each, at least 1.</param>
    public void Spread(int copies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        Matrix from = States(_states);
        Count = checked(Count * copies);
        Matrix to = States(_otherStates);
        for (int b = 0; b < Count; b++)
        {
            from.RowSpan(b / copies).CopyTo(to.RowSpan(b));
        }
        (_states, _otherStates) = (_otherStates, _states);
    }

    /// <summary>One step more of each.</summary>
    /// <param name="data">B sequences of one step each.</param>
    /// <returns>What the network gives for it, [B, C].</returns>
    /// <exception cref="ArgumentException">There are not as many, or one has not one step.</exception>
    public Matrix Next(Sequences data)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (data.Count != Count)
        {
            throw new ArgumentException($"There must be a step for each of {Count} sequences; there are {data.Count}.", nameof(data));
        }
        for (int i = 0; i < Count; i++)
        {
            if (data.Length(i) != 1)
            {
                throw new ArgumentException($"Every sequence must have one step; sequence {i} has {data.Length(i)}.", nameof(data));
            }
        }
        // All are of one length, so they stay in their order, and a step's row is its sequence's.
        Matrix states = States(_states);
        Matrix outputs = Run(data, All(), states);
        _run.SaveState(states);
        return outputs;
    }

    /// <summary>Gives the buffers back to the network.</summary>
    public void Dispose()
    {
        // But for those that a very large batch has blown up; the last one, which the network would ask about, may have been small.
        if (!_disposed && _mostRows <= Network.MostPooledRows)
        {
            _network.Return(_run);
        }
        _disposed = true;
    }

    private Matrix Run(Sequences data, ReadOnlySpan<int> order, Matrix states)
    {
        _run.Batch.Fill(data, order);
        _mostRows = Math.Max(_mostRows, _run.Batch.Rows);
        _run.LoadState(states);
        return _run.Forward(training: false, _beforeActivation);
    }

    private unsafe Matrix States(AlignedBuffer buffer) => new(buffer.Ensure((long)Count * _run.StateSize), Count, _run.StateSize);

    private ReadOnlySpan<int> All()
    {
        if (_rows.Length < Count)
        {
            _rows = [.. Enumerable.Range(0, Count)];
        }
        return _rows.AsSpan(0, Count);
    }
}
