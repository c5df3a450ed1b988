using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;
using MLNetSequence.Inputs;

namespace MLNetSequence.Scoring;

/// <summary>Some rows that are scored together, and what is kept of each.</summary>
internal sealed class ScoredBlock(TrainedModel model, int threads)
{
    private readonly Workers _workers = new(threads);
    private readonly StepSequences _sequences = model.Inputs.NewSequences();
    private readonly List<int> _steps = [];
    private readonly List<int> _stepEnds = [];
    private readonly List<int> _scoreEnds = [];
    private float[] _scores = [];
    private int[] _order = [];

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _sequences.Clear();
        _steps.Clear();
        _stepEnds.Clear();
        _scoreEnds.Clear();
    }

    /// <summary>Appends the current row.</summary>
    public void Add(InputReader reader)
    {
        reader.Read(_sequences);
        if (model.Head.PerStep)
        {
            _steps.AddRange(reader.Kept);
        }
        _stepEnds.Add(_steps.Count);
        _scoreEnds.Add(checked(End(_scoreEnds, _scoreEnds.Count) + model.Head.Kept(reader.Steps)));
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
        Scorer.Run(model.Network, _sequences, _order, _workers, model.Head.BeforeActivation, (run, outputs) =>
        {
            for (int b = 0; b < run.Batch.Count; b++)
            {
                int row = run.Batch.Sources[b];
                ReadOnlySpan<int> steps = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_steps)[End(_stepEnds, row).._stepEnds[row]];
                model.Head.Convert(model.Network, run, outputs, b, steps, _scores.AsSpan(End(_scoreEnds, row).._scoreEnds[row]));
            }
        });
    }

    /// <summary>What is kept of a row.</summary>
    public ReadOnlySpan<float> Scores(int row) => _scores.AsSpan(End(_scoreEnds, row).._scoreEnds[row]);

    // Where the rows before one end.
    private static int End(List<int> ends, int row) => row == 0 ? 0 : ends[row - 1];
}
