using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;
using MLNetSequence.Inputs;

namespace MLNetSequence.Scoring;

/// <summary>Some rows that are scored together, and what is kept of each.</summary>
internal sealed class ScoredBlock(TrainedModel model, int threads)
{
    // How many more blocks a caller is taken to read, who has read one.
    private const int BlocksToCome = 4;

    // 64 MiB: of rows so long, fewer fill the processors as well.
    private const long Most = 1 << 24;

    private readonly Workers _workers = new(threads);
    private readonly StepSequences _sequences = model.Inputs.NewSequences();
    private readonly List<int> _steps = [];
    private readonly List<int> _stepEnds = [];
    private readonly List<int> _scoreEnds = [];
    private float[] _scores = [];
    private int[] _order = [];
    private TokenProjection? _projection;
    private bool _isFirst = true;
    private long _numbers;

    /// <summary>Whether the rows take so much memory that no other should be added.</summary>
    public bool IsFull => _numbers >= Most;

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _sequences.Clear();
        _steps.Clear();
        _stepEnds.Clear();
        _scoreEnds.Clear();
        _numbers = 0;
    }

    /// <summary>Appends the current row.</summary>
    public void Add(InputReader reader)
    {
        reader.Read(_sequences);
        if (model.Head.PerStep)
        {
            _steps.AddRange(reader.Kept);
        }
        int kept = model.Head.Kept(reader.Steps);
        _stepEnds.Add(_steps.Count);
        _scoreEnds.Add(checked(End(_scoreEnds, _scoreEnds.Count) + kept));
        _numbers += kept + reader.Kept.Length * ((long)_sequences.TokenColumns + _sequences.Features);
    }

    /// <summary>Scores all rows.</summary>
    public void Score()
    {
        int total = End(_scoreEnds, _scoreEnds.Count);
        if (_scores.Length < total)
        {
            _scores = new float[total];
        }
        int count = _sequences.Count;
        if (_order.Length != count)
        {
            _order = [.. Enumerable.Range(0, count)];
        }
        Action<NetworkRun, Matrix> convert = (run, outputs) =>
        {
            for (int b = 0; b < run.Batch.Count; b++)
            {
                int row = run.Batch.Sources[b];
                ReadOnlySpan<int> steps = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_steps)[End(_stepEnds, row).._stepEnds[row]];
                model.Head.Convert(model.Network, run, outputs, b, steps, _scores.AsSpan(End(_scoreEnds, row).._scoreEnds[row]));
            }
        };
        Scorer.Run(model.Network, _sequences, _order, _workers, model.Head.BeforeActivation, convert, projection: Projection());
    }

    /// <summary>What is kept of a row.</summary>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(End(_scoreEnds, row).._scoreEnds[row]);

    // One block is scored as it is. Where a second one comes there may be many, and it pays to work out once what they have in common.
    private TokenProjection? Projection()
    {
        if (!_isFirst && _projection is null)
        {
            _projection = TokenProjection.For(model.Network, _workers, BlocksToCome * _sequences.CountSteps());
        }
        _isFirst = false;
        return _projection;
    }

    // Where the rows before one end.
    private static int End(List<int> ends, int row) => row == 0 ? 0 : ends[row - 1];
}
