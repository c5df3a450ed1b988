using MLNetSequence.Forecasting.Series;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Scoring.Heads;
using MLNetSequence.Windowing;

namespace MLNetSequence.Anomalies;

/// <summary>The columns that an anomaly transformer makes.</summary>
internal static class AnomalyOutputs
{
    private const string Task = "AnomalyDetection";

    // As ML.NET's SequentialAnomalyDetectionTransformBase has them.
    private static readonly string[] Slots = ["Alert", "Raw Score", "P-Value Score"];

    /// <summary>The columns.</summary>
    public static IReadOnlyList<OutputColumn> Of(AnomalySettings settings, ForecastInputs inputs)
    {
        var slots = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(slots, Annotations.SlotNames, [.. Slots.Select(name => name.AsMemory())]);
        var columns = new List<OutputColumn>
        {
            new(settings.Output, new VectorDataViewType(NumberDataViewType.Double, Slots.Length), slots.ToAnnotations()),
        };
        if (settings.Score is { } score)
        {
            columns.Add(ScoreColumns.Make(ScoreColumns.Score, NumberDataViewType.Single, Task) with { Name = score });
        }
        if (settings.PredictedLabel is { } label)
        {
            columns.Add(ScoreColumns.Make(ScoreColumns.PredictedLabel, BooleanDataViewType.Instance, Task) with { Name = label });
        }
        if (settings.Contributions is { } contributions)
        {
            columns.Add(NewColumn.NamedVector(
                contributions, new VectorDataViewType(NumberDataViewType.Single, inputs.TargetCount), () => inputs.TargetNames));
        }
        return columns;
    }

    /// <summary>The promise of them.</summary>
    public static SchemaShape.Column[] Promise(AnomalyDetectionOptions options)
    {
        var columns = new List<SchemaShape.Column>
        {
            MLNet.Column(
                options.OutputColumnName, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Double, isKey: false,
                new SchemaShape([Annotations.VectorShape(Annotations.SlotNames, TextDataViewType.Instance)])),
        };
        if (options.ScoreColumnName is { } score)
        {
            columns.Add(ScoreColumns.Promise(score, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single));
        }
        if (options.PredictedLabelColumnName is { } label)
        {
            columns.Add(ScoreColumns.Promise(label, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance));
        }
        if (options.ContributionsColumnName is { } contributions)
        {
            columns.Add(NewColumn.NamedVector(contributions));
        }
        return [.. columns];
    }

    /// <summary>A getter for each column.</summary>
    /// <param name="settings">Which there are.</param>
    /// <param name="targets">K.</param>
    /// <param name="current">What is said of the row.</param>
    public static IReadOnlyList<Delegate> Getters(AnomalySettings settings, int targets, Func<AnomalyScore> current)
    {
        var getters = new List<Delegate> { Prediction(current) };
        if (settings.Score is not null)
        {
            getters.Add(HistoryColumns.Getter(isScalar: true, 1, to => to[0] = (float)current().Score));
        }
        if (settings.PredictedLabel is not null)
        {
            getters.Add((ValueGetter<bool>)((ref bool value) => value = current().IsAlert));
        }
        if (settings.Contributions is not null)
        {
            getters.Add(HistoryColumns.Getter(isScalar: false, targets, to =>
            {
                double[] contributions = current().Contributions;
                for (int k = 0; k < to.Length; k++)
                {
                    to[k] = (float)contributions[k];
                }
            }));
        }
        return getters;
    }

    private static ValueGetter<VBuffer<double>> Prediction(Func<AnomalyScore> current) => (ref VBuffer<double> value) =>
    {
        AnomalyScore score = current();
        VBufferEditor<double> editor = VBufferEditor.Create(ref value, Slots.Length);
        (editor.Values[0], editor.Values[1], editor.Values[2]) = (score.IsAlert ? 1 : 0, score.Score, score.PValue);
        value = editor.Commit();
    };
}
