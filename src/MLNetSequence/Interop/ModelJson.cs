using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNetSequence.Interop;

/// <summary>Payloads that are JSON: what stands in one must be there, and nothing else may.</summary>
internal static class ModelJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // What settings work out of what they were told is not saved; what a record was told has an init accessor, and is.
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="InvalidDataException">The payload is not what <see cref="Write"/> wrote.</exception>
    public static T Read<T>(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(payload, Options) ?? throw new InvalidDataException("The model's payload is empty.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"The model's payload is damaged: {e.Message}", e);
        }
    }

    /// <summary>The same as text, and as a part of something larger.</summary>
    public static string WriteText<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="InvalidDataException">The text is not what <see cref="WriteText"/> wrote.</exception>
    public static T ReadText<T>(string text) => Read<T>(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A value of a type that is only known when it is written.</summary>
    public static JsonElement ToElement(object value) => JsonSerializer.SerializeToElement(value, value.GetType(), Options);

    /// <exception cref="InvalidDataException">The element is not what <see cref="ToElement"/> made.</exception>
    public static T FromElement<T>(JsonElement element) => ReadText<T>(element.GetRawText());

    /// <summary>Makes a transformer of the settings in a payload.</summary>
    /// <param name="payload">What <see cref="Write"/> wrote.</param>
    /// <param name="what">The transformer, as in "the padding".</param>
    /// <param name="version">The latest version of the format.</param>
    /// <param name="make">Makes it; throws <see cref="ArgumentException"/> where the settings do not fit.</param>
    /// <exception cref="InvalidDataException">The payload is damaged, or of a later version.</exception>
    public static ITransformer Load<T>(ReadOnlySpan<byte> payload, string what, int version, Func<T, ITransformer> make)
        where T : ISavedSettings
    {
        T settings = Read<T>(payload);
        if (settings.FormatVersion < 1 || settings.FormatVersion > version)
        {
            throw new InvalidDataException(
                $"{what} has format version {settings.FormatVersion}; this library reads version {version}.");
        }
        try
        {
            return make(settings);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{what}, as it was saved, is damaged: {e.Message}", e);
        }
    }
}
