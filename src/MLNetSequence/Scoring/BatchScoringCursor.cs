using MLNetSequence.Inputs;
using MLNetSequence.Mapping;

namespace MLNetSequence.Scoring;

/// <summary>
/// A cursor that reads a block of rows ahead and scores them together. The input is read once, in its own order; what else is
/// active of it is kept for the rows of the block.
/// </summary>
internal sealed class BatchScoringCursor : DataViewRowCursor
{
    /// <summary>
    /// Rows of a block, or fewer where they are very long: enough for the kernels and for sorting by length to pay, little enough to keep.
    /// </summary>
    public const int BlockRows = 512;

    private readonly MappedSchema _schema;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly ColumnBuffer?[] _columns;
    private readonly IReadOnlyList<Delegate> _getters;
    private readonly InputReader _reader;
    private readonly ScoredBlock _block;
    private readonly ValueGetter<DataViewRowId> _getId;
    private readonly long[] _positions = new long[BlockRows];
    private readonly long[] _batches = new long[BlockRows];
    private readonly DataViewRowId[] _ids = new DataViewRowId[BlockRows];
    private long _read;
    private int _count;
    private int _shown = -1;
    private bool _ended;

    public BatchScoringCursor(TrainedModel model, MappedSchema schema, DataViewRowCursor input, bool[] active, int threads)
    {
        (_schema, _input, _active) = (schema, input, active);
        _block = new ScoredBlock(model, threads);
        _reader = new InputReader(model.Inputs, input);
        _getId = input.GetIdGetter();
        _getters = model.Head.Getters(() => _block.Scores(Shown()));
        _columns = new ColumnBuffer?[schema.Input.Count];
        for (int i = 0; i < _columns.Length; i++)
        {
            _columns[i] = active[i] ? ColumnBuffer.Create(input, schema.Input[i], BlockRows) : null;
        }
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _shown < 0 ? -1 : _positions[_shown];

    public override long Batch => _shown < 0 ? 0 : _batches[_shown];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[Shown()];

    public override bool IsColumnActive(DataViewSchema.Column column) => MappedSchema.IsActive(_active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        MappedSchema.CheckActive(_active, column);
        int appended = column.Index - _schema.Input.Count;
        Delegate getter = appended < 0 ? _columns[column.Index]!.Getter(Shown) : _getters[appended];
        return MappedSchema.Cast<TValue>(getter, column);
    }

    public override bool MoveNext()
    {
        if (_shown + 1 < _count)
        {
            _shown++;
            return true;
        }
        _shown = -1;
        _count = 0;
        if (_ended)
        {
            return false;
        }
        try
        {
            int count = ReadBlock();
            _block.Score();
            _count = count;
        }
        catch
        {
            // A block that was not read and scored to its end is never shown, and the input has moved past its start.
            _ended = true;
            throw;
        }
        _shown = _count > 0 ? 0 : -1;
        return _count > 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _shown = -1;
            (_count, _ended) = (0, true);
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Shown() => _shown >= 0
        ? _shown
        : throw new InvalidOperationException("The cursor shows no row: MoveNext was not called, or returned false.");

    private int ReadBlock()
    {
        _block.Clear();
        int count = 0;
        for (; count < BlockRows && !_block.IsFull; count++)
        {
            if (!_input.MoveNext())
            {
                _ended = true;
                return count;
            }
            _reader.Row = ++_read;
            _block.Add(_reader);
            _positions[count] = _input.Position;
            _batches[count] = _input.Batch;
            _getId(ref _ids[count]);
            foreach (ColumnBuffer? column in _columns)
            {
                column?.Read(count);
            }
        }
        return count;
    }
}
