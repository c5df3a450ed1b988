using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetSequence.Interop;

namespace MLNetSequence.Scoring.Heads;

/// <summary>The values behind the label's keys, so that a prediction can be mapped back to them. Text or a number type.</summary>
internal sealed class LabelValues
{
    private static readonly Dictionary<string, (PrimitiveDataViewType Type, Type Raw)> Types = new()
    {
        ["Text"] = (TextDataViewType.Instance, typeof(ReadOnlyMemory<char>)),
        ["Boolean"] = (BooleanDataViewType.Instance, typeof(bool)),
        ["SByte"] = (NumberDataViewType.SByte, typeof(sbyte)),
        ["Byte"] = (NumberDataViewType.Byte, typeof(byte)),
        ["Int16"] = (NumberDataViewType.Int16, typeof(short)),
        ["UInt16"] = (NumberDataViewType.UInt16, typeof(ushort)),
        ["Int32"] = (NumberDataViewType.Int32, typeof(int)),
        ["UInt32"] = (NumberDataViewType.UInt32, typeof(uint)),
        ["Int64"] = (NumberDataViewType.Int64, typeof(long)),
        ["UInt64"] = (NumberDataViewType.UInt64, typeof(ulong)),
        ["Single"] = (NumberDataViewType.Single, typeof(float)),
        ["Double"] = (NumberDataViewType.Double, typeof(double)),
        ["DateTime"] = (DateTimeDataViewType.Instance, typeof(DateTime)),
    };

    // An infinity may well be a label: MapValueToKey takes it.
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly string _type;
    private readonly Array _values;

    private LabelValues(string type, Array values)
    {
        (_type, _values) = (type, values);
        Names = values is ReadOnlyMemory<char>[] text
            ? text
            : [.. values.Cast<object>().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!.AsMemory())];
    }

    /// <summary>The values as text, class 0 first.</summary>
    public ReadOnlyMemory<char>[] Names { get; }

    /// <summary>The KeyValues annotation that a label column is promised to have; null where there is none, or of a type that is not kept.</summary>
    public static SchemaShape.Column? Promised(SchemaShape.Column label) =>
        Annotations.Find(label.Annotations, Annotations.KeyValues) is { IsKey: false } values
        && Types.Values.Any(t => t.Type.Equals(values.ItemType))
            ? values
            : null;

    /// <summary>The KeyValues annotation of a label column; null where it has none, or of a type that is not kept.</summary>
    public static LabelValues? Of(DataViewSchema.Column label)
    {
        DataViewSchema.Column? annotation = label.Annotations.Schema.GetColumnOrNull(Annotations.KeyValues);
        if (annotation?.Type is not VectorDataViewType vector)
        {
            return null;
        }
        string? name = Types.FirstOrDefault(t => t.Value.Type.Equals(vector.ItemType)).Key;
        if (name is null)
        {
            return null;
        }
        MethodInfo read = typeof(LabelValues).GetMethod(nameof(Read), BindingFlags.Static | BindingFlags.NonPublic)!;
        return new LabelValues(name, (Array)read.MakeGenericMethod(Types[name].Raw).Invoke(null, [label])!);
    }

    /// <summary>Whether the others are the same values in the same order, as far as they are known.</summary>
    public bool IsSameAs(LabelValues? other) =>
        other is null || Names.Select(name => name.ToString()).SequenceEqual(other.Names.Select(name => name.ToString()));

    /// <summary>Adds the values as an annotation.</summary>
    public void AddTo(DataViewSchema.Annotations.Builder builder, string annotation)
    {
        MethodInfo add = typeof(Annotations).GetMethod(nameof(Annotations.AddVector))!;
        add.MakeGenericMethod(Types[_type].Raw).Invoke(null, [builder, annotation, Types[_type].Type, _values]);
    }

    public Saved Save() => new(_type, _values is ReadOnlyMemory<char>[] text
        ? JsonSerializer.SerializeToElement(text.Select(t => t.ToString()).ToArray())
        : JsonSerializer.SerializeToElement(_values, _values.GetType(), Json));

    /// <exception cref="InvalidDataException">The values are damaged, or not as many as there are classes.</exception>
    public static LabelValues Load(Saved saved, int classes)
    {
        if (!Types.TryGetValue(saved.Type, out (PrimitiveDataViewType Type, Type Raw) type))
        {
            throw new InvalidDataException($"The model's labels are of an unknown type '{saved.Type}'.");
        }
        try
        {
            Array? values = saved.Type == "Text"
                ? saved.Values.Deserialize<string?[]>()?.Select(s => (s ?? throw new JsonException("One is null.")).AsMemory()).ToArray()
                : (Array?)saved.Values.Deserialize(type.Raw.MakeArrayType(), Json);
            return values?.Length == classes
                ? new LabelValues(saved.Type, values)
                : throw new InvalidDataException($"The model has {classes} classes but {values?.Length ?? 0} labels.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The model's labels are damaged: {e.Message}", e);
        }
    }

    private static T[] Read<T>(DataViewSchema.Column label)
    {
        VBuffer<T> values = default;
        label.Annotations.GetValue(Annotations.KeyValues, ref values);
        return [.. values.DenseValues()];
    }

    /// <summary>As it stands in a model file.</summary>
    internal sealed record Saved(string Type, JsonElement Values);
}
