namespace MLNetSequence;

/// <summary>
/// Finds events in a stream of scores, one score at a time: where they begin, where they end, and how high they rise. What it keeps
/// does not grow with the stream. One thread at a time may use it.
/// </summary>
/// <remarks>
/// An event begins when <see cref="EventRules.Onset"/> steps in a row are on, and ends when <see cref="EventRules.MinimumGap"/> steps in
/// a row are off; so it is known only that many steps later. Events come in their order, and at least
/// <see cref="EventRules.MinimumGap"/> steps lie between one and the next.
/// </remarks>
/// <example><code>
/// var detector = new EventDetector(new EventRules { Threshold = 0.8f, Onset = 2, MinimumGap = 3 });
/// foreach (float score in scores)
/// {
///     if (detector.Next(score) is { } found)
///     {
///         Console.WriteLine($"{found.Start} to {found.End}, at its highest at {found.PeakStep}");
///     }
/// }
/// SequenceEvent? last = detector.Finish();
/// </code></example>
public sealed class EventDetector
{
    private SequenceEvent _event;
    private long _steps;
    private int _on;
    private int _off;

    /// <summary>A detector at the beginning of a stream.</summary>
    /// <param name="rules">What makes an event; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rule is outside its range.</exception>
    public EventDetector(EventRules? rules = null) => Rules = (rules ?? new EventRules()).Check();

    /// <summary>What makes an event.</summary>
    public EventRules Rules { get; }

    /// <summary>Scores of the stream so far. The next one is that of the step of this number.</summary>
    public long Steps => _steps;

    /// <summary>
    /// Whether an event has begun that has not ended. It may come to be left out for its length
    /// (<see cref="EventRules.MinimumLength"/>).
    /// </summary>
    public bool IsOn { get; private set; }

    /// <summary>The event that has begun, up to the last step that was on; null where none has.</summary>
    public SequenceEvent? Current => IsOn ? _event : null;

    /// <summary>All events in a sequence that is there as a whole, from step 0 to its last.</summary>
    /// <param name="scores">[T]: one score a step.</param>
    /// <param name="rules">What makes an event; the defaults if null.</param>
    /// <returns>The events in their order, the one that the sequence ends in among them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rule is outside its range.</exception>
    public static IReadOnlyList<SequenceEvent> Find(ReadOnlySpan<float> scores, EventRules? rules = null)
    {
        var detector = new EventDetector(rules);
        var events = new List<SequenceEvent>();
        foreach (float score in scores)
        {
            if (detector.Next(score) is { } found)
            {
                events.Add(found);
            }
        }
        if (detector.Finish() is { } last)
        {
            events.Add(last);
        }
        return events;
    }

    /// <summary>Takes the score of the next step.</summary>
    /// <param name="score">The score; NaN is off.</param>
    /// <returns>The event that this step has ended, which itself lies <see cref="EventRules.MinimumGap"/> steps back; else null.</returns>
    public SequenceEvent? Next(float score)
    {
        long step = _steps++;
        if (score >= (IsOn ? Rules.Release : Rules.Threshold))
        {
            TakeOn(step, score);
            return null;
        }
        _on = 0;
        return IsOn && ++_off == Rules.MinimumGap ? End() : null;
    }

    /// <summary>Ends the stream. The next score is that of step 0 of another.</summary>
    /// <returns>The event that the stream ended in; null where there is none.</returns>
    public SequenceEvent? Finish()
    {
        SequenceEvent? last = IsOn ? End() : null;
        Reset();
        return last;
    }

    /// <summary>Forgets the stream and the event in it. The next score is that of step 0 of another.</summary>
    public void Reset() => (_steps, _on, _off, IsOn) = (0, 0, 0, false);

    // While too few steps in a row have been on, the event is only a candidate, and the first step that is off puts it away.
    private void TakeOn(long step, float score)
    {
        if (!IsOn && _on == 0)
        {
            _event = new SequenceEvent(step, step, score, step);
        }
        else
        {
            bool higher = score > _event.Peak;
            _event = new SequenceEvent(_event.Start, step, higher ? score : _event.Peak, higher ? step : _event.PeakStep);
        }
        _off = 0;
        // Counted only up to the onset: an event may be longer than an integer.
        if (!IsOn && ++_on == Rules.Onset)
        {
            IsOn = true;
        }
    }

    private SequenceEvent? End()
    {
        (IsOn, _on, _off) = (false, 0, 0);
        return _event.Length >= Rules.MinimumLength ? _event : null;
    }
}
