using MLNetSequence;

namespace Samples.Common;

/// <summary>
/// How well anomalies were found, for the report: by rows, and by events. An event that was found is right if it has a row in common with a
/// planted one; a planted one is found if it has a row in common with one that was found.
/// </summary>
public sealed record DetectionFigures
{
    /// <summary>Share of the rows with an alert that are anomalies, from 0 to 1.</summary>
    public required double RowPrecision { get; init; }

    /// <summary>Share of the rows that are anomalies which have an alert, from 0 to 1.</summary>
    public required double RowRecall { get; init; }

    /// <summary>Share of the events that were found which are right, from 0 to 1.</summary>
    public required double EventPrecision { get; init; }

    /// <summary>Share of the planted events that were found, from 0 to 1.</summary>
    public required double EventRecall { get; init; }

    /// <summary>Area under the ROC curve of the rows' scores, from 0 to 1.</summary>
    public required double AreaUnderRocCurve { get; init; }

    /// <summary>Compares what was found with what there is.</summary>
    /// <param name="labels">[T]: above 0 for an anomaly.</param>
    /// <param name="alerts">[T]: whether there was an alert.</param>
    /// <param name="found">The events that were found.</param>
    /// <param name="areaUnderRocCurve">Of the scores.</param>
    /// <returns>The figures; NaN where there is nothing to take a share of.</returns>
    public static DetectionFigures Of(
        IReadOnlyList<float> labels, IReadOnlyList<bool> alerts, IReadOnlyList<SequenceEvent> found, double areaUnderRocCurve)
    {
        IReadOnlyList<SequenceEvent> planted = EventDetector.Find([.. labels]);
        double both = labels.Zip(alerts).Count(row => row.First > 0 && row.Second);
        return new DetectionFigures
        {
            RowPrecision = both / alerts.Count(alert => alert),
            RowRecall = both / labels.Count(label => label > 0),
            EventPrecision = Share(found, planted),
            EventRecall = Share(planted, found),
            AreaUnderRocCurve = areaUnderRocCurve,
        };
    }

    /// <summary>Share of some events that have a row in common with any of others.</summary>
    private static double Share(IReadOnlyList<SequenceEvent> of, IReadOnlyList<SequenceEvent> others) =>
        (double)of.Count(one => others.Any(other => one.Start <= other.End && other.Start <= one.End)) / of.Count;
}
