using MLNetSequence.Engine.Models.Weights;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <content>Weights, one by one and in files.</content>
public sealed partial class SequenceModel
{
    /// <summary>
    /// The names of all weights, in the order of the layers: the layer's number and PyTorch's name, such as
    /// <c>1.weight_ih_l0</c>.
    /// </summary>
    public IReadOnlyList<string> WeightNames => [.. _network.Parameters.All.Select(p => p.Name)];

    private Span<float> Values => _network.Parameters.Values.Span[.._network.Parameters.Length];

    /// <summary>The shape of an array of weights.</summary>
    /// <param name="name">One of <see cref="WeightNames"/>.</param>
    /// <returns>Its dimensions.</returns>
    /// <exception cref="ArgumentException">There is no such array.</exception>
    public int[] GetShape(string name) => [.. Find(name).Shape];

    /// <summary>An array of weights.</summary>
    /// <param name="name">One of <see cref="WeightNames"/>.</param>
    /// <returns>A copy, row-major.</returns>
    /// <exception cref="ArgumentException">There is no such array.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public float[] GetWeights(string name)
    {
        Parameter parameter = Find(name);
        using (_gate.Read())
        {
            return _network.Parameters.Span(parameter).ToArray();
        }
    }

    /// <summary>Sets an array of weights.</summary>
    /// <param name="name">One of <see cref="WeightNames"/>.</param>
    /// <param name="values">As many as the shape has, row-major, finite. Row 0 of an embedding is padding: it stays zero.</param>
    /// <exception cref="ArgumentException">There is no such array, or the values are too few, too many, or not finite.</exception>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public void SetWeights(string name, ReadOnlySpan<float> values)
    {
        Parameter parameter = Find(name);
        if (values.Length != parameter.Count)
        {
            throw new ArgumentException(
                $"{name} has the shape [{string.Join(", ", parameter.Shape)}], {parameter.Count} numbers; there are {values.Length}.",
                nameof(values));
        }
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"values[{i}] must be finite; it is {values[i]}."), nameof(values));
            }
        }
        using (_gate.Change())
        {
            WeightFile.Set(_network, parameter, values);
            _network.Pack();
        }
    }

    /// <summary>Takes all weights from a safetensors file, as PyTorch, Keras or this library wrote it.</summary>
    /// <remarks>docs/weights.md has the rules, and Python that writes such files.</remarks>
    /// <param name="path">The file; its numbers are 16-bit (half or bfloat16), 32-bit or 64-bit floats.</param>
    /// <param name="layout">Names, shapes and order in the file.</param>
    /// <param name="rename">
    /// Makes the names that the layout expects of those in the file, where they differ, such as <c>1.weight_ih_l0</c> of
    /// <c>encoder.weight_ih_l0</c>; null for a tensor that is to be left out.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, or tensors are missing, too many, of another shape or not finite: all are listed. The model is as it was.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="NotSupportedException">PyTorch has no such layer: a GRU that resets before its product.</exception>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public void ImportWeights(string path, WeightLayout layout = WeightLayout.MLNetSequence, Func<string, string?>? rename = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check.Defined(layout, nameof(layout));
        byte[] blob = File.ReadAllBytes(path);
        using (_gate.Change())
        {
            WeightFile.Read(_network, blob, layout, rename ?? (name => name));
            _network.Pack();
        }
    }

    /// <summary>Writes all weights to a safetensors file, as PyTorch, Keras or this library reads it.</summary>
    /// <remarks>
    /// PyTorch has two biases where this library has one: the first gets it, the second is zero, but for b_hn of a GRU, which both
    /// libraries have.
    /// </remarks>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="layout">Names, shapes and order in the file.</param>
    /// <param name="rename">Makes the names in the file of those of the layout; they are the same if null.</param>
    /// <exception cref="ArgumentException">Two tensors would have one name.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="NotSupportedException">PyTorch has no such layer: a GRU that resets before its product.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public void ExportWeights(string path, WeightLayout layout = WeightLayout.MLNetSequence, Func<string, string>? rename = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Check.Defined(layout, nameof(layout));
        using (_gate.Read())
        {
            WeightFile.Write(_network, path, layout, rename ?? (name => name));
        }
    }

    private Parameter Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _network.Parameters.All.FirstOrDefault(p => p.Name == name)
            ?? throw new ArgumentException($"There is no weight '{name}'; there are {string.Join(", ", WeightNames)}.", nameof(name));
    }
}
