using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Benchmarks;

/// <summary>The one place where the measurements touch the engine: a network of a shape, a batch, and what is done with them.</summary>
internal sealed class EngineUnderTest
{
    private readonly Network _network;
    private readonly TrainingStep _step;
    private readonly Examples _examples;
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
        var inputs = new FeatureSequences(shape.InputSize);
        foreach (int length in lengths)
        {
            inputs.Add([.. Enumerable.Range(0, length * shape.InputSize).Select(_ => (float)(random.NextDouble() * 2 - 1))]);
        }
        _examples = new Examples(inputs, TargetRows.OfLabels(lengths.Select(_ => random.Next(2))));
        _batch = [.. Enumerable.Range(0, lengths.Count)];
        _network = new Network(Describe(shape));
        _network.Initialize(seed: 1);
        _workers = new Workers(threads);
        var options = new TrainingOptions { BatchSize = lengths.Count, GlobalClipNorm = 1 };
        _step = new TrainingStep(_network, new CrossEntropyLoss(), options, _workers) { InputGradient = true };
    }

    /// <summary>Forward, backward with the input's gradient, clipping by the global norm, Adam.</summary>
    public void TrainStep()
    {
        if (!_step.Run(_examples, _batch, static () => 1e-3, out _))
        {
            throw new InvalidOperationException("A training step of the benchmark gave a loss or gradient that is not finite.");
        }
    }

    /// <summary>Forward of the batch.</summary>
    public void Infer() =>
        Scorer.Run(_network, _examples.Inputs, _batch, _workers, beforeActivation: false, static (_, _) => { });

    /// <summary>Forward of one sequence.</summary>
    public void InferRow()
    {
        NetworkRun run = _network.Rent();
        run.Batch.Fill(_examples.Inputs, _batch.AsSpan(0, 1));
        run.ForwardAlone();
        _network.Return(run);
    }

    private static SequenceNetwork Describe(Shape shape)
    {
        var network = new SequenceNetwork(shape.InputSize);
        for (int layer = 1; layer <= shape.Layers; layer++)
        {
            bool every = layer < shape.Layers;
            network = shape.Cell switch
            {
                Cell.Lstm => network.Lstm(shape.HiddenSize, shape.Bidirectional, returnSequences: every),
                Cell.Gru => network.Gru(shape.HiddenSize, shape.Bidirectional, returnSequences: every),
                _ => network.SimpleRnn(shape.HiddenSize, shape.Bidirectional, returnSequences: every),
            };
        }
        return network.Dense(2);
    }
}
