using System.Text.Json.Nodes;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Forecasting.Models;
using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Forecasting.Recurrent;

/// <summary>A payload that was altered behind its checksum is refused as damaged, or is a forecaster; nothing else.</summary>
[TestClass]
public class HostileFileTests
{
    private static readonly byte[] Masks = [0x01, 0x80, 0xff, 0x10, 0x02];

    private static readonly string[] Odd =
        ["null", "-1", "0", "7", "2147483647", "1e300", "\"x\"", "\"\"", "\"NaN\"", "\"Infinity\"", "[]", "[null]", "{}", "true"];

    private static readonly Dictionary<ForecastingStrategy, byte[]> Payloads = Enum.GetValues<ForecastingStrategy>().ToDictionary(s => s, Make);

    private static IEnumerable<object[]> Strategies => Enum.GetValues<ForecastingStrategy>().Select(s => new object[] { s });

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void EveryByte(ForecastingStrategy strategy)
    {
        byte[] payload = Payloads[strategy];
        Assert.IsNull(Try(payload));
        // All of one, and enough of the others, which differ in few places.
        int step = strategy == ForecastingStrategy.Direct ? 1 : 3;
        for (int i = 0; i < payload.Length; i += step)
        {
            byte kept = payload[i];
            payload[i] = (byte)(kept ^ Masks[i % Masks.Length]);
            IsClean(Try(payload), $"byte {i} of {payload.Length}");
            payload[i] = kept;
        }
    }

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void EveryLength(ForecastingStrategy strategy)
    {
        byte[] payload = Payloads[strategy];
        for (int length = 0; length < payload.Length; length++)
        {
            Assert.IsInstanceOfType<InvalidDataException>(Try(payload[..length]), $"{length} bytes of {payload.Length}");
        }
        Assert.IsInstanceOfType<InvalidDataException>(Try([.. payload, 0]));
    }

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void EveryFieldOfTheHead(ForecastingStrategy strategy)
    {
        byte[][] sections = Sections(Payloads[strategy]);
        foreach ((string what, string json) in Altered(System.Text.Encoding.UTF8.GetString(sections[0])))
        {
            IsClean(Try(Payload(System.Text.Encoding.UTF8.GetBytes(json), sections[1], sections[2])), what);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Strategies))]
    public void EveryFieldOfTheNetwork(ForecastingStrategy strategy)
    {
        byte[][] sections = Sections(Payloads[strategy]);
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(sections[1]);
        foreach (string key in metadata.Keys.Where(k => metadata[k].StartsWith('{')).ToArray())
        {
            string whole = metadata[key];
            foreach ((string what, string json) in Altered(whole))
            {
                metadata[key] = json;
                IsClean(Try(Payload(sections[0], Safetensors.Write(metadata, tensors), sections[2])), $"{key}: {what}");
            }
            metadata.Remove(key);
            IsClean(Try(Payload(sections[0], Safetensors.Write(metadata, tensors), sections[2])), key);
            metadata[key] = whole;
        }
    }

    [TestMethod]
    public void SettingsThatContradictEachOtherAreRefused()
    {
        byte[][] a = Sections(Payloads[ForecastingStrategy.Direct]), b = Sections(Payloads[ForecastingStrategy.Recursive]);
        Assert.IsInstanceOfType<InvalidDataException>(Try(Payload(a[0], b[1], a[2])), "The network of another forecaster.");
        byte[] one = Payloads[ForecastingStrategy.Direct];
        string head = System.Text.Encoding.UTF8.GetString(a[0]);
        foreach ((string from, string to) in new[]
        {
            ("\"formatVersion\":1", "\"formatVersion\":2"), ("\"core\":\"network\"", "\"core\":\"naive\""), ("\"horizon\":3", "\"horizon\":4"),
            ("\"level\":0.8", "\"level\":1"),
        })
        {
            StringAssert.Contains(head, from);
            Assert.IsInstanceOfType<InvalidDataException>(Try(Payload(System.Text.Encoding.UTF8.GetBytes(head.Replace(from, to)), a[1], a[2])), to);
        }
        Assert.IsNull(Try(one));
    }

    // Each leaf and each whole, replaced by odd values or left out.
    private static IEnumerable<(string What, string Json)> Altered(string json)
    {
        JsonNode root = JsonNode.Parse(json)!;
        string[] paths = [.. Paths(root).Distinct()];
        foreach (string path in paths)
        {
            foreach (string? odd in Odd.Append(null))
            {
                JsonNode copy = JsonNode.Parse(json)!;
                JsonNode parent = At(copy, path[..path.LastIndexOf('/')]);
                string name = path[(path.LastIndexOf('/') + 1)..];
                if (parent is JsonObject o)
                {
                    if (odd is null)
                    {
                        o.Remove(name);
                    }
                    else
                    {
                        o[name] = JsonNode.Parse(odd);
                    }
                }
                else if (odd is null)
                {
                    parent.AsArray().RemoveAt(int.Parse(name));
                }
                else
                {
                    parent.AsArray()[int.Parse(name)] = JsonNode.Parse(odd);
                }
                yield return ($"{path} = {odd ?? "left out"}", copy.ToJsonString());
            }
        }
    }

    private static JsonNode At(JsonNode root, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(root, (n, p) => n is JsonObject o ? o[p]! : n.AsArray()[int.Parse(p)]!);

    // The report tells of the past only, and is long.
    private static IEnumerable<string> Paths(JsonNode? node, string at = "") => node switch
    {
        JsonObject o => o.Where(p => p.Key != "report").SelectMany(p => Paths(p.Value, $"{at}/{p.Key}").Prepend($"{at}/{p.Key}")),
        JsonArray a => a.SelectMany((n, i) => Paths(n, $"{at}/{i}").Prepend($"{at}/{i}")),
        _ => [],
    };

    private static byte[] Make(ForecastingStrategy strategy)
    {
        Table data = ShopRows.Table(ShopRows.Make(8));
        ForecastingTransformer model = Nets.Fit(
            data,
            o =>
            {
                o.Strategy = strategy;
                ShopRows.UseAll(o, known: true);
                (o.WindowSize, o.Training) = (3, Nets.Training(1));
            },
            hidden: 2);
        return ModelFile.Envelopes(ModelFile.Save(model, data.Schema)).Single().Payload;
    }

    private static byte[][] Sections(byte[] payload)
    {
        using var reader = new BinaryReader(new MemoryStream(payload));
        return [.. Enumerable.Range(0, 3).Select(_ => reader.ReadBytes(reader.ReadInt32()))];
    }

    private static byte[] Payload(params byte[][] sections) => [.. sections.SelectMany(s => BitConverter.GetBytes(s.Length).Concat(s))];

    private static Exception? Try(byte[] payload)
    {
        try
        {
            Assert.IsNotNull(ForecastFile.Read(payload).Model);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static void IsClean(Exception? error, string what) =>
        Assert.IsTrue(error is null or InvalidDataException, $"{what}: {error}");
}
