using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Windowing;

namespace MLNetSequence;

/// <summary>Makes a forecast of values of a forecast of differences and the last known values.</summary>
public sealed class IntegrateForecastTransformer : SequenceRowTransformer
{
    internal const string Kind = "integrateahead";

    internal static readonly ColumnRule Differences = new(
        "difference", "Single or a vector of Single with one dimension", c => c.Is<float>() && (!c.IsVector || c.HasRank(1)));

    private readonly IntegrateForecastSettings _settings;

    internal IntegrateForecastTransformer(IntegrateForecastSettings settings) => _settings = settings;

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn, _settings.LevelColumn];

    /// <summary>The level column: so many values, or more of which the last are used. A varying vector shows row by row.</summary>
    internal static ColumnRule Levels(int count) => new(
        "level",
        count == 1 ? "Single or a vector of Single with one dimension" : $"a vector of Single with one dimension, of at least {count}",
        c => c.Is<float>() && (c.IsVector ? c.HasRank(1) && !IsTooShort(c.Dimensions, count) : count == 1),
        count == 1 ? "" : " SlidingWindow makes such a column.");

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<IntegrateForecastSettings>(
        payload, "The inverse of a forecast's differences", IntegrateForecastSettings.Version,
        settings => new IntegrateForecastTransformer(settings.Check()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        DataViewSchema.Column differences = Differences.Find(input, _settings.InputColumn);
        Levels(_settings.Span).Find(input, _settings.LevelColumn);
        return [new(_settings.OutputColumn, differences.Type, DataViewSchema.Annotations.Empty)];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        var differences = new NumberReader(input, Differences.Find(input.Schema, _settings.InputColumn));
        var levels = new NumberReader(input, Levels(_settings.Span).Find(input.Schema, _settings.LevelColumn));
        double[] before = [];
        double[] values = []; // the last levels, then the steps of the forecast

        void Integrate(ReadOnlySpan<float> forecast, Span<float> to)
        {
            // Not before there are as many levels: a lag or an order may be absurd.
            ReadOnlySpan<float> last = LastLevels(input, levels.Read());
            Array.Resize(ref before, _settings.Order);
            Array.Resize(ref values, Math.Max(values.Length, last.Length + forecast.Length));
            for (int i = 0; i < last.Length; i++)
            {
                values[i] = last[i];
            }
            for (int h = 0; h < forecast.Length; h++)
            {
                int now = _settings.Span + h;
                for (int k = 0; k < before.Length; k++)
                {
                    before[k] = values[now - ((k + 1) * _settings.Lag)];
                }
                values[now] = Differencing.Integrate(forecast[h], before);
                to[h] = (float)values[now];
            }
        }

        return [differences.Getter(Integrate)];
    }

    private static bool IsTooShort(IReadOnlyList<int>? dimensions, int count) => dimensions is [> 0 and var size] && size < count;

    private ReadOnlySpan<float> LastLevels(DataViewRow input, ReadOnlySpan<float> levels) => levels.Length >= _settings.Span
        ? levels[^_settings.Span..]
        : throw new InvalidOperationException(
            $"Row {input.Position + 1} has {levels.Length} levels in column '{_settings.LevelColumn}', but a lag of " +
            $"{_settings.Lag} and an order of {_settings.Order} take {_settings.Span}.");
}
