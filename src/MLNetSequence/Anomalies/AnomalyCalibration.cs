using System.Runtime.InteropServices;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Forecasting.Recurrent;
using MLNetSequence.Forecasting.Series;

namespace MLNetSequence.Anomalies;

/// <summary>Finds out how large errors usually are, and where alerts begin, on the last rows of each series.</summary>
/// <param name="expectation">What is expected.</param>
/// <param name="isCancelled">Asked now and then.</param>
internal sealed class AnomalyCalibration(Expectation expectation, Func<bool> isCancelled)
{
    // Rows that are scored between two looks at whether to go on.
    private const int Batch = 512;

    private const double DefaultRate = 0.01;

    // Parts of the rows, each of which is scored by the usual errors of the others.
    private const int Parts = 5;

    private readonly List<double> _errors = [];
    private readonly List<(ForecastWindow Window, ReadOnlyMemory<float> Row)> _waiting = [];

    /// <summary>How many rows of each series are learned from; the others are held out.</summary>
    /// <param name="rows">The rows of each.</param>
    /// <param name="fraction">Share to hold out.</param>
    /// <param name="least">Rows that must be left; a series with fewer is learned from as a whole.</param>
    /// <exception cref="InvalidOperationException">Nothing would be held out.</exception>
    public static int[] Learned(IReadOnlyList<int> rows, double fraction, int least)
    {
        int[] learned = [.. rows.Select(n => n - (int)(n * fraction) is var left && left >= least ? left : n)];
        if (fraction > 0 && rows.Count > 0 && learned.SequenceEqual(rows))
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"{nameof(AnomalyDetectionOptions.CalibrationFraction)} of {fraction} leaves no row to measure on: the longest series has ")
                + $"{rows.Max()} rows, and {least} are needed to learn. "
                + ((int)(rows.Max() * fraction) == 0 ? "Hold out more" : "Hold out less, look back on fewer rows")
                + ", or take 0 to measure on the rows that are learned.");
        }
        return learned;
    }

    /// <summary>Checks, before anything is trained, that some row can be scored.</summary>
    /// <param name="rows">The rows of each series.</param>
    /// <param name="least">Rows that a score takes.</param>
    /// <exception cref="InvalidOperationException">None can.</exception>
    public static void CheckRows(IReadOnlyList<int> rows, int least)
    {
        int longest = rows.DefaultIfEmpty(0).Max();
        if (longest < least)
        {
            throw new InvalidOperationException(longest == 0
                ? "The training data has no rows."
                : $"A score takes {least} rows of a series, and the longest has {longest}: take a shorter window, or set "
                + $"{nameof(AnomalyDetectionOptions.MinimumRows)}.");
        }
    }

    /// <summary>Measures.</summary>
    /// <param name="settings">What the model makes.</param>
    /// <param name="scales">What was measured on the rows that were learned from.</param>
    /// <param name="data">All rows.</param>
    /// <param name="learned">The first rows of each series, which were learned from.</param>
    /// <param name="options">Where alerts begin.</param>
    /// <exception cref="InvalidOperationException">No row has a score, or too few to know a threshold.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public AnomalyModel Measure(
        AnomalySettings settings, SeriesScales scales, SeriesData data, int[] learned, AnomalyDetectionOptions options)
    {
        for (int s = 0; s < learned.Length; s++)
        {
            for (int row = options.CalibrationFraction == 0 ? 0 : learned[s]; row < data.Series[s].Count; row++)
            {
                if (expectation.WindowOf(data.Series[s], row) is { } window)
                {
                    _waiting.Add((window, data.Series[s].ValuesOf(row, 1)));
                }
                if (_waiting.Count == Batch)
                {
                    MeasureWaiting();
                }
            }
        }
        MeasureWaiting();
        var usual = ErrorCovariance.Fit(CollectionsMarshal.AsSpan(_errors), expectation.Targets);
        var scores = ScoreDistribution.Fit(Scores());
        return new AnomalyModel(settings, scales, usual, scores, Threshold(scores, options));
    }

    private static double Threshold(ScoreDistribution scores, AnomalyDetectionOptions options)
    {
        double? wanted = options.ExpectedRate ?? 1 - options.ThresholdQuantile;
        double threshold = scores.ThresholdForRate(wanted ?? DefaultRate);
        double least = 1 / (scores.Table.Count + 1.0);
        return double.IsFinite(threshold) ? threshold
            : wanted is null ? scores.ThresholdForRate(least)
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"{scores.Table.Count:N0} scores of normal rows cannot tell what only a share of {wanted} of them reaches: the least ")
                + FormattableString.Invariant($"that they know is {least:G3}. Allow more alerts, or give more rows to measure on, by a ")
                + $"greater {nameof(AnomalyDetectionOptions.CalibrationFraction)} or with more data.");
    }

    private void MeasureWaiting()
    {
        if (isCancelled())
        {
            throw new OperationCanceledException("Cancelled while scores of normal rows were measured.");
        }
        Prediction[] expected = expectation.Expect([.. _waiting.Select(w => w.Window)]);
        double[] off = new double[expectation.Targets];
        for (int i = 0; i < expected.Length; i++)
        {
            expectation.Measure(_waiting[i].Window, expected[i], _waiting[i].Row.Span, off);
            _errors.AddRange(off);
        }
        _waiting.Clear();
    }

    // Of many inputs, rows look more normal than new ones to usual errors that were measured on them: there would be too many alerts.
    private double[] Scores()
    {
        ReadOnlySpan<double> errors = CollectionsMarshal.AsSpan(_errors);
        double[] off = new double[expectation.Targets];
        double[] scores = new double[errors.Length / off.Length];
        int parts = off.Length > 1 && scores.Length >= Parts ? Parts : 1;
        for (int part = 0; part < parts; part++)
        {
            (int first, int end) = ((int)((long)scores.Length * part / parts), (int)((long)scores.Length * (part + 1) / parts));
            var others = ErrorCovariance.Fit(
                parts == 1 ? errors : [.. errors[..(first * off.Length)], .. errors[(end * off.Length)..]], off.Length);
            for (int row = first; row < end; row++)
            {
                errors.Slice(row * off.Length, off.Length).CopyTo(off);
                scores[row] = others.Score(off);
            }
        }
        return scores;
    }
}
