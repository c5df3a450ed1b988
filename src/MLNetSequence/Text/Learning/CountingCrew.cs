using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MLNetSequence.Text;

/// <summary>
/// Counts blocks of texts on several threads. The caller is one of them: it counts while the others have enough to do, and when
/// there is nothing left to read. So the others may come late or not at all, and with few texts none is asked for.
/// </summary>
/// <remarks>Blocks are counted in the order in which they come, so that the numbers of those on one thread only rise.</remarks>
internal sealed class CountingCrew : IDisposable
{
    private readonly ConcurrentBag<TextBlock> _empty = [];

    // The caller, and the helpers that have a thread. Never disposed: a helper may come when all is over.
    private readonly CountdownEvent _working = new(1);
    private readonly BlockingCollection<TextBlock> _full;
    private readonly Func<Action<TextBlock>> _newWorker;
    private readonly Action<TextBlock> _own;
    private readonly int _threads;
    private readonly int _capacity;
    private readonly Lock _failing = new();
    private int _helpers;
    private ExceptionDispatchInfo? _failure;
    private long _failed = long.MaxValue;

    /// <param name="newWorker">Makes what counts a block, for one thread each.</param>
    /// <param name="threads">Threads to count on, the caller's among them.</param>
    /// <param name="capacity">Characters of a block.</param>
    public CountingCrew(Func<Action<TextBlock>> newWorker, int threads, int capacity)
    {
        (_newWorker, _own, _threads, _capacity) = (newWorker, newWorker(), threads, capacity);
        _full = new BlockingCollection<TextBlock>(2 * threads);
    }

    /// <summary>A block that is free.</summary>
    public TextBlock Rent() => _empty.TryTake(out TextBlock? block) ? block : new TextBlock(_capacity);

    /// <summary>Has a block counted, on another thread or here, now or later; it is the crew's from now on.</summary>
    /// <exception cref="Exception">What went wrong in the first block where anything did, as it was thrown.</exception>
    public void Count(TextBlock block)
    {
        if (_helpers < _threads - 1)
        {
            _helpers++;
            _ = Task.Run(Help);
        }
        while (!_full.TryAdd(block))
        {
            if (_full.TryTake(out TextBlock? older))
            {
                Work(_own, older);
            }
        }
        if (Volatile.Read(ref _failed) < long.MaxValue)
        {
            CountAll();
        }
    }

    /// <summary>Counts the last block, and returns when all are counted.</summary>
    /// <inheritdoc cref="Count"/>
    public void Finish(TextBlock last)
    {
        if (_helpers == 0)
        {
            Work(_own, last);
        }
        else
        {
            Count(last);
        }
        CountAll();
    }

    /// <summary>Leaves what is not counted, and waits for the threads.</summary>
    public void Dispose()
    {
        while (_full.TryTake(out _))
        {
        }
        Close();
        _full.Dispose();
    }

    private void CountAll()
    {
        while (_full.TryTake(out TextBlock? block))
        {
            Work(_own, block);
        }
        Close();
        _failure?.Throw();
    }

    // Waits for the helpers that have a thread. Others would maybe never get one: the pool may be busy with what waits for the caller.
    private void Close()
    {
        if (!_full.IsAddingCompleted)
        {
            _full.CompleteAdding();
            _working.Signal();
        }
        _working.Wait();
    }

    private void Help()
    {
        if (!_working.TryAddCount())
        {
            return;
        }
        try
        {
            Action<TextBlock> worker = _newWorker();
            foreach (TextBlock block in _full.GetConsumingEnumerable())
            {
                Work(worker, block);
            }
        }
        catch (Exception e)
        {
            Fail(0, e);
        }
        finally
        {
            _working.Signal();
        }
    }

    // Once a block has failed, only those before it are of interest: they may fail, too, and the first one is to be reported.
    private void Work(Action<TextBlock> worker, TextBlock block)
    {
        if (block.Number > Volatile.Read(ref _failed))
        {
            return;
        }
        try
        {
            worker(block);
            _empty.Add(block);
        }
        catch (Exception e)
        {
            Fail(block.Number, e);
        }
    }

    private void Fail(long number, Exception e)
    {
        lock (_failing)
        {
            if (number < _failed)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
                Volatile.Write(ref _failed, number);
            }
        }
    }
}
