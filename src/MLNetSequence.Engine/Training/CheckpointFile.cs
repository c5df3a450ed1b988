using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;

namespace MLNetSequence.Engine.Training;

/// <summary>A training that is under way, as one safetensors blob.</summary>
/// <remarks>
/// Metadata:
/// <code>
/// checkpoint_version   "1"
/// network              the description, JSON
/// loss, options        what the training was told, JSON; a training can be resumed with more epochs, and with nothing else changed
/// data                 how many sequences there are, and how many are held out
/// data_fingerprint     which they are: see <see cref="DataFingerprint"/>; empty for a stream
/// position             how far it has come, JSON
/// </code>
/// Tensors: the network's parameters under their names; "optimizer.…", one for each of its moments, laid out as the parameters are
/// in memory; "good" and "best", all parameters of those epochs; "states", what stateful layers carry.
/// Versions: 1 (2026-11) first.
/// </remarks>
internal sealed class CheckpointFile(
    Network network, Loss loss, TrainingOptions options, string data, string fingerprint, TrainingStep step, TrainingSnapshots snapshots)
{
    private const string Version = "1";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public byte[] Write(TrainingPosition position)
    {
        var metadata = new Dictionary<string, string>
        {
            ["checkpoint_version"] = Version,
            ["network"] = network.Description.ToJson(),
            ["loss"] = JsonSerializer.Serialize(loss, Json),
            ["options"] = Told(),
            ["data"] = data,
            ["data_fingerprint"] = fingerprint,
            ["position"] = JsonSerializer.Serialize(position, Json),
            ["optimizer_steps"] = JsonSerializer.Serialize(step.Update.Optimizer.Steps),
        };
        ParameterStore store = network.Parameters;
        List<NamedTensor> tensors = [.. store.All.Select(p => new NamedTensor(p.Name, p.Shape, store.Span(p).ToArray()))];
        foreach ((string name, Numerics.AlignedBuffer values) in step.Update.Optimizer.Buffers)
        {
            tensors.Add(Flat("optimizer." + name, values.Span[..store.TrainableLength]));
        }
        AddFlat(tensors, "good", snapshots.Good);
        AddFlat(tensors, "best", snapshots.Best);
        AddFlat(tensors, "states", step.States.Kept.ToArray());
        return Safetensors.Write(metadata, tensors);
    }

    /// <summary>Takes everything back; nothing has changed where it throws.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged, or of another network, loss, options or data.</exception>
    public TrainingPosition Read(ReadOnlySpan<byte> blob)
    {
        (Dictionary<string, string> metadata, List<NamedTensor> list) = Safetensors.Read(blob);
        Expect(metadata, "checkpoint_version", Version);
        Expect(metadata, "network", network.Description.ToJson());
        Expect(metadata, "loss", JsonSerializer.Serialize(loss, Json));
        Expect(metadata, "options", Told());
        Expect(metadata, "data", data);
        Expect(metadata, "data_fingerprint", fingerprint);
        TrainingPosition position = Parse<TrainingPosition>(metadata, "position");
        long steps = Parse<long>(metadata, "optimizer_steps");
        Check(position, steps);
        Dictionary<string, NamedTensor> tensors = list.ToDictionary(t => t.Name);
        ParameterStore store = network.Parameters;
        Find(tensors, [.. store.All.Select(p => (p.Name, p.Count))]);
        Find(tensors, [.. step.Update.Optimizer.Buffers.Select(b => ("optimizer." + b.Name, store.TrainableLength))]);
        float[]? good = Optional(tensors, "good", store.Length);
        float[]? best = Optional(tensors, "best", store.Length);
        Check(position, good, best);
        ReadOnlyMemory<float> states = tensors.TryGetValue("states", out NamedTensor kept) ? kept.Values : default;
        if (!step.States.CanRestore(states.Length))
        {
            throw new InvalidDataException($"The checkpoint's states are {states.Length} numbers, and no sequence has such.");
        }

        foreach (Parameter parameter in store.All)
        {
            tensors[parameter.Name].Values.Span.CopyTo(store.Span(parameter));
        }
        foreach ((string name, Numerics.AlignedBuffer values) in step.Update.Optimizer.Buffers)
        {
            tensors["optimizer." + name].Values.Span.CopyTo(values.Span);
        }
        step.Update.Optimizer.Steps = steps;
        step.States.Restore(states.Span);
        (snapshots.Good, snapshots.Best) = (good, best);
        return position;
    }

    private void Check(TrainingPosition position, long steps)
    {
        long least = Math.Min(Math.Min(position.Epoch, position.Batch), Math.Min(position.Waited, steps));
        if (Math.Min(least, Math.Min(position.Updates, position.Passes)) < 0 || position.History?.Count != position.Epoch)
        {
            throw new InvalidDataException("The checkpoint's position is damaged: a count is below 0, or epochs have no history.");
        }
        for (int i = 0; i < position.History.Count; i++)
        {
            if (position.History[i] is not { IsEpochEnd: true } ended || ended.Epoch != i + 1)
            {
                throw new InvalidDataException(
                    $"The checkpoint's position is damaged: entry {i + 1} of its history is no end of epoch {i + 1}.");
            }
        }
        // On a state that nobody uses, so that one that cannot be taken back changes nothing.
        options.Schedule.NewState().Restore(position.Schedule);
    }

    // Each epoch that ended has left its weights; the best are kept but where nobody wants them back.
    private void Check(TrainingPosition position, float[]? good, float[]? best)
    {
        bool wantsBest = options.EarlyStopping is not { RestoreBest: false } && position.BestLoss < double.PositiveInfinity;
        bool fits = good is not null == position.Epoch > 0 && best is not null == wantsBest && position.Waited <= position.Epoch;
        if (!fits && network.Parameters.Length > 0)
        {
            throw new InvalidDataException(
                "The checkpoint is damaged: the weights it has of the last epoch and of the best do not go with its position.");
        }
    }

    // What decides the weights: neither threads nor where checkpoints lie do, and more epochs only go on.
    private string Told() => JsonSerializer.Serialize(options with { Checkpoints = null, Epochs = 1 }, Json);

    private static NamedTensor Flat(string name, ReadOnlySpan<float> values) => new(name, [values.Length], values.ToArray());

    private static void AddFlat(List<NamedTensor> tensors, string name, float[]? values)
    {
        if (values is { Length: > 0 })
        {
            tensors.Add(Flat(name, values));
        }
    }

    private static void Expect(Dictionary<string, string> metadata, string key, string expected)
    {
        string? found = metadata.GetValueOrDefault(key);
        if (found != expected)
        {
            string difference = (key == "options" ? OptionsThatDiffer(found, expected) : null)
                ?? $"{key} is {found ?? "missing"}, expected {expected}";
            throw new InvalidDataException(
                $"The checkpoint is of another training: its {difference}. " +
                "Use another path, or say Resume = false to begin anew.");
        }
    }

    // Of two lists of options only those that differ; null where they are no lists of the same options.
    private static string? OptionsThatDiffer(string? found, string expected)
    {
        if (Properties(found) is not { } was || Properties(expected) is not { } now
            || !was.Select(o => o.Name).SequenceEqual(now.Select(o => o.Name)))
        {
            return null;
        }
        IEnumerable<string> differing = was.Zip(now).Where(o => !JsonElement.DeepEquals(o.First.Value, o.Second.Value))
            .Select(o => $"{o.First.Name} is {o.First.Value.GetRawText()}, expected {o.Second.Value.GetRawText()}");
        return $"options differ: {string.Join("; ", differing)}";
    }

    private static JsonProperty[]? Properties(string? json)
    {
        try
        {
            JsonElement all = JsonSerializer.Deserialize<JsonElement>(json ?? "null");
            return all.ValueKind == JsonValueKind.Object ? [.. all.EnumerateObject()] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T Parse<T>(Dictionary<string, string> metadata, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(metadata.GetValueOrDefault(key) ?? "null", Json)
                ?? throw new JsonException("It is missing.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The checkpoint's {key} is damaged: {e.Message}", e);
        }
    }

    private static void Find(Dictionary<string, NamedTensor> tensors, (string Name, int Count)[] expected)
    {
        foreach ((string name, int count) in expected)
        {
            if (!tensors.TryGetValue(name, out NamedTensor tensor) || tensor.Values.Length != count)
            {
                throw new InvalidDataException($"The checkpoint's tensor '{name}' of {count} numbers is missing or has another length.");
            }
        }
    }

    private static float[]? Optional(Dictionary<string, NamedTensor> tensors, string name, int count)
    {
        if (!tensors.TryGetValue(name, out NamedTensor tensor))
        {
            return null;
        }
        Find(tensors, [(name, count)]);
        return tensor.Values.ToArray();
    }
}
