using System.Numerics;
using System.Runtime.InteropServices;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>One sequence at a time under a linear chain: sums over its paths, their gradient, and its best path.</summary>
/// <remarks>
/// A path y gets, with emissions x [T, C],
/// <code>
/// score(y) = start[y_0] + Σ_t x[t, y_t] + Σ_t w[y_t, y_t+1] + end[y_T-1]            p(y) = e^score(y) / Z      Z = Σ_y e^score(y)
/// α_0 = start + x_0          α_t[j] = x[t, j] + log Σ_i e^(α_t-1[i] + w[i, j])      log Z = log Σ_j e^(α_T-1[j] + end[j])
/// β_T-1 = end                β_t[i] = log Σ_j e^(w[i, j] + x[t+1, j] + β_t+1[j])
/// p(y_t = j) = e^(α_t[j] + β_t[j] - log Z)
/// </code>
/// (Lafferty et al. 2001; Rabiner 1989.) Logarithms of doubles stay far from overflow, however long the sequence. It holds what a
/// sequence needs, so it serves one thread at a time; once it has seen a sequence as long it allocates nothing.
/// </remarks>
internal sealed partial class CrfChain(CrfWeights weights)
{
    private readonly int _classes = weights.Classes;
    private readonly int _stride = weights.Stride;
    private double[] _emissions = []; // x, [T, P]
    private double[] _forward = []; // α, [T, P]
    private bool _isFinite;

    /// <summary>T.</summary>
    public int Steps { get; private set; }

    /// <summary>Takes a sequence's rows from those of a batch.</summary>
    public void Load(Matrix emissions, PackedLayout layout, int sequence)
    {
        Begin(layout.Lengths[sequence]);
        for (int t = 0; t < Steps; t++)
        {
            Load(emissions.RowSpan(layout.Row(t, sequence)), t);
        }
    }

    /// <summary>Takes [T·C], step after step.</summary>
    public void Load(ReadOnlySpan<float> emissions)
    {
        Begin(emissions.Length / _classes);
        for (int t = 0; t < Steps; t++)
        {
            Load(emissions.Slice(t * _classes, _classes), t);
        }
    }

    /// <summary>
    /// log Σ e^score over all paths that go through the labels, and so log Z where there are none: see <see cref="Backward"/>.
    /// Not a number where an emission is not finite.
    /// </summary>
    /// <param name="labels">[T], -1 where any class may be; empty where it may be anywhere.</param>
    public double LogSum(ReadOnlySpan<int> labels = default)
    {
        if (Steps == 0)
        {
            return 0;
        }
        Grow(ref _forward, Steps);
        Span<double> row = Row(_forward, 0);
        Add(weights.Start, Row(_emissions, 0), row);
        Restrict(row, labels, 0);
        for (int t = 1; t < Steps; t++)
        {
            Span<double> next = Row(_forward, t);
            Step(row, weights.From, weights.To, next);
            Add(next, Row(_emissions, t), next);
            Restrict(next, labels, t);
            row = next;
        }
        double max = double.NegativeInfinity;
        for (int j = 0; j < _classes; j++)
        {
            max = Math.Max(max, row[j] + weights.End[j]);
        }
        double sum = 0;
        for (int j = 0; j < _classes; j++)
        {
            sum += Math.Exp(row[j] + weights.End[j] - max);
        }
        return _isFinite ? max + Math.Log(sum) : double.NaN;
    }

    /// <summary>The score of one path, [T].</summary>
    public double Score(ReadOnlySpan<int> path)
    {
        if (Steps == 0)
        {
            return 0;
        }
        double sum = weights.Start[path[0]] + weights.End[path[Steps - 1]];
        for (int t = 0; t < Steps; t++)
        {
            sum += Row(_emissions, t)[path[t]];
            sum += t > 0 ? weights.Scores[path[t - 1] * _stride + path[t]] : 0;
        }
        return sum;
    }

    // to[j] = log Σ_i e^(a[i] + w[i, j]); the weights by their i and by their j.
    private void Step(ReadOnlySpan<double> a, double[] byFirst, double[] bySecond, Span<double> to)
    {
        if (weights.AreFactors)
        {
            double max = Max(a);
            to.Clear();
            for (int i = 0; i < _classes; i++)
            {
                AddScaled(Row(byFirst, i), Math.Exp(a[i] - max), to);
            }
            for (int j = 0; j < _classes; j++)
            {
                to[j] = Math.Log(to[j]) + max + weights.Shift;
            }
            return;
        }
        for (int j = 0; j < _classes; j++)
        {
            to[j] = LogSum(a, Row(bySecond, j));
        }
    }

    private double LogSum(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double max = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < _classes; i++)
        {
            max = Math.Max(max, a[i] + b[i]);
        }
        for (int i = 0; i < _classes; i++)
        {
            sum += Math.Exp(a[i] + b[i] - max);
        }
        return max + Math.Log(sum);
    }

    // Leaves but the label of a step that has one.
    private void Restrict(Span<double> row, ReadOnlySpan<int> labels, int step)
    {
        if (!labels.IsEmpty && labels[step] >= 0)
        {
            double kept = row[labels[step]];
            row[.._classes].Fill(double.NegativeInfinity);
            row[labels[step]] = kept;
        }
    }

    private void Begin(int steps)
    {
        Steps = steps;
        Grow(ref _emissions, steps);
        _isFinite = true;
    }

    private void Load(ReadOnlySpan<float> from, int step)
    {
        Span<double> to = Row(_emissions, step);
        for (int j = 0; j < from.Length; j++)
        {
            to[j] = from[j];
            _isFinite &= float.IsFinite(from[j]);
        }
    }

    private Span<double> Row(double[] rows, int row) => rows.AsSpan(row * _stride, _stride);

    // What pads a row is zero from the beginning, and stays so.
    private void Grow(ref double[] array, int rows)
    {
        int length = checked(rows * _stride);
        if (array.Length < length)
        {
            array = new double[Math.Max(length, (int)Math.Min(array.Length * 2L, Array.MaxLength))];
        }
    }

    private double Max(ReadOnlySpan<double> row)
    {
        double max = double.NegativeInfinity;
        foreach (double x in row[.._classes])
        {
            max = x > max ? x : max;
        }
        return max;
    }

    private void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> to)
    {
        for (int j = 0; j < _classes; j++)
        {
            to[j] = a[j] + b[j];
        }
    }

    // to += scale·row, whole vectors; no number depends on their width.
    private static void AddScaled(ReadOnlySpan<double> row, double scale, Span<double> to)
    {
        ReadOnlySpan<Vector<double>> from = MemoryMarshal.Cast<double, Vector<double>>(row);
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(to)[..from.Length];
        var factor = new Vector<double>(scale);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += from[i] * factor;
        }
    }
}
