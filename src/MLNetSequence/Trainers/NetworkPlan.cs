using MLNetSequence.Inputs;

namespace MLNetSequence.Trainers;

/// <summary>
/// How a trainer comes to its network: from recurrent layers, from what the user puts between inputs and output, or from a whole network.
/// </summary>
internal sealed class NetworkPlan
{
    private readonly RecurrentLayers? _layers;
    private readonly RecurrentCell _cell;
    private readonly Func<SequenceNetwork, SequenceNetwork>? _body;
    private readonly SequenceNetwork? _whole;

    public NetworkPlan(RecurrentCell cell, RecurrentLayers layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Mapping.Arguments.Defined(cell, nameof(cell));
        layers.Check();
        (_cell, _layers) = (cell, layers);
    }

    public NetworkPlan(Func<SequenceNetwork, SequenceNetwork> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        _body = body;
    }

    public NetworkPlan(SequenceNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _whole = network;
    }

    /// <summary>The recurrent layers, where the network is made of such.</summary>
    public (RecurrentCell Cell, RecurrentLayers Layers)? Layers => _layers is null ? null : (_cell, _layers);

    /// <summary>Finds out before any data is read what is too large, or does not fit together, whatever the data may be.</summary>
    public void Check(SequenceTrainerOptions options, NetworkEnd end)
    {
        if (_whole is not null)
        {
            if (options.EmbeddingSize is not null || options.Embeddings.Count > 0)
            {
                throw new ArgumentException(
                    $"A whole network brings its own embeddings: leave {nameof(options.EmbeddingSize)} and {nameof(options.Embeddings)} out, " +
                    "or give RecurrentNetwork a function that adds layers to the inputs.");
            }
            end.Check(_whole);
            return;
        }
        if (_layers is null)
        {
            return;
        }
        if (end.PerStep && _layers.Pooling != SequencePooling.LastStep)
        {
            throw new ArgumentException($"A tagger keeps all steps, so {nameof(RecurrentLayers.Pooling)} cannot be {_layers.Pooling}.");
        }
        try
        {
            end.AddTo(_layers.AddTo(new SequenceNetwork().Embedding(2, options.EmbeddingSize ?? DefaultEmbedding), _cell, end.PerStep), 1);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentOutOfRangeException(
                $"{nameof(RecurrentLayers.Layers)}, {nameof(RecurrentLayers.HiddenSize)} or {nameof(options.EmbeddingSize)} " +
                $"is too large: {e.Message}", e);
        }
    }

    /// <summary>The network for some input columns and so many outputs.</summary>
    /// <exception cref="ArgumentException">The user's network does not fit the data.</exception>
    public SequenceNetwork Describe(SequenceInputs inputs, SequenceTrainerOptions options, NetworkEnd end, int outputs)
    {
        if (_whole is not null)
        {
            CheckInputs(_whole, inputs);
            end.Check(_whole);
            return _whole.Output.Features == outputs
                ? _whole
                : throw new ArgumentException(
                    $"The network has {_whole.Output.Features} outputs where the label needs {outputs}: let it end in Dense({outputs}).");
        }
        if (options.Embeddings.Keys.FirstOrDefault(name => inputs.Columns.Any(c => c.Name == name && !c.IsTokens)) is { } series)
        {
            throw new ArgumentException($"{nameof(options.Embeddings)} names '{series}', which is a series: only tokens are embedded.");
        }
        SequenceNetwork network = Inputs(inputs, options);
        if (_body is not null)
        {
            network = _body(network) ?? throw new ArgumentException("The function that adds layers to the inputs returned null.");
            CheckInputs(network, inputs with { Statics = network.Statics > 0 ? inputs.Statics : 0 });
        }
        else
        {
            network = _layers!.AddTo(network, _cell, end.PerStep);
        }
        end.CheckInner(network);
        if (inputs.Statics > 0 && network.Statics == 0)
        {
            network = network.JoinStatics(inputs.Statics);
        }
        return end.AddTo(network, outputs);
    }

    private const int DefaultEmbedding = 64;

    private static SequenceNetwork Inputs(SequenceInputs inputs, SequenceTrainerOptions options)
    {
        if (inputs.TokenColumns == 0)
        {
            return new SequenceNetwork(inputs.Features);
        }
        TokenInput[] tokens = [.. inputs.Columns.Where(c => c.IsTokens).Select(c =>
            options.Embeddings.GetValueOrDefault(c.Name, Usual).Input(c.Name, c.Vocabulary, options.EmbeddingSize ?? DefaultEmbedding))];
        if (tokens is not [{ } only] || inputs.Features > 0 || only.Vectors is not null)
        {
            return new SequenceNetwork().EmbedSteps(tokens, inputs.Features);
        }
        // What a network of one column of tokens is usually written as.
        return only.IsOneHot
            ? new SequenceNetwork().OneHot(only.Vocabulary)
            : new SequenceNetwork().Embedding(only.Vocabulary, only.Size, only.Trainable, regularizer: only.Regularizer);
    }

    private static readonly TokenEmbedding Usual = new();

    /// <summary>Whether a network reads what the columns hold.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void CheckInputs(SequenceNetwork network, SequenceInputs inputs)
    {
        InputColumn[] tokens = [.. inputs.Columns.Where(c => c.IsTokens)];
        int[] vocabularies = network.TokenVocabularies;
        if (vocabularies.Length != tokens.Length || network.StepFeatures != inputs.Features)
        {
            throw new ArgumentException(
                $"The network reads {Steps(vocabularies.Length, network.StepFeatures)}; " +
                $"the feature columns hold {Steps(tokens.Length, inputs.Features)}.");
        }
        for (int k = 0; k < tokens.Length; k++)
        {
            if (vocabularies[k] <= tokens[k].Vocabulary)
            {
                throw new ArgumentException(
                    $"The network's vocabulary of {vocabularies[k]} is too small for column '{tokens[k].Name}': " +
                    $"its {tokens[k].Vocabulary} keys and padding need {tokens[k].Vocabulary + 1}.");
            }
        }
        if (network.Statics != inputs.Statics)
        {
            throw new ArgumentException(
                $"The network joins {network.Statics} static features (JoinStatics), the data has {inputs.Statics}.");
        }
    }

    private static string Steps(int tokens, int features) =>
        tokens == 0 ? $"steps of {features} numbers" : features == 0 ? $"steps of {tokens} tokens" : $"steps of {tokens} tokens and {features} numbers";
}
