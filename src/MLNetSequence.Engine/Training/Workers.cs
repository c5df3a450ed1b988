using System.Runtime.ExceptionServices;

namespace MLNetSequence.Engine.Training;

/// <summary>
/// Runs numbered pieces of work on at most so many threads: the caller's, and others of the thread pool. Who runs a piece never
/// changes what it computes. Once warm it allocates nothing.
/// </summary>
/// <remarks>
/// A helper stays at hand for a moment after its work: the passes of a training step follow each other within microseconds, and
/// waking a thread takes longer than that. An object serves one caller at a time.
/// </remarks>
internal sealed class Workers
{
    private readonly Helper[] _helpers;
    private Action<int, int> _work = static (_, _) => { };
    private Exception? _error;
    private int _pieces;
    private int _next;
    private int _working;

    /// <param name="threads">At least 1.</param>
    public Workers(int threads) => _helpers = [.. Enumerable.Range(1, threads - 1).Select(i => new Helper(this, i))];

    /// <summary>Threads that may work at the same time, the caller's included.</summary>
    public int Count => _helpers.Length + 1;

    /// <summary>Calls <paramref name="work"/> with every piece from 0 on, and the number of the worker that runs it.</summary>
    public void Run(int pieces, Action<int, int> work)
    {
        (_work, _error, _pieces) = (work, null, pieces);
        Volatile.Write(ref _next, 0);
        int helpers = Math.Min(_helpers.Length, pieces - 1);
        for (int i = 0; i < helpers; i++)
        {
            _helpers[i].Call();
        }
        Work(0);
        for (int i = 0; i < helpers; i++)
        {
            _helpers[i].Dismiss();
        }
        var spin = new SpinWait();
        while (Volatile.Read(ref _working) > 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
        if (_error is not null)
        {
            ExceptionDispatchInfo.Throw(_error);
        }
    }

    private void Work(int worker)
    {
        for (int piece = Next(); piece < _pieces; piece = Next())
        {
            try
            {
                _work(piece, worker);
            }
            catch (Exception e)
            {
                // The caller throws the first one; pieces that nobody has begun are dropped.
                Interlocked.CompareExchange(ref _error, e, null);
                Volatile.Write(ref _next, _pieces);
            }
        }
    }

    private int Next() => Interlocked.Increment(ref _next) - 1;

    /// <summary>One more thread, when the pool has one to spare.</summary>
    private sealed class Helper(Workers workers, int number) : IThreadPoolWorkItem
    {
        // Asleep: not in the pool's queue. Queued: in it. Waiting: a thread looks out for the next call. Called: work is there.
        private const int Asleep = 0, Queued = 1, Waiting = 2, Called = 3, QueuedAndCalled = 4;

        // Looks that a thread takes before it goes back to the pool: about a tenth of a millisecond.
        private const int Looks = 2000;

        private int _state;

        public void Call()
        {
            while (true)
            {
                int state = Volatile.Read(ref _state);
                int called = state == Waiting ? Called : QueuedAndCalled;
                if (state is Called or QueuedAndCalled)
                {
                    return;
                }
                if (Interlocked.CompareExchange(ref _state, called, state) == state)
                {
                    if (state == Asleep)
                    {
                        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    }
                    return;
                }
            }
        }

        /// <summary>Takes back a call that no thread has answered.</summary>
        public void Dismiss()
        {
            if (Interlocked.CompareExchange(ref _state, Queued, QueuedAndCalled) != QueuedAndCalled)
            {
                Interlocked.CompareExchange(ref _state, Waiting, Called);
            }
        }

        public void Execute()
        {
            // A call that was taken back leaves the item queued with nothing to do, until the next call.
            if (Interlocked.CompareExchange(ref _state, Called, QueuedAndCalled) != QueuedAndCalled &&
                Interlocked.CompareExchange(ref _state, Waiting, Queued) != Queued)
            {
                Interlocked.CompareExchange(ref _state, Called, QueuedAndCalled);
            }
            for (int look = 0; look < Looks;)
            {
                if (Volatile.Read(ref _state) == Called && TryWork())
                {
                    look = 0;
                    continue;
                }
                look++;
                Thread.SpinWait(4);
            }
            if (Interlocked.CompareExchange(ref _state, Asleep, Waiting) != Waiting)
            {
                // Called in the last moment: answered like any other call.
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        // Counted before the state says so, so that the caller who sees no call open waits for it.
        private bool TryWork()
        {
            Interlocked.Increment(ref workers._working);
            bool mine = Interlocked.CompareExchange(ref _state, Waiting, Called) == Called;
            if (mine)
            {
                workers.Work(number);
            }
            Interlocked.Decrement(ref workers._working);
            return mine;
        }
    }
}
