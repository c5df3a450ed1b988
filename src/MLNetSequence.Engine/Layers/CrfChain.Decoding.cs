using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNetSequence.Engine.Layers;

/// <content>The best path (Viterbi 1967).</content>
internal sealed partial class CrfChain
{
    private double[] _best = []; // the greatest score of all beginnings that end in a class, [P]
    private double[] _candidates = []; // the same one step on, [P]
    private long[] _origins = []; // which class each came from, [P]
    private int[] _back = []; // the same for all steps but the first, [T, C]

    /// <summary>
    /// The path with the greatest score, [T]. Of equal ones, that with the smallest last class, then the smallest before it, and so on.
    /// </summary>
    public void Decode(Span<int> path)
    {
        if (Steps == 0)
        {
            return;
        }
        GrowDecoding();
        Add(weights.Start, Row(_emissions, 0), _best);
        for (int t = 1; t < Steps; t++)
        {
            Extend();
            Span<int> back = _back.AsSpan(t * _classes, _classes);
            for (int j = 0; j < _classes; j++)
            {
                back[j] = (int)_origins[j];
            }
            Add(_candidates, Row(_emissions, t), _best);
        }
        Add(_best, weights.End, _best);
        int last = 0;
        for (int j = 1; j < _classes; j++)
        {
            last = _best[j] > _best[last] ? j : last;
        }
        path[Steps - 1] = last;
        for (int t = Steps - 1; t > 0; t--)
        {
            path[t - 1] = _back[t * _classes + path[t]];
        }
    }

    // The best way to each class from any other: the smallest of equals, as only a greater score takes its place.
    private void Extend()
    {
        _candidates.AsSpan().Fill(double.NegativeInfinity);
        _origins.AsSpan().Clear();
        Span<Vector<double>> candidates = MemoryMarshal.Cast<double, Vector<double>>(_candidates.AsSpan());
        Span<Vector<long>> origins = MemoryMarshal.Cast<long, Vector<long>>(_origins.AsSpan())[..candidates.Length];
        for (int i = 0; i < _classes; i++)
        {
            ReadOnlySpan<Vector<double>> scores =
                MemoryMarshal.Cast<double, Vector<double>>(Row(weights.Scores, i))[..candidates.Length];
            var before = new Vector<double>(_best[i]);
            var origin = new Vector<long>(i);
            for (int j = 0; j < candidates.Length; j++)
            {
                Vector<double> candidate = before + scores[j];
                Vector<long> greater = Vector.GreaterThan(candidate, candidates[j]);
                candidates[j] = Vector.ConditionalSelect(greater, candidate, candidates[j]);
                origins[j] = Vector.ConditionalSelect(greater, origin, origins[j]);
            }
        }
    }

    private void GrowDecoding()
    {
        Grow(ref _best, 1);
        Grow(ref _candidates, 1);
        if (_origins.Length == 0)
        {
            _origins = new long[_stride];
        }
        Networks.PackedLayout.Grow(ref _back, checked(Steps * _classes));
    }
}
