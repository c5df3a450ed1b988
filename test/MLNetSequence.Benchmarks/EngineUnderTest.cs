using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Benchmarks;

/// <summary>The one place where the benchmarks touch the engine: a network of a shape, a batch, and what is done with them.</summary>
internal sealed class EngineUnderTest
{
    private const int Vocabulary = 1000;

    private readonly Network _network;
    private readonly Trainer _trainer;
    private readonly TokenSequences _data = new();
    private readonly Workers _workers;
    private readonly int[] _batch;

    /// <summary>A network with random parameters and a batch of random sequences.</summary>
    /// <param name="shape">The network and the batch.</param>
    /// <param name="threads">Threads that share the work, at least 1.</param>
    /// <param name="lengths">Steps of each sequence; those of the shape if left out.</param>
    public EngineUnderTest(Shape shape, int threads, IReadOnlyList<int>? lengths = null)
    {
        lengths ??= [.. Enumerable.Repeat(shape.Steps, shape.Batch)];
        var random = new Random(1);
        foreach (int length in lengths)
        {
            for (int t = 0; t < length; t++)
            {
                _data.Add(1 + random.Next(Vocabulary - 1));
            }
            _data.EndSequence();
        }
        int[] labels = [.. lengths.Select(_ => random.Next(2))];
        _workers = new Workers(threads);
        _network = new Network(Describe(shape));
        _network.Initialize(seed: 1);
        _batch = Scorer.ByFallingLength(_data, [.. Enumerable.Range(0, lengths.Count)]);
        _trainer = new Trainer(_network, _data, labels, new TrainingSettings
        {
            Epochs = 1,
            BatchSize = lengths.Count,
            LearningRate = 1e-3,
            ClipNorm = 1,
            Seed = 1,
            Threads = threads,
        });
    }

    /// <summary>Whether the engine has what the shape asks for.</summary>
    public static bool CanRun(Shape shape) => shape.Cell == Cell.Lstm;

    /// <summary>Forward, backward with the input's gradient, clipping by the global norm, Adam.</summary>
    public void TrainStep()
    {
        if (_trainer.Step(_batch) is null)
        {
            throw new InvalidOperationException("A training step of the benchmark gave a loss or gradient that is not finite.");
        }
    }

    /// <summary>Forward of the batch.</summary>
    public void Infer() => Scorer.Run(_network, _data, _batch, _workers, (_, _) => { });

    /// <summary>Forward of one sequence.</summary>
    public void InferRow()
    {
        NetworkRun run = _network.Rent();
        run.Batch.Fill(_data, _batch.AsSpan(0, 1));
        run.Forward(training: false);
        _network.Return(run);
    }

    private static SequenceNetwork Describe(Shape shape)
    {
        SequenceNetwork network = new SequenceNetwork().Embedding(Vocabulary, shape.InputSize);
        for (int layer = 1; layer <= shape.Layers; layer++)
        {
            network = network.Lstm(shape.HiddenSize, shape.Bidirectional, returnSequences: layer < shape.Layers);
        }
        return network.Dense(2);
    }
}
