namespace MLNetSequence.Engine.Tests.Reference;

/// <summary>
/// A linear chain in double precision, from its definition: every one of the C^T paths is scored. A path goes through labels [T], of
/// which -1 stands for any.
/// </summary>
/// <param name="transitions">[C·C], row = from.</param>
/// <param name="start">[C].</param>
/// <param name="end">[C].</param>
internal sealed class ReferenceCrf(double[] transitions, double[] start, double[] end)
{
    private readonly int _classes = start.Length;
    private readonly Dictionary<int, int[][]> _paths = [];

    /// <summary>With the weights of a layer, by its number.</summary>
    public static ReferenceCrf Of(Dictionary<string, double[]> parameters, int layer) => new(
        parameters[$"{layer}.transitions"], parameters[$"{layer}.start_transitions"], parameters[$"{layer}.end_transitions"]);

    /// <summary>All paths, the smallest last class first, then the smallest before it.</summary>
    public int[][] Paths(int steps) => _paths.TryGetValue(steps, out int[][]? paths) ? paths : _paths[steps] = steps == 0
        ? [[]]
        : [.. Enumerable.Range(0, _classes).SelectMany(last => Paths(steps - 1).Select(path => (int[])[.. path, last]))];

    public double Score(double[][] emissions, int[] path) => path.Length == 0
        ? 0
        : start[path[0]] + path.Select((c, t) => emissions[t][c]).Sum()
            + path.Zip(path.Skip(1), (from, to) => transitions[from * _classes + to]).Sum() + end[path[^1]];

    /// <summary>log Σ e^score over all paths that go through the labels.</summary>
    public double LogSum(double[][] emissions, int[] labels)
    {
        double[] scores =
        [
            .. Paths(emissions.Length).Where(p => p.Zip(labels, (c, label) => label < 0 || c == label).All(x => x))
                .Select(p => Score(emissions, p)),
        ];
        double max = scores.Max();
        return max + Math.Log(scores.Sum(s => Math.Exp(s - max)));
    }

    public double LogSum(double[][] emissions) => LogSum(emissions, [.. emissions.Select(_ => -1)]);

    /// <summary>-log p(labels).</summary>
    public double Loss(double[][] emissions, int[] labels) => LogSum(emissions) - LogSum(emissions, labels);

    /// <summary>The share of all paths, by their probability, that have a class at a step, [T][C].</summary>
    public double[][] Marginals(double[][] emissions)
    {
        double all = LogSum(emissions);
        return
        [
            .. emissions.Select((_, t) => Enumerable.Range(0, _classes).Select(c => Paths(emissions.Length)
                .Where(p => p[t] == c).Sum(p => Math.Exp(Score(emissions, p) - all))).ToArray()),
        ];
    }

    /// <summary>The best path; the first of equals in the order of <see cref="Paths"/>.</summary>
    public int[] Best(double[][] emissions) => Paths(emissions.Length).MaxBy(p => Score(emissions, p))!;
}
