using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Inputs;

namespace MLNetSequence.Scoring;

/// <summary>Scores the current row of one input: all output columns share the result, found again by the row's position.</summary>
internal sealed class RowScorer
{
    private readonly TrainedModel _model;
    private readonly DataViewRow _input;
    private readonly InputReader _reader;
    private readonly StepSequences _sequences;
    private float[] _scores = [];
    private int _count;
    private long _position = -1;

    public RowScorer(TrainedModel model, DataViewRow input)
    {
        (_model, _input) = (model, input);
        _reader = new InputReader(model.Inputs, input);
        _sequences = model.Inputs.NewSequences();
        Getters = model.Head.Getters(Score);
    }

    /// <summary>A getter of each column that the model appends.</summary>
    public IReadOnlyList<Delegate> Getters { get; }

    private ReadOnlySpan<float> Score()
    {
        if (_position != _input.Position || _position < 0)
        {
            // Where this throws, no row has been scored.
            _position = -1;
            _sequences.Clear();
            _reader.Read(_sequences);
            _count = _model.Head.Kept(_reader.Steps);
            if (_scores.Length < _count)
            {
                _scores = new float[_count];
            }
            NetworkRun run = _model.Network.Rent();
            run.Batch.Fill(_sequences, [0]);
            Matrix outputs = run.ForwardAlone(_model.Head.BeforeActivation);
            _model.Head.Convert(_model.Network, run, outputs, 0, _reader.Kept, _scores.AsSpan(0, _count));
            _model.Network.Return(run);
            _position = _input.Position;
        }
        return _scores.AsSpan(0, _count);
    }
}
