using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>The description as text for files.</content>
public sealed partial class SequenceNetwork
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new EnumNames<Activation>(), new EnumNames<BidirectionalMerge>(), new EnumNames<ConvPadding>() },
    };

    /// <summary>
    /// The description as it stands in a model file. Vectors given to a table are no part of it: they are weights.
    /// </summary>
    /// <returns>
    /// A JSON object with <c>features</c>, the numbers a step that the network reads or null where its first layer reads tokens, and
    /// <c>layers</c>, an array with one object a layer.
    /// </returns>
    /// <exception cref="InvalidOperationException">The network is that inside a residual block and starts from one row.</exception>
    public string ToJson()
    {
        if (Input.Kind == ShapeKind.Vector)
        {
            throw new InvalidOperationException("A residual block's inner layers are written together with the whole network.");
        }
        int? features = Input.Kind == ShapeKind.Tokens ? null : Input.Features;
        return JsonSerializer.Serialize(new Saved(features, [.. _layers]), Json);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote, with all the checks of building the network by hand.</summary>
    /// <param name="json">A JSON object, as <see cref="ToJson"/> describes it. Options that are left out have their defaults.</param>
    /// <returns>The same network.</returns>
    /// <exception cref="InvalidDataException">The text is no description of a network.</exception>
    public static SequenceNetwork FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            Saved saved = JsonSerializer.Deserialize<Saved>(json, Json) ?? throw new JsonException("It is null.");
            return saved.Layers.Aggregate(
                saved.Features is int features ? new SequenceNetwork(features) : new SequenceNetwork(),
                (network, layer) => network.Add(layer ?? throw new JsonException("A layer is null.")));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"This is no description of a network: {e.Message}", e);
        }
    }

    private sealed record Saved(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Features,
        LayerDescription?[] Layers);
}
