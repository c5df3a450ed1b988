using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;

namespace MLNetSequence.Engine.Models.Weights;

/// <summary>A network's weights in a safetensors blob, in any layout.</summary>
internal static class WeightFile
{
    /// <summary>Takes all weights; nothing has changed where it throws. The network must be packed afterwards.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged, or its tensors are not those of the network.</exception>
    public static void Read(Network network, ReadOnlySpan<byte> blob, WeightLayout layout, Func<string, string?> rename)
    {
        WeightLink[] links = [.. WeightLinks.Of(network.Description, layout)];
        var faults = new List<string>();
        Dictionary<string, NamedTensor> tensors = Renamed(network, Safetensors.Read(blob, anyFloat: true).Tensors, layout, rename, faults);
        var expected = links.GroupBy(l => l.Tensor).ToDictionary(g => g.Key, g => g.First().Shape);
        Compare(expected, tensors, faults);
        if (faults.Count > 0)
        {
            throw new InvalidDataException(
                $"The tensors are not those of the network in the layout of {layout}:{string.Concat(faults.Select(f => $"\n  {f}"))}");
        }
        var values = network.Parameters.All.ToDictionary(p => p.Name, p => new float[p.Count]);
        foreach (WeightLink link in links)
        {
            link.Read(tensors[link.Tensor].Values.Span, values[link.Own]);
        }
        if (network.Parameters.All.FirstOrDefault(p => !AllFinite(values[p.Name])) is { } infinite)
        {
            throw new InvalidDataException($"The sum of both biases is not finite: '{infinite.Name}'.");
        }
        foreach (Parameter parameter in network.Parameters.All)
        {
            Set(network, parameter, values[parameter.Name]);
        }
    }

    /// <summary>Writes all weights.</summary>
    /// <exception cref="ArgumentException">Two tensors would have one name.</exception>
    public static void Write(Network network, string path, WeightLayout layout, Func<string, string> rename)
    {
        var tensors = new List<NamedTensor>();
        foreach (IGrouping<string, WeightLink> tensor in WeightLinks.Of(network.Description, layout).GroupBy(l => l.Tensor))
        {
            int[] shape = tensor.First().Shape;
            float[] values = new float[shape.Aggregate(1, (a, b) => a * b)];
            foreach (WeightLink link in tensor)
            {
                link.Write(network.Parameters.Span(network.Parameters.Find(link.Own)), values);
            }
            tensors.Add(new NamedTensor(rename(tensor.Key), shape, values));
        }
        if (tensors.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Count()} tensors would be named '{twice.Key}'.", nameof(rename));
        }
        // What PyTorch's own tools write, and some of them ask for.
        Dictionary<string, string> metadata = layout == WeightLayout.PyTorch ? new() { ["format"] = "pt" } : [];
        AtomicFile.Write(path, Safetensors.Write(metadata, tensors));
    }

    /// <summary>Sets one array; an embedding's row 0 stays zero. The network must be packed afterwards.</summary>
    public static void Set(Network network, Parameter parameter, ReadOnlySpan<float> values)
    {
        Span<float> own = network.Parameters.Span(parameter);
        values.CopyTo(own);
        if (parameter.Declared.IsTable)
        {
            own[..parameter.Shape[1]].Clear();
        }
    }

    private static Dictionary<string, NamedTensor> Renamed(
        Network network, List<NamedTensor> tensors, WeightLayout layout, Func<string, string?> rename, List<string> faults)
    {
        var renamed = new Dictionary<string, NamedTensor>();
        foreach (NamedTensor tensor in tensors)
        {
            if (rename(tensor.Name) is not { } name)
            {
                continue;
            }
            name = layout == WeightLayout.PyTorch ? PyTorchLinks.Unstack(name, network.Description) : name;
            if (!renamed.TryAdd(name, tensor))
            {
                faults.Add($"'{name}' is both '{renamed[name].Name}' and '{tensor.Name}' in the file");
            }
        }
        return renamed;
    }

    private static void Compare(Dictionary<string, int[]> expected, Dictionary<string, NamedTensor> tensors, List<string> faults)
    {
        foreach ((string name, int[] shape) in expected)
        {
            if (!tensors.TryGetValue(name, out NamedTensor tensor))
            {
                faults.Add($"'{name}' {Text(shape)} is missing");
            }
            else if (!tensor.Shape.SequenceEqual(shape))
            {
                faults.Add($"'{name}' must be {Text(shape)}; it is {Text(tensor.Shape)}");
            }
            else if (!AllFinite(tensor.Values.Span))
            {
                faults.Add($"'{name}' has a number that is not finite");
            }
        }
        foreach ((string name, NamedTensor tensor) in tensors)
        {
            if (!expected.ContainsKey(name))
            {
                string inFile = name == tensor.Name ? "" : $" ('{tensor.Name}' in the file)";
                faults.Add($"'{name}' {Text(tensor.Shape)} is not expected{inFile}");
            }
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }
        return true;
    }

    private static string Text(int[] shape) => $"[{string.Join(", ", shape)}]";
}
