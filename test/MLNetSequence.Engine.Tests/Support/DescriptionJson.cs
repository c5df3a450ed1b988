using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>Descriptions to JSON and back, with the options of <see cref="SequenceNetwork"/>.</summary>
internal static class DescriptionJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Write<T>(T description) => JsonSerializer.Serialize(description, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;

    /// <summary>Fails where a setting is lost on the way, or where the description leaves one at its default and would not tell.</summary>
    /// <param name="description">One that sets every option.</param>
    /// <param name="usual">The same with every option at its default; required ones as it likes.</param>
    public static void CheckRoundTrip<T>(T description, T usual) where T : notnull
    {
        Assert.AreEqual(usual.GetType(), description.GetType());
        foreach (System.Reflection.PropertyInfo property in description.GetType().GetProperties())
        {
            Assert.AreNotEqual(property.GetValue(usual), property.GetValue(description), $"{property.Name} is not tested");
        }
        string json = Write(description);
        Assert.AreEqual(description, Read<T>(json));
        Assert.AreEqual(usual, Read<T>(Write(usual)));
        Assert.ThrowsExactly<JsonException>(() => Read<T>(json[..^1] + ",\"more\":1}"));
    }
}
