using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>What a model file keeps of its trainer.</summary>
internal static class Saved
{
    /// <summary>Lines "path: value" of the saved options and layers.</summary>
    public static string[] Options(ITransformer model)
    {
        byte[] payload = ModelFile.Envelopes(ModelFile.Save(model, Quick.Tokens().Schema)).Single().Payload;
        using JsonDocument json = JsonDocument.Parse(NetworkFile.Read(payload).Metadata["model"]);
        return [.. Lines(json.RootElement, "").Where(line => line.StartsWith("options.") || line.StartsWith("layers."))];
    }

    /// <summary>The payload without how training went: that differs from run to run, as it tells how long it took.</summary>
    public static byte[] WithoutReport(byte[] payload)
    {
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(payload);
        JsonObject model = JsonNode.Parse(metadata["model"])!.AsObject();
        Assert.IsTrue(model.Remove("report"));
        metadata["model"] = model.ToJsonString();
        return Safetensors.Write(metadata, tensors);
    }

    private static IEnumerable<string> Lines(JsonElement element, string path) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(p => Lines(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}"))
        : [$"{path}: {element.GetRawText()}"];
}
