using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.TimeFeatures;

namespace MLNetSequence;

/// <summary>Turns each row's date and time into features.</summary>
public sealed class TimeFeaturesTransformer : SequenceRowTransformer
{
    internal const string Kind = "timefeatures";

    internal static readonly ColumnRule Time = new("time", "DateTime (scalar)", c => !c.IsVector && c.Is<DateTime>());

    private readonly TimeFeaturesSettings _settings;
    private readonly TimeParts[] _parts;
    private readonly ReadOnlyMemory<char>[] _names;

    internal TimeFeaturesTransformer(TimeFeaturesSettings settings) =>
        (_settings, _parts, _names) = (settings, settings.InOrder(), settings.Names());

    private protected override IReadOnlyList<string> Inputs => [_settings.InputColumn];

    internal static ITransformer Load(byte[] payload) => ModelJson.Load<TimeFeaturesSettings>(
        payload, "The time features", TimeFeaturesSettings.Version, settings => new TimeFeaturesTransformer(settings.Check()));

    private protected override (string Kind, byte[] Payload) Saved() => (Kind, ModelJson.Write(_settings));

    private protected override IReadOnlyList<OutputColumn> Outputs(DataViewSchema input)
    {
        Time.Find(input, _settings.InputColumn);
        var annotations = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(annotations, Annotations.SlotNames, _names);
        var type = new VectorDataViewType(NumberDataViewType.Single, _names.Length);
        return [new OutputColumn(_settings.OutputColumn, type, annotations.ToAnnotations())];
    }

    private protected override IReadOnlyList<Delegate> CreateGetters(DataViewRow input)
    {
        ValueGetter<DateTime> getTime = input.GetGetter<DateTime>(Time.Find(input.Schema, _settings.InputColumn));
        ValueGetter<VBuffer<float>> getFeatures = (ref VBuffer<float> features) =>
        {
            DateTime time = default;
            getTime(ref time);
            VBufferEditor<float> editor = VBufferEditor.Create(ref features, _names.Length);
            Write(time, input, editor.Values);
            features = editor.Commit();
        };
        return [getFeatures];
    }

    private void Write(DateTime time, DataViewRow row, Span<float> features)
    {
        if (time == default)
        {
            features.Fill(_settings.MissingTime == MissingTime.NaN ? float.NaN : throw new InvalidOperationException(
                $"Row {row.Position + 1}: column '{_settings.InputColumn}' holds the first day of year 1, which ML.NET puts where there is "
                + $"no date. {nameof(MissingTime)}.{nameof(MissingTime.NaN)} makes missing features of it."));
            return;
        }
        for (int i = 0; i < _parts.Length; i++)
        {
            if (_settings.Encoding == TimeEncoding.Number)
            {
                features[i] = CalendarPart.Number(_parts[i], time);
                continue;
            }
            (features[2 * i], features[2 * i + 1]) = CalendarPart.OnCircle(_parts[i], time);
        }
    }
}
