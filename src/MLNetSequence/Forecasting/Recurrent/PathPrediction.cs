using MLNetSequence.Forecasting.Distributions;
using MLNetSequence.Forecasting.Models;

namespace MLNetSequence.Forecasting.Recurrent;

/// <summary>A forecast made of paths that were drawn: their median, and their quantiles.</summary>
internal sealed class PathPrediction : Prediction
{
    private readonly double[][] _sorted;
    private readonly bool _hasDistribution;
    private readonly IReadOnlyList<float[]> _paths;

    /// <param name="paths">[paths][H·K], on the values' own scale.</param>
    /// <param name="keep">Whether the paths themselves are wanted.</param>
    /// <param name="hasDistribution">Whether they were drawn at random, and not worked out from points.</param>
    public PathPrediction(double[][] paths, bool keep, bool hasDistribution)
    {
        _hasDistribution = hasDistribution;
        _sorted = [.. Enumerable.Range(0, paths[0].Length).Select(i => paths.Select(p => p[i]).Order().ToArray())];
        _paths = keep ? [.. paths.Select(p => Array.ConvertAll(p, v => (float)v))] : [];
    }

    public override IReadOnlyList<float[]> Paths => _paths;

    public override double Point(int number) => new Samples(_sorted[number]).Quantile(0.5);

    public override double Quantile(int number, double p) => _hasDistribution ? new Samples(_sorted[number]).Quantile(p) : double.NaN;
}
