using System.Collections.Immutable;
using MLNetSequence.Engine.Networks;

namespace MLNetSequence;

/// <summary>
/// The description of a network, layer after layer. It is immutable: every method returns a new description, and each layer is
/// checked against the one before it as it is added. A network of more than 1,000 layers, those inside residual blocks among
/// them, or of more than 500 million parameters (2 GB, what one model file holds), is refused with an
/// <see cref="ArgumentException"/>.
/// </summary>
/// <remarks>
/// What flows between layers is either (T, F), F features for each of a sequence's T steps, or (F), one row a sequence.
/// Parameters are named as in a PyTorch <c>nn.Sequential</c>: <c>{layer}.weight_ih_l0</c>, counted from 0.
/// </remarks>
/// <example><code>
/// var network = new SequenceNetwork()
///     .Embedding(vocabulary: 5000, size: 64)
///     .Dropout(0.5)
///     .Lstm(64, returnSequences: true)
///     .Lstm(64)
///     .Dense(6, Activation.Softmax);
/// Console.WriteLine(network.Summary());   // … Parameters: 386,438
/// </code></example>
public sealed partial class SequenceNetwork
{
    // Far beyond what trains; it keeps a hostile file from costing the square of its length.
    private const int MostLayers = 1000;

    // Two gigabytes of floats: a model is saved as one blob, and what is trained must be possible to save.
    private const int MostParameters = 500_000_000;

    private readonly ImmutableArray<LayerDescription> _layers;
    private readonly ImmutableArray<LayerShape> _shapes;
    private readonly int _layerCount;

    /// <summary>
    /// A network without layers that reads tokens, one a step: the first layer added must be <see cref="Embedding(int, int, bool,
    /// Initializer, Regularizer, Constraint)"/> or <see cref="OneHot"/>; or several tokens, or tokens and numbers:
    /// <see cref="EmbedSteps"/>.
    /// </summary>
    public SequenceNetwork() : this(new LayerShape(ShapeKind.Tokens, 0)) { }

    /// <summary>A network without layers that reads a series of numbers, (T, features).</summary>
    /// <param name="features">Numbers a step, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public SequenceNetwork(int features) : this(new LayerShape(ShapeKind.Sequence, features)) =>
        Check.AtLeast(features, 1, nameof(features));

    private SequenceNetwork(LayerShape input) => (_layers, _shapes) = ([], [input]);

    private SequenceNetwork(SequenceNetwork before, LayerDescription layer, LayerShape output, long parameters, long frozen)
    {
        _layers = before._layers.Add(layer);
        _shapes = before._shapes.Add(output);
        _layerCount = before._layerCount + layer.LayerCount;
        ParameterCount = parameters;
        FrozenParameterCount = frozen;
        TokenVocabularies = before._layers.IsEmpty ? layer.Vocabularies : before.TokenVocabularies;
        OwnStatics = layer.StaticCounts.FirstOrDefault(before.OwnStatics);
        Future = layer.Futures(before.Output).FirstOrDefault(before.Future);
        Statics = checked(OwnStatics + Future.Steps * Future.Features);
    }

    /// <summary>Numbers in the weights of all layers: those that training changes, and those that are frozen.</summary>
    public long ParameterCount { get; }

    /// <summary>Layers, a residual block counted as one.</summary>
    public int LayerCount => _layers.Length;

    /// <summary>Those of <see cref="ParameterCount"/> that training does not change.</summary>
    public long FrozenParameterCount { get; }

    internal ImmutableArray<LayerDescription> Layers => _layers;

    /// <summary>What the first layer reads.</summary>
    internal LayerShape Input => _shapes[0];

    /// <summary>V of each column of tokens that a step has, [K].</summary>
    internal int[] TokenVocabularies { get; } = [];

    /// <summary>F, the numbers that a step has, beside its tokens where there are some.</summary>
    internal int StepFeatures => Layers is [EmbedStepsDescription steps, ..] ? steps.Features : Input.Features;

    /// <summary>S, the numbers that a sequence has beside its steps: its own, then those of its future, step after step.</summary>
    internal int Statics { get; }

    /// <summary>Those of <see cref="Statics"/> that JoinStatics joins.</summary>
    internal int OwnStatics { get; }

    /// <summary>(n, F): the steps whose numbers JoinFuture joins; no steps where it does not occur.</summary>
    internal LayerShape Future { get; }

    /// <summary>What data must have.</summary>
    internal InputShape Reads => new(TokenVocabularies.Length, StepFeatures, Statics);

    /// <summary>What comes out of the last layer.</summary>
    internal LayerShape Output => _shapes[^1];

    /// <summary>What all layers declare, in the order in which it is initialised and saved.</summary>
    internal IEnumerable<ParameterShape> Parameters() =>
        _layers.Zip(_shapes).SelectMany((pair, i) => pair.First.Weights($"{i}.", pair.Second));

    /// <summary>All layers with their numbers, those of a residual block in its place: <c>3.0</c>.</summary>
    internal IEnumerable<(string Name, LayerDescription Layer)> FlatLayers() => Flat("", _layers);

    private static IEnumerable<(string Name, LayerDescription Layer)> Flat(string prefix, IEnumerable<LayerDescription> layers) =>
        layers.SelectMany((layer, i) => layer is ResidualDescription block
            ? Flat($"{prefix}{i}.", block.Layers)
            : [($"{prefix}{i}", layer)]);

    internal IEnumerable<Engine.Layers.Layer> Build() =>
        _layers.SelectMany((layer, i) => layer.Build($"{i}.", _shapes[i]));

    private void CheckStatics(LayerDescription layer)
    {
        CheckCounts(layer.StaticCounts.Prepend(OwnStatics));
        LayerShape[] futures = [.. layer.Futures(Output).Prepend(Future).Where(future => future.Steps > 0).Distinct()];
        Check.That(
            futures.Length < 2,
            "A sequence has one future, so every JoinFuture must have the same steps and features; "
            + $"there are {string.Join(" and ", futures)}.");
    }

    private static void CheckCounts(IEnumerable<int> counts)
    {
        int[] different = [.. counts.Where(count => count > 0).Distinct()];
        Check.That(
            different.Length < 2,
            "A sequence has one set of static numbers, so every JoinStatics must have the same count; "
            + $"there are {string.Join(" and ", different)}.");
    }

    private SequenceNetwork Add(LayerDescription layer)
    {
        try
        {
            if (checked(_layerCount + layer.LayerCount) > MostLayers)
            {
                throw new ArgumentException($"A network has at most {MostLayers:N0} layers.");
            }
            CrfDescription.CheckPlace(_layers, layer);
            LayerShape output = layer.Follow(Output);
            layer.CheckFrozen(Output);
            CheckStatics(layer);
            (long all, long frozen) = layer.CountParameters(Output);
            all = checked(all + ParameterCount);
            if (all <= MostParameters)
            {
                return new SequenceNetwork(this, layer, output, all, frozen + FrozenParameterCount);
            }
        }
        catch (OverflowException)
        {
            // Sizes whose product no integer holds are too large all the more.
        }
        throw new ArgumentException($"With {layer} the network would have more than {MostParameters:N0} parameters.");
    }
}
