using System.Runtime.InteropServices;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;

namespace MLNetSequence.Forecasting.Baselines;

/// <summary>
/// A linear function of the last rows, step after step. The deviation h steps ahead is σ√(ψ₀² + … + ψ₍ₕ₋₁₎²), where ψ is what becomes of a
/// shock of 1 (Box and Jenkins, Time Series Analysis, chapter 5).
/// </summary>
/// <param name="inputs">What a row holds.</param>
/// <param name="coefficients">Of each target what is added, then what the rows are multiplied by, the oldest first: [K, lags + 1].</param>
/// <param name="deviations">σ of each target, in units of a series' scale, [K].</param>
/// <param name="scales">The mean size of each series that was trained on.</param>
internal sealed class LinearAutoregressionCore(
    ForecastInputs inputs, double[] coefficients, double[] deviations, SeriesNumbers scales) : BaselineCore(inputs)
{
    public const string Name = "linear-autoregression";

    /// <summary>Most rows that are looked back on: a triangle of so many is worked with.</summary>
    public const int MostLags = 2000;

    private const string Damaged = "What the linear autoregression learned is damaged: ";

    private readonly int _lags = coefficients.Length / deviations.Length - 1;

    public override string Kind => Name;

    /// <summary>Twice as many rows as the equation has, so that a gap can be bridged.</summary>
    public override int Window => 2 * _lags;

    public override int NeededRows => _lags;

    public static LinearAutoregressionCore Learn(SeriesData data, int lags, Func<bool> cancelled)
    {
        var scales = SeriesNumbers.Of(data, (_, _, rows) => Scale(rows));
        (double[] Coefficients, double Deviation)[] targets = [.. Enumerable.Range(0, data.Inputs.TargetCount)
            .Select(k => LinearAutoregressionFit.Fit(data, k, lags, scales, cancelled))];
        return new LinearAutoregressionCore(
            data.Inputs, [.. targets.SelectMany(t => t.Coefficients)], [.. targets.Select(t => t.Deviation)], scales);
    }

    public override byte[] Save() =>
    [
        .. BitConverter.GetBytes(_lags),
        .. MemoryMarshal.AsBytes(coefficients.AsSpan()),
        .. MemoryMarshal.AsBytes(deviations.AsSpan()),
        .. scales.Save(),
    ];

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Save"/> made.</exception>
    public static ForecastCore Load(byte[] bytes, ForecastInputs inputs, int horizon)
    {
        var from = new ByteSource(bytes, Damaged);
        int lags = from.One<int>();
        if (lags is < 1 or > MostLags)
        {
            throw new InvalidDataException($"{Damaged}it looks back on {lags} rows.");
        }
        double[] coefficients = from.Many<double>((lags + 1L) * inputs.TargetCount);
        double[] deviations = from.Many<double>(inputs.TargetCount);
        if (!Array.TrueForAll(coefficients, double.IsFinite) || Array.Exists(deviations, d => d < 0 || double.IsInfinity(d)))
        {
            throw new InvalidDataException($"{Damaged}its coefficients make no sense.");
        }
        return new LinearAutoregressionCore(
            inputs, coefficients, deviations, SeriesNumbers.Load(from, inputs.TargetCount, Damaged));
    }

    protected override void Forecast(
        in ForecastWindow window, int target, TargetRows rows, Span<double> points, Span<double> deviationsToCome)
    {
        double scale = scales[window.Facts, target];
        scale = double.IsNaN(scale) ? Scale(rows) : scale;
        ReadOnlySpan<double> own = coefficients.AsSpan(target * (_lags + 1), _lags + 1);
        double level = own[0] * scale;
        ReadOnlySpan<double> factors = own[1..];
        // The rows of the window, then those to come.
        double[] values = new double[rows.Count + points.Length];
        int known = 0;
        for (int row = 0; row < values.Length; row++)
        {
            double value = row < rows.Count ? rows[row] : double.NaN;
            if (double.IsNaN(value) && known >= _lags)
            {
                value = level + Reflection.Dot(factors, values.AsSpan(row - _lags, _lags));
            }
            values[row] = value;
            known = double.IsNaN(value) ? 0 : known + 1;
        }
        if (known < _lags + points.Length)
        {
            return;
        }
        values.AsSpan(rows.Count).CopyTo(points);
        Spread(factors, deviations[target] * scale, deviationsToCome);
    }

    private static void Spread(ReadOnlySpan<double> factors, double deviation, Span<double> to)
    {
        double[] shock = new double[to.Length];
        double squares = 0;
        for (int h = 0; h < to.Length; h++)
        {
            shock[h] = h == 0 ? 1 : 0;
            for (int lag = 1; lag <= Math.Min(h, factors.Length); lag++)
            {
                shock[h] += factors[^lag] * shock[h - lag];
            }
            squares += shock[h] * shock[h];
            to[h] = deviation * Math.Sqrt(squares);
        }
    }

    // The mean size of what is observed; 1 where nothing is, or nothing but 0.
    private static double Scale(TargetRows rows)
    {
        (double sum, int count) = (0, 0);
        for (int row = 0; row < rows.Count; row++)
        {
            if (!float.IsNaN(rows[row]))
            {
                sum += Math.Abs(rows[row]);
                count++;
            }
        }
        return sum > 0 ? sum / count : 1;
    }
}
