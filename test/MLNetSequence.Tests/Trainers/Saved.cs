using System.Text.Json;
using Microsoft.ML;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Trainers;

/// <summary>What a model file keeps of its trainer.</summary>
internal static class Saved
{
    /// <summary>Lines "name: value" of the saved JSON, options and the rest alike.</summary>
    public static string[] Trainer(ITransformer model)
    {
        byte[] payload = ModelFile.Envelopes(ModelFile.Save(model, Quick.Tokens().Schema)).Single().Payload;
        using JsonDocument json = JsonDocument.Parse(NetworkFile.Read(payload).Metadata["trainer"]);
        return
        [
            .. json.RootElement.EnumerateObject()
                .SelectMany(p => p.Name == "trainer" ? p.Value.EnumerateObject().AsEnumerable() : [p])
                .Select(p => $"{p.Name}: {p.Value.GetRawText()}"),
        ];
    }
}
