using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Networks;

/// <summary>An enum in JSON: its names in camel case, exactly; .NET's own converter takes any case, and lists of names.</summary>
internal sealed class EnumNames<T> : JsonConverter<T> where T : struct, Enum
{
    private readonly Dictionary<T, string> _names =
        Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private readonly Dictionary<string, T> _values;

    public EnumNames() => _values = _names.ToDictionary(pair => pair.Value, pair => pair.Key);

    public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && _values.TryGetValue(reader.GetString()!, out T value)
            ? value
            : throw new JsonException($"There is no such {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(_names[value]);
}
