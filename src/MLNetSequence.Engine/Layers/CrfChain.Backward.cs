namespace MLNetSequence.Engine.Layers;

/// <content>What sums over paths owe to each emission and weight: expectations, which are their derivatives.</content>
internal sealed partial class CrfChain
{
    private double[] _expected = []; // ∂ of the emissions, [T, P]
    private double[] _transitions = []; // ∂ of w, [C, P]; before EndTransitions over the factors where there are such
    private double[] _backward = []; // β, [P]
    private double[] _next = []; // x + β of the step after, [P]
    private double[] _shares = []; // e^(that - its greatest), [P]

    /// <summary>
    /// The negative log-likelihood of the labels, in nats: log Z less the log of the sum over all paths that go through them.
    /// </summary>
    /// <param name="labels">[T], -1 where there is none, and the class is summed over.</param>
    /// <param name="scale">
    /// What the gradient is multiplied by that <see cref="CopyExpected"/> and <see cref="CopyTransitions"/> give; 0 where none is wanted.
    /// </param>
    public double Loss(ReadOnlySpan<int> labels, double scale)
    {
        bool gradient = scale != 0;
        bool whole = !labels.Contains(-1);
        double all = LogSum();
        if (gradient)
        {
            BeginGradient();
            Backward(default, all, scale, transitions: true);
        }
        double own = whole ? Score(labels) : LogSum(labels);
        if (gradient && !whole)
        {
            Backward(labels, own, -scale, transitions: true);
        }
        if (gradient)
        {
            EndTransitions();
        }
        if (gradient && whole)
        {
            AddPath(labels, -scale);
        }
        return all - own;
    }

    /// <summary>The probability of each class at each step, [T·C]. Not a number where an emission is not finite.</summary>
    public void Marginals(Span<float> to)
    {
        BeginGradient();
        Backward(default, LogSum(), scale: 1, transitions: false);
        for (int t = 0; t < Steps; t++)
        {
            CopyExpected(t, to.Slice(t * _classes, _classes));
        }
    }

    /// <summary>The gradient for a step's emissions, [C]; at the first and the last step, also that for start and end.</summary>
    public void CopyExpected(int step, Span<float> to)
    {
        ReadOnlySpan<double> from = Row(_expected, step);
        for (int j = 0; j < _classes; j++)
        {
            to[j] = (float)from[j];
        }
    }

    /// <summary>The gradient for w, [C·C].</summary>
    public void CopyTransitions(Span<float> to)
    {
        for (int i = 0; i < _classes; i++)
        {
            ReadOnlySpan<double> row = Row(_transitions, i);
            for (int j = 0; j < _classes; j++)
            {
                to[i * _classes + j] = (float)row[j];
            }
        }
    }

    private void BeginGradient()
    {
        Grow(ref _expected, Steps);
        Grow(ref _transitions, _classes);
        Grow(ref _backward, 1);
        Grow(ref _next, 1);
        Grow(ref _shares, 1);
        _expected.AsSpan(0, Steps * _stride).Clear();
        _transitions.AsSpan().Clear();
    }

    // Adds scale times the derivatives of the sum over paths that the last LogSum has found for these labels.
    private void Backward(ReadOnlySpan<int> labels, double logSum, double scale, bool transitions)
    {
        weights.End.CopyTo(_backward.AsSpan());
        for (int t = Steps - 1; t >= 0; t--)
        {
            ReadOnlySpan<double> forward = Row(_forward, t);
            Span<double> expected = Row(_expected, t);
            for (int j = 0; j < _classes; j++)
            {
                expected[j] += scale * Math.Exp(forward[j] + _backward[j] - logSum);
            }
            if (t == 0)
            {
                return;
            }
            Add(_backward, Row(_emissions, t), _next);
            Restrict(_next, labels, t);
            if (transitions)
            {
                AddTransitions(Row(_forward, t - 1), logSum, scale);
            }
            Step(_next, weights.To, weights.From, _backward);
        }
    }

    // p(y_t = i, y_t+1 = j) = e^(α_t[i] + w[i, j] + x[t+1, j] + β_t+1[j] - log Z), for all i and j.
    private void AddTransitions(ReadOnlySpan<double> forward, double logSum, double scale)
    {
        if (!weights.AreFactors)
        {
            AddOneByOne(forward, logSum, scale);
            return;
        }
        double first = Max(forward), second = Max(_next);
        for (int j = 0; j < _classes; j++)
        {
            _shares[j] = Math.Exp(_next[j] - second);
        }
        // At most e^spread, as no probability is above 1.
        double common = scale * Math.Exp(first + second + weights.Shift - logSum);
        for (int i = 0; i < _classes; i++)
        {
            AddScaled(_shares, common * Math.Exp(forward[i] - first), Row(_transitions, i));
        }
    }

    private void AddOneByOne(ReadOnlySpan<double> forward, double logSum, double scale)
    {
        for (int i = 0; i < _classes; i++)
        {
            Span<double> to = Row(_transitions, i);
            ReadOnlySpan<double> own = Row(weights.Scores, i);
            for (int j = 0; j < _classes; j++)
            {
                to[j] += scale * Math.Exp(forward[i] + own[j] + _next[j] - logSum);
            }
        }
    }

    private void EndTransitions()
    {
        for (int i = 0; i < _transitions.Length && weights.AreFactors; i++)
        {
            _transitions[i] *= weights.From[i];
        }
    }

    private void AddPath(ReadOnlySpan<int> path, double scale)
    {
        for (int t = 0; t < Steps; t++)
        {
            Row(_expected, t)[path[t]] += scale;
            if (t > 0)
            {
                Row(_transitions, path[t - 1])[path[t]] += scale;
            }
        }
    }
}
