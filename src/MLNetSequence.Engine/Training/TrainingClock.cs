namespace MLNetSequence.Engine.Training;

/// <summary>The times of a training: when a report is due, how fast it goes, and how long it will still take.</summary>
/// <remarks>It is only ever told of what was done, so it cannot change what training does.</remarks>
/// <param name="interval">The least time between two reports within an epoch; infinite for none.</param>
/// <param name="time">What tells the time.</param>
internal sealed class TrainingClock(TimeSpan interval, TimeProvider time)
{
    private long _began;
    private TimeSpan _epochBegan;
    private TimeSpan _trained;
    private TimeSpan _reported;
    private TimeSpan _measuring;
    private long _epochSequences;
    private long _batches;
    private int _epochs;

    /// <summary>Since training began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    /// <summary>Sequences a second in the epoch so far, without the time that measuring took.</summary>
    public double SequencesPerSecond => _epochSequences / Math.Max((_trained - _epochBegan).TotalSeconds, 1e-9);

    /// <summary>Whether a report within the epoch is due.</summary>
    public bool IsDue => interval != Timeout.InfiniteTimeSpan && _trained - _reported >= interval;

    /// <summary>Training begins.</summary>
    public void Begin() => _began = time.GetTimestamp();

    /// <summary>An epoch begins.</summary>
    public void BeginEpoch()
    {
        _epochSequences = 0;
        _epochBegan = _trained = _reported = Elapsed;
    }

    /// <summary>A batch of so many sequences is done.</summary>
    public void BatchDone(int sequences)
    {
        _epochSequences += sequences;
        _batches++;
        _trained = Elapsed;
    }

    /// <summary>A report was made.</summary>
    public void Reported() => _reported = Elapsed;

    /// <summary>The epoch's batches are done; measuring begins.</summary>
    public void EpochTrained() => _trained = Elapsed;

    /// <summary>The epoch was measured.</summary>
    public void EpochMeasured()
    {
        _measuring += Elapsed - _trained;
        _epochs++;
    }

    /// <summary>The time for what is left, at the mean pace so far; null where there was no batch to tell by.</summary>
    /// <param name="batches">Batches left in all epochs.</param>
    /// <param name="epochs">Epochs left to be measured.</param>
    public TimeSpan? Left(long batches, int epochs)
    {
        if (batches > 0 && _batches == 0)
        {
            return null;
        }
        double each = batches > 0 ? (Elapsed - _measuring).TotalSeconds / _batches : 0;
        double measuring = _epochs > 0 ? _measuring.TotalSeconds / _epochs : 0;
        double seconds = batches * each + epochs * measuring;
        return seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
    }
}
