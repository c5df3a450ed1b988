using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <summary>
/// The description of a network, layer after layer. It is immutable: every method returns a new description, and each layer is
/// checked against the one before it as it is added. A network of more than 1,000 layers, or of more than 500 million
/// parameters (2 GB, what one model file holds), is refused with an <see cref="ArgumentException"/>.
/// </summary>
/// <remarks>Parameters are named as in a PyTorch <c>nn.Sequential</c>: <c>{layer}.weight_ih_l0</c>, counted from 0.</remarks>
/// <example><code>
/// var network = new SequenceNetwork()
///     .Embedding(vocabulary: 5000, size: 64)
///     .Dropout(0.5)
///     .Lstm(64, returnSequences: true)
///     .Lstm(64)
///     .Dense(6);
/// Console.WriteLine(network.Summary());   // … Parameters: 386,438
/// </code></example>
public sealed class SequenceNetwork
{
    // Far beyond what trains; it keeps a hostile file from costing the square of its length.
    private const int MostLayers = 1000;

    // Two gigabytes of floats: a model is saved as one blob, and what is trained must be possible to save.
    private const int MostParameters = 500_000_000;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly ImmutableArray<LayerDescription> _layers;
    private readonly ImmutableArray<LayerShape> _shapes;

    /// <summary>A network without layers: what the first one is added to.</summary>
    public SequenceNetwork() : this([], [new LayerShape(ShapeKind.Tokens, 0)], 0) { }

    private SequenceNetwork(ImmutableArray<LayerDescription> layers, ImmutableArray<LayerShape> shapes, long parameterCount) =>
        (_layers, _shapes, ParameterCount) = (layers, shapes, parameterCount);

    /// <summary>Numbers that training changes, over all layers.</summary>
    public long ParameterCount { get; }

    internal ImmutableArray<LayerDescription> Layers => _layers;

    /// <summary>What comes out of the last layer.</summary>
    internal LayerShape Output => _shapes[^1];

    /// <summary>A vector for every token: (T) → (T, size). The first layer of a network that reads tokens.</summary>
    /// <param name="vocabulary">Rows of the table; tokens run from 0 to <paramref name="vocabulary"/> - 1, 0 is padding.</param>
    /// <param name="size">Features a token gets, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    /// <exception cref="ArgumentException">The layer is not the first.</exception>
    public SequenceNetwork Embedding(int vocabulary, int size) => Add(new EmbeddingDescription(vocabulary, size));

    /// <summary>Sets a share of the values to zero while training (Srivastava et al. 2014); the shape stays.</summary>
    /// <param name="rate">The share, from 0 up to, but not including, 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside its range.</exception>
    /// <exception cref="ArgumentException">The layer comes before the embedding.</exception>
    public SequenceNetwork Dropout(double rate) => Add(new DropoutDescription(rate));

    /// <summary>
    /// A long short-term memory (Hochreiter and Schmidhuber 1997): (T, F) → (hidden), or (T, hidden) if every step is returned;
    /// twice as wide if bidirectional.
    /// </summary>
    /// <param name="hiddenSize">Units of one direction, at least 1.</param>
    /// <param name="bidirectional">Reads the sequence backward too and puts both results side by side.</param>
    /// <param name="returnSequences">Returns every step, for another recurrent layer to read, and not only the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is below 1.</exception>
    /// <exception cref="ArgumentException">The layer before it gives no sequence of features.</exception>
    public SequenceNetwork Lstm(int hiddenSize, bool bidirectional = false, bool returnSequences = false) =>
        Add(new LstmDescription(hiddenSize, bidirectional, returnSequences));

    /// <summary>A linear layer, (F) → (units). After the last one a classifier applies the softmax.</summary>
    /// <param name="units">Numbers that come out, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="ArgumentException">The layer before it gives a sequence.</exception>
    public SequenceNetwork Dense(int units) => Add(new DenseDescription(units));

    /// <summary>A table of layers, output shapes and parameter counts, as Keras prints one.</summary>
    /// <returns>One line a layer and one with the total.</returns>
    public string Summary()
    {
        var text = new StringBuilder();
        text.AppendLine($"{"Layer",-40} {"Output",-14} {"Parameters",14}");
        for (int i = 0; i < _layers.Length; i++)
        {
            string count = _layers[i].CountParameters(_shapes[i]).ToString("N0", CultureInfo.InvariantCulture);
            text.AppendLine($"{_layers[i],-40} {_shapes[i + 1],-14} {count,14}");
        }
        return text.Append("Parameters: " + ParameterCount.ToString("N0", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>The same table as <see cref="Summary"/>.</summary>
    /// <returns>The table.</returns>
    public override string ToString() => Summary();

    /// <summary>The description as it stands in a model file.</summary>
    /// <returns>A JSON array with one object a layer.</returns>
    public string ToJson() => JsonSerializer.Serialize(_layers, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote, with all the checks of building the network by hand.</summary>
    /// <param name="json">A JSON array with one object a layer.</param>
    /// <returns>The same network.</returns>
    /// <exception cref="InvalidDataException">The text is no description of a network.</exception>
    public static SequenceNetwork FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            LayerDescription?[] layers = JsonSerializer.Deserialize<LayerDescription?[]>(json, Json)
                ?? throw new JsonException("It is null.");
            return layers.Aggregate(
                new SequenceNetwork(),
                (network, layer) => network.Add(layer ?? throw new JsonException("A layer is null.")));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"This is no description of a network: {e.Message}", e);
        }
    }

    private SequenceNetwork Add(LayerDescription layer)
    {
        if (_layers.Length == MostLayers)
        {
            throw new ArgumentException($"A network has at most {MostLayers:N0} layers.");
        }
        LayerShape input = _shapes[^1];
        try
        {
            LayerShape output = layer.Follow(input);
            long count = checked(ParameterCount + layer.CountParameters(input));
            if (count <= MostParameters)
            {
                return new SequenceNetwork(_layers.Add(layer), _shapes.Add(output), count);
            }
        }
        catch (OverflowException)
        {
            // Sizes whose product no integer holds are too large all the more.
        }
        throw new ArgumentException($"With {layer} the network would have more than {MostParameters:N0} parameters.");
    }

    internal IEnumerable<Engine.Layers.Layer> Build()
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            yield return _layers[i].Build($"{i}.", _shapes[i]);
        }
    }
}
