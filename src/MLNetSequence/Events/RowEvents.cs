using MLNetSequence.Mapping;

namespace MLNetSequence.Events;

/// <summary>The events of a row's current sequence: found once for each row, whichever columns are read of them.</summary>
internal sealed class RowEvents
{
    private readonly DataViewRow _row;
    private readonly EventScores _scores;
    private readonly DenseReader<float> _reader;
    private readonly EventDetector _detector;
    private readonly List<SequenceEvent> _events = [];
    private int _steps;
    private long _position = -1;

    public RowEvents(DataViewRow row, EventScores scores, EventRules rules)
    {
        (_row, _scores, _detector) = (row, scores, new EventDetector(rules));
        _reader = new DenseReader<float>(row.GetGetter<VBuffer<float>>(scores.Column));
    }

    /// <summary>A getter of each of the columns, in their order.</summary>
    public IReadOnlyList<Delegate> Getters() =>
        [(ValueGetter<VBuffer<bool>>)Mask, Of(e => (int)e.Start), Of(e => (int)e.End), Of(e => e.Peak)];

    private void Mask(ref VBuffer<bool> mask)
    {
        Find();
        VBufferEditor<bool> editor = VBufferEditor.Create(ref mask, _steps);
        editor.Values.Clear();
        foreach (SequenceEvent each in _events)
        {
            editor.Values.Slice((int)each.Start, (int)each.Length).Fill(true);
        }
        mask = editor.Commit();
    }

    private ValueGetter<VBuffer<T>> Of<T>(Func<SequenceEvent, T> value) => (ref VBuffer<T> values) =>
    {
        Find();
        VBufferEditor<T> editor = VBufferEditor.Create(ref values, _events.Count);
        for (int i = 0; i < _events.Count; i++)
        {
            editor.Values[i] = value(_events[i]);
        }
        values = editor.Commit();
    };

    private void Find()
    {
        if (_position == _row.Position && _position >= 0)
        {
            return;
        }
        // Where this throws, the events are of no row.
        _position = -1;
        _events.Clear();
        _detector.Reset();
        ReadOnlySpan<float> scores = _reader.Read();
        (_steps, int left) = Math.DivRem(scores.Length, _scores.Count);
        if (left != 0)
        {
            throw new InvalidOperationException(
                $"Row {_row.Position + 1}: column '{_scores.Column.Name}' holds {scores.Length} scores, which is no multiple of the "
                + $"{_scores.Count} of each step.");
        }
        for (int step = 0; step < _steps; step++)
        {
            Keep(_detector.Next(scores[step * _scores.Count + _scores.Index]));
        }
        Keep(_detector.Finish());
        _position = _row.Position;
    }

    private void Keep(SequenceEvent? found)
    {
        if (found is { } each)
        {
            _events.Add(each);
        }
    }
}
