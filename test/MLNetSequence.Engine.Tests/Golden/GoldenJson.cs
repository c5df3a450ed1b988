using System.Text.Json;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>What PyTorch computed, where it is few numbers: a JSON file of test/golden.</summary>
internal static class GoldenJson
{
    public static JsonElement Read(string name) =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", name + ".json")));

    public static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
}
