using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Serialization;

/// <summary>A trained network as one safetensors blob.</summary>
/// <remarks>
/// The tensors bear the parameters' names and shapes. Metadata:
/// <code>
/// format_version   "1"
/// network          the description, JSON (SequenceNetwork.ToJson)
/// …                whatever else the writer adds, such as "trainer"
/// </code>
/// Versions: 1 (2026-11) first.
/// </remarks>
internal static class NetworkFile
{
    private const string Version = "1";

    public static byte[] Write(Network network, IReadOnlyDictionary<string, string> more)
    {
        var metadata = new Dictionary<string, string>(more)
        {
            ["format_version"] = Version,
            ["network"] = network.Description.ToJson(),
        };
        ParameterStore store = network.Parameters;
        return Safetensors.Write(
            metadata, [.. store.All.Select(p => new NamedTensor(p.Name, p.Shape, store.Span(p).ToArray()))]);
    }

    /// <summary>Reads a network and the metadata beside it.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged, or written by a later version.</exception>
    public static (Network Network, IReadOnlyDictionary<string, string> Metadata) Read(ReadOnlySpan<byte> blob)
    {
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(blob);
        string? version = metadata.GetValueOrDefault("format_version");
        if (version != Version)
        {
            throw new InvalidDataException($"The network has format version '{version}'; this library reads version {Version}.");
        }
        string json = metadata.GetValueOrDefault("network")
            ?? throw new InvalidDataException("The metadata holds no description of the network.");
        SequenceNetwork description = SequenceNetwork.FromJson(json);
        long stored = tensors.Sum(t => (long)t.Values.Length);
        if (description.Output.Kind == ShapeKind.Tokens)
        {
            throw new InvalidDataException("The network described has no layers.");
        }
        if (description.ParameterCount != stored)
        {
            throw new InvalidDataException(
                $"The network described has {description.ParameterCount} parameters, the file holds {stored}.");
        }
        return (Load(description, tensors), metadata);
    }

    private static Network Load(SequenceNetwork description, List<NamedTensor> tensors)
    {
        var network = new Network(description);
        foreach (Parameter parameter in network.Parameters.All)
        {
            NamedTensor tensor = tensors.Find(t => t.Name == parameter.Name);
            if (tensor.Shape is null || !tensor.Shape.SequenceEqual(parameter.Shape))
            {
                throw new InvalidDataException(
                    $"Parameter '{parameter.Name}' of shape [{string.Join(", ", parameter.Shape)}] is missing or has another shape.");
            }
            tensor.Values.Span.CopyTo(network.Parameters.Span(parameter));
        }
        network.Pack();
        return network;
    }
}
