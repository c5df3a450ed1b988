namespace MLNetSequence.Engine.Models;

/// <summary>
/// Lets any number of threads read a model, or one change it, and refuses whoever comes at the wrong time: waiting would only hide
/// that a program scores with weights that are half learned.
/// </summary>
internal sealed class ModelGate
{
    private const int Changing = -1;

    // Readers, or Changing.
    private int _users;

    // The thread that trains, while it reports: the weights hold still then. 0 for none; threads are numbered from 1.
    private int _reporting;

    /// <summary>To be disposed when the reading is over.</summary>
    /// <exception cref="InvalidOperationException">The model is being changed.</exception>
    public Pass Read()
    {
        if (Volatile.Read(ref _reporting) == Environment.CurrentManagedThreadId)
        {
            return default;
        }
        int users = Volatile.Read(ref _users);
        while (true)
        {
            if (users == Changing)
            {
                throw new InvalidOperationException(
                    "The model is being trained, or its weights are being set: " +
                    "use it when that is over, or within the call that reports progress.");
            }
            int found = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (found == users)
            {
                return new Pass(this, reads: true);
            }
            users = found;
        }
    }

    /// <summary>To be disposed when the change is over.</summary>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public Pass Change() => Interlocked.CompareExchange(ref _users, Changing, 0) switch
    {
        0 => new Pass(this, reads: false),
        Changing => throw new InvalidOperationException("The model is already being trained, or its weights are being set."),
        _ => throw new InvalidOperationException("The model is being read: train it, or set its weights, when that is over."),
    };

    /// <summary>Calls back in the middle of a change: what is called, and nobody else, may read.</summary>
    public void Report<T>(Action<T> call, T value)
    {
        Volatile.Write(ref _reporting, Environment.CurrentManagedThreadId);
        try
        {
            call(value);
        }
        finally
        {
            Volatile.Write(ref _reporting, 0);
        }
    }

    /// <summary>Leave to use the model, until it is disposed.</summary>
    public readonly struct Pass(ModelGate? gate, bool reads) : IDisposable
    {
        public void Dispose()
        {
            if (gate is null)
            {
                return;
            }
            if (reads)
            {
                Interlocked.Decrement(ref gate._users);
            }
            else
            {
                Volatile.Write(ref gate._users, 0);
            }
        }
    }
}
