using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetSequence.Engine.Models;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;

namespace MLNetSequence;

/// <summary>A network with weights: what is trained, scores, is saved and loaded, without ML.NET.</summary>
/// <remarks>
/// Any number of threads may score, save and read weights at once. One at a time may train or set weights, and only while nobody
/// else uses the model; whoever comes meanwhile gets an <see cref="InvalidOperationException"/>. What training reports progress to
/// is called in between, and may score and save.
/// </remarks>
/// <example><code>
/// var model = new SequenceModel(new SequenceNetwork().Embedding(5000, 64).Lstm(64).Dense(6, Activation.Softmax));
/// TrainingReport report = model.Train(examples, new CrossEntropyLoss(), new() { Epochs = 10 });
/// float[] probabilities = model.Score([12, 7, 431]);
/// model.Save("model.safetensors");
/// </code></example>
public sealed partial class SequenceModel
{
    private const string LossKey = "loss";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly Network _network;
    private readonly ModelGate _gate = new();
    private Loss? _loss;

    /// <summary>A model with first weights, drawn as the network's initializers say.</summary>
    /// <param name="network">The layers, at least one.</param>
    /// <param name="seed">Decides the weights: the same seed draws the same ones.</param>
    /// <exception cref="ArgumentException">The network has no layers.</exception>
    public SequenceModel(SequenceNetwork network, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = new Network(network);
        _network.Initialize(seed);
    }

    private SequenceModel(Network network, Loss? loss) => (_network, _loss) = (network, loss);

    /// <summary>The layers; print it for their shapes and parameter counts.</summary>
    public SequenceNetwork Network => _network.Description;

    /// <summary>
    /// What scores are read by: the loss that the model was last trained with, or null (the default) for a model that was not.
    /// It is saved with the model, and may be set where weights come from elsewhere.
    /// </summary>
    /// <remarks>
    /// A loss may take a network's outputs for something other than what a user reads. After <see cref="CrossEntropyLoss"/> scores
    /// are probabilities, even if the network does not end in a softmax; after <see cref="GaussianLoss"/> they are means and
    /// deviations. With null, scores are the network's outputs as they are.
    /// After a <see cref="SequenceNetwork.Crf"/> scores are the probability of each class at each step, whichever the loss.
    /// </remarks>
    /// <exception cref="ArgumentException">The loss takes no network that ends like this one.</exception>
    /// <exception cref="InvalidOperationException">The model is in use.</exception>
    public Loss? Loss
    {
        get => Volatile.Read(ref _loss);
        set
        {
            if (value is not null)
            {
                LossCheck.Fits(_network, value);
            }
            using (_gate.Change())
            {
                Volatile.Write(ref _loss, value);
            }
        }
    }

    /// <summary>Saves network, weights and <see cref="Loss"/> as one safetensors file, which other libraries can read, too.</summary>
    /// <remarks>Whoever reads the file, or whatever interrupts the writing, finds the former file or the new one, whole.</remarks>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using (_gate.Read())
        {
            var more = new Dictionary<string, string>();
            if (Loss is { } loss)
            {
                more[LossKey] = JsonSerializer.Serialize(loss, Json);
            }
            AtomicFile.Write(path, NetworkFile.Write(_network, more));
        }
    }

    /// <summary>Loads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The same model: it gives the same bits.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, no model, or written by a later version.</exception>
    public static SequenceModel Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (Network network, IReadOnlyDictionary<string, string> metadata) = NetworkFile.Read(File.ReadAllBytes(path));
        Loss? loss = metadata.TryGetValue(LossKey, out string? json) ? ReadLoss(json, network) : null;
        return new SequenceModel(network, loss);
    }

    private static Loss ReadLoss(string json, Network network)
    {
        try
        {
            Loss loss = JsonSerializer.Deserialize<Loss>(json, Json) ?? throw new JsonException("It is null.");
            LossCheck.Fits(network, loss);
            return loss;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InvalidDataException($"The model's loss cannot be read: {e.Message}", e);
        }
    }
}
