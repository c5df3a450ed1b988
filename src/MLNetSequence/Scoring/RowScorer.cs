using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Scoring;

/// <summary>Scores the current row of one input: both output columns share the result, found again by the row's position.</summary>
internal sealed class RowScorer
{
    private readonly Network _network;
    private readonly DataViewRow _input;
    private readonly ValueGetter<VBuffer<uint>> _getTokens;
    private readonly int _vocabulary;
    private readonly TokenSequences _tokens = new();
    private readonly float[] _probabilities;
    private VBuffer<uint> _keys;
    private long _position = -1;

    public RowScorer(Network network, DataViewRow input, DataViewSchema.Column features, int vocabulary)
    {
        (_network, _input, _vocabulary) = (network, input, vocabulary);
        _getTokens = input.GetGetter<VBuffer<uint>>(features);
        _probabilities = new float[network.Outputs];
        Getters = ScoreGetters.Create(Score);
    }

    /// <summary>PredictedLabel and Score.</summary>
    public IReadOnlyList<Delegate> Getters { get; }

    private ReadOnlySpan<float> Score()
    {
        if (_position != _input.Position || _position < 0)
        {
            _getTokens(ref _keys);
            _tokens.Clear();
            TokenReader.Append(_keys, _vocabulary, _tokens);
            NetworkRun run = _network.Rent();
            run.Batch.Fill(_tokens, [0]);
            Matrix output = run.ForwardAlone(beforeActivation: true);
            output.RowSpan(0).CopyTo(_probabilities);
            _network.Return(run);
            Probabilities.Softmax(_probabilities);
            _position = _input.Position;
        }
        return _probabilities;
    }
}
