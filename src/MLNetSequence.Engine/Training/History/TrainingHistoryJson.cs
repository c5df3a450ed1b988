using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNetSequence.Engine.Training.History;

/// <summary>A history is saved as the list of its epochs.</summary>
internal sealed class TrainingHistoryJson : JsonConverter<TrainingHistory>
{
    public override TrainingHistory Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        TrainingProgress[] epochs = JsonSerializer.Deserialize<TrainingProgress[]>(ref reader, options) ?? [];
        try
        {
            return new TrainingHistory(epochs);
        }
        catch (ArgumentException e)
        {
            throw new JsonException($"It is no history of a training: {e.Message}", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, TrainingHistory value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}
