using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>Makes a forecast of values of a forecast of differences and the last known values.</summary>
public sealed class IntegrateForecastTransformer : SequenceRowTransformer
{
    internal const string Kind = "integrateahead";

    private readonly IntegrateForecastSettings _settings;

    internal IntegrateForecastTransformer(IntegrateForecastSettings settings) => _settings = settings;

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn, _settings.LevelColumn];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<IntegrateForecastSettings>(
        payload, "The inverse of a forecast's differences", IntegrateForecastSettings.Version,
        settings => new IntegrateForecastTransformer(settings.Check()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input) =>
        [new(_settings.OutputColumn, Find(input).Differences.Type, DataViewSchema.Annotations.Empty)];

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        (DataViewSchema.Column differences, DataViewSchema.Column levels, int features) = Find(input.Schema);
        var reader = new NumberReader(input, differences);
        var levelReader = new NumberReader(input, levels);
        double[] before = [];
        double[] values = []; // [steps, features]: the last levels, then the forecast

        void Integrate(ReadOnlySpan<float> forecast, Span<float> to)
        {
            CheckSteps(input, differences, forecast.Length, features);
            // Not before there are as many levels: a lag or an order may be absurd.
            ReadOnlySpan<float> last = LastLevels(input, levels, levelReader.Read(), features);
            Array.Resize(ref before, _settings.Order);
            Array.Resize(ref values, Math.Max(values.Length, last.Length + forecast.Length));
            for (int i = 0; i < last.Length; i++)
            {
                values[i] = last[i];
            }
            // Each feature for itself: its value a step before stands so many places before.
            int lag = _settings.Lag * features;
            for (int i = 0; i < forecast.Length; i++)
            {
                int now = last.Length + i;
                for (int k = 0; k < before.Length; k++)
                {
                    before[k] = values[now - ((k + 1) * lag)];
                }
                values[now] = Differencing.Integrate(forecast[i], before);
                to[i] = (float)values[now];
            }
        }

        return [reader.Getter(Integrate)];
    }

    private static void CheckSteps(DataViewRow input, DataViewSchema.Column column, int count, int features)
    {
        if (count % features != 0)
        {
            throw new InvalidOperationException(
                $"Row {input.Position + 1}: column '{column.Name}' holds {count} values, no whole number of steps of {features}.");
        }
    }

    private (DataViewSchema.Column Differences, DataViewSchema.Column Levels, int Features) Find(DataViewSchema input)
    {
        DataViewSchema.Column differences = ForecastColumns.Differences.Find(input, _settings.InputColumn);
        int features = ForecastColumns.Features(differences);
        return (differences, ForecastColumns.Levels(_settings.Span, features).Find(input, _settings.LevelColumn), features);
    }

    private ReadOnlySpan<float> LastLevels(
        DataViewRow input, DataViewSchema.Column column, ReadOnlySpan<float> levels, int features)
    {
        CheckSteps(input, column, levels.Length, features);
        int steps = levels.Length / features;
        return steps >= _settings.Span
            ? levels[^(_settings.Span * features)..]
            : throw new InvalidOperationException(
                $"Row {input.Position + 1} has {steps} levels in column '{_settings.LevelColumn}', but a lag of " +
                $"{_settings.Lag} and an order of {_settings.Order} take {_settings.Span}.");
    }
}
