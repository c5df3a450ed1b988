using System.Globalization;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Serialization;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Golden;

/// <summary>What PyTorch computed for one network: see test/golden/make_lstm_golden.py, which lists the tensors.</summary>
internal sealed class GoldenFile
{
    private readonly Dictionary<string, NamedTensor> _tensors;

    public GoldenFile(string name)
    {
        byte[] blob = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", name + ".safetensors"));
        (Dictionary<string, string> metadata, List<NamedTensor> tensors) = Safetensors.Read(blob);
        _tensors = tensors.ToDictionary(t => t.Name);
        Description = SequenceNetwork.FromJson(metadata["network"]);
        LearningRate = double.Parse(metadata["learning_rate"], CultureInfo.InvariantCulture);
        ClipNorm = double.Parse(metadata["clip_norm"], CultureInfo.InvariantCulture);
        Labels = Array.ConvertAll(this["labels"].ToArray(), x => (int)x);
        Data = ReadData();
    }

    public SequenceNetwork Description { get; }

    public double LearningRate { get; }

    public double ClipNorm { get; }

    public TokenSequences Data { get; }

    public int[] Labels { get; }

    public Labeled Task => new(Data, Labels);

    /// <summary>The values of a tensor.</summary>
    public ReadOnlySpan<float> this[string name] => _tensors[name].Values.Span;

    /// <summary>A network with the initial parameters, which must be all that it has.</summary>
    public Network NewNetwork()
    {
        var network = new Network(Description);
        foreach (Parameter parameter in network.Parameters.All)
        {
            NamedTensor tensor = _tensors["initial." + parameter.Name];
            CollectionAssert.AreEqual(tensor.Shape, parameter.Shape, parameter.Name);
            tensor.Values.Span.CopyTo(network.Parameters.Span(parameter));
        }
        int initial = _tensors.Keys.Count(n => n.StartsWith("initial.", StringComparison.Ordinal));
        Assert.AreEqual(initial, network.Parameters.All.Count);
        network.Pack();
        return network;
    }

    /// <summary>One that trains as the file's training did.</summary>
    public Trainer NewTrainer(Network network, double? clipNorm = null) => Task.NewTrainer(network, new TrainingOptions
    {
        Epochs = 1,
        BatchSize = Data.Count,
        Optimizer = new Adam { LearningRate = LearningRate },
        GlobalClipNorm = clipNorm ?? ClipNorm,
        Seed = 1,
        Threads = 2,
    });

    private TokenSequences ReadData()
    {
        int width = _tensors["tokens"].Shape[1];
        int[] tokens = Array.ConvertAll(this["tokens"].ToArray(), x => (int)x);
        var data = new TokenSequences();
        for (int b = 0; b < Labels.Length; b++)
        {
            data.Add(tokens.AsSpan(b * width, (int)this["lengths"][b]));
        }
        return data;
    }
}
