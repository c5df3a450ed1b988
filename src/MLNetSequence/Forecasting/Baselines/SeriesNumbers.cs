using System.Runtime.InteropServices;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>A number, at least 0, for every target of every series that was trained on.</summary>
/// <param name="values">[series, K]; NaN where it is not known.</param>
/// <param name="targets">K.</param>
internal sealed class SeriesNumbers(double[] values, int targets)
{
    public delegate double Reading(SeriesRows series, int target, TargetRows rows);

    /// <summary>Works them out.</summary>
    public static SeriesNumbers Of(SeriesData data, Reading read)
    {
        (int targets, int width) = (data.Inputs.TargetCount, data.Inputs.Width);
        double[] values = new double[data.Series.Count * targets];
        for (int i = 0; i < values.Length; i++)
        {
            (SeriesRows series, int target) = (data.Series[i / targets], i % targets);
            values[i] = read(series, target, new TargetRows(series.Values.Span, width, target));
        }
        return new SeriesNumbers(values, targets);
    }

    /// <summary>A series' number; NaN where it was not trained on.</summary>
    public double this[SeriesFacts facts, int target]
    {
        get
        {
            long at = (long)facts.Number * targets + target;
            return facts.Number >= 0 && at < values.Length ? values[at] : double.NaN;
        }
    }

    public byte[] Save() => [.. BitConverter.GetBytes(values.Length), .. MemoryMarshal.AsBytes(values.AsSpan())];

    /// <summary>Reads what was saved, with which the bytes end.</summary>
    /// <exception cref="InvalidDataException">It makes no sense.</exception>
    public static SeriesNumbers Load(ByteSource from, int targets, string damaged)
    {
        double[] values = from.Many<double>(from.One<int>());
        from.End();
        return values.Length % targets == 0 && Array.TrueForAll(values, v => double.IsNaN(v) || (v >= 0 && double.IsFinite(v)))
            ? new SeriesNumbers(values, targets)
            : throw new InvalidDataException($"{damaged}the numbers of its series make no sense.");
    }
}
