namespace MLNetSequence.Loading;

/// <summary>
/// Makes sequences of steps. Where the steps of each sequence stand together, only one sequence is in memory at a time (and the ids
/// of all, so that none comes back unnoticed); where they are interleaved, all are.
/// </summary>
internal sealed class SequenceGrouper : IRowReader
{
    private readonly StepSource _steps;
    private readonly int _features;
    private readonly int _seriesColumn;
    private readonly bool _wantsValues;
    private readonly bool _interleaved;
    private readonly List<StepSequence> _sequences = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private bool _pending;
    private bool _allRead;
    private int _shown = -1;

    /// <param name="steps">The long table.</param>
    /// <param name="features">Features of a step, F.</param>
    /// <param name="seriesColumn">Index of the column for the series; the table knows the others.</param>
    /// <param name="active">Which columns are asked for.</param>
    /// <param name="interleaved">Whether the steps of several sequences may be mixed.</param>
    public SequenceGrouper(StepSource steps, int features, int seriesColumn, bool[] active, bool interleaved)
    {
        (_steps, _features, _seriesColumn, _interleaved) = (steps, features, seriesColumn, interleaved);
        _wantsValues = active[seriesColumn];
        _lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public bool Read() => _interleaved ? ReadInterleaved() : ReadTogether();

    public Delegate Getter(int column) => column == _seriesColumn
        ? (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => _sequences[_shown].CopyTo(ref value))
        : _steps.KeptGetter(column, () => _shown);

    public void Dispose() => _steps.Dispose();

    private bool ReadTogether()
    {
        if (!_pending && (_allRead || !Next()))
        {
            return false;
        }
        string id = TakeId();
        if (!_places.TryAdd(id, _places.Count))
        {
            throw _steps.Error($"The sequence {DataFile.Show(id)} comes back after another one. Sort the rows by their id, or, if "
                + $"all sequences fit into memory, set {nameof(SequenceTableOptions.Interleaved)} in the overload with options.");
        }
        _shown = 0;
        if (_sequences.Count == 0)
        {
            _sequences.Add(new StepSequence(_features));
        }
        _sequences[0].Clear();
        _steps.Keep(0, id);
        do
        {
            _sequences[0].Add(_steps, _wantsValues);
            _pending = Next() && !_steps.Id.SequenceEqual(id);
            if (_pending || _allRead)
            {
                return true;
            }
            _steps.CheckKept(0);
        }
        while (true);
    }

    private bool ReadInterleaved()
    {
        while (!_allRead && Next())
        {
            if (!_lookup.TryGetValue(_steps.Id, out int place))
            {
                string id = TakeId();
                place = _sequences.Count;
                _places.Add(id, place);
                _sequences.Add(new StepSequence(_features));
                _steps.Keep(place, id);
            }
            else
            {
                _steps.CheckKept(place);
            }
            _sequences[place].Add(_steps, _wantsValues);
        }
        return ++_shown < _sequences.Count;
    }

    private bool Next()
    {
        _allRead = !_steps.Read();
        return !_allRead;
    }

    private string TakeId() => _steps.Id.IsEmpty
        ? throw _steps.Error("The row has no id, so nobody knows which sequence it is a step of.")
        : _steps.Id.ToString();
}
