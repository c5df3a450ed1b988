using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Support;

/// <summary>The engine's gradient of the mean loss, parameter by parameter.</summary>
internal static unsafe class EngineGradients
{
    /// <summary>The way the trainer takes, on so many threads.</summary>
    public static Dictionary<string, float[]> Of(Network network, TokenSequences data, int[] labels, int threads = 1) =>
        Of(network, Job(new Examples(data, TargetRows.OfLabels(labels)), new CrossEntropyLoss(), network), threads);

    /// <summary>The gradient of what a job describes.</summary>
    public static Dictionary<string, float[]> Of(Network network, BatchJob job, int threads = 1)
    {
        var gradient = new BatchGradient(network, new Workers(threads));
        gradient.Run(job);
        return Values(network, gradient);
    }

    /// <summary>All examples as one batch.</summary>
    public static BatchJob Job(Examples examples, Loss loss, Network network) => new()
    {
        Examples = examples,
        Loss = loss,
        Order = new BatchOrder().Sort(examples.Inputs, Sample.Rows(examples.Count)),
        TotalWeight = Sample.Rows(examples.Count).Sum(i => LossRows.Weight(loss, examples.Targets, i, 0, int.MaxValue)),
        PerStep = network.PerStep,
        BeforeActivation = loss.Absorbs != Activation.Linear,
        Seed = 11,
        Step = 3,
    };

    /// <summary>The gradient for the features of each sequence of the data, [T·F], from one pass without any groups.</summary>
    public static float[][] OfFeatures(Network network, BatchJob job)
    {
        NetworkRun run = network.Rent();
        run.Pass.Draw = (job.Seed, job.Step);
        run.Pass.FirstSequence = 0;
        run.Pass.InputGradient = true;
        run.Pass.BatchSequences = job.Order.Length;
        run.Batch.Fill(job.Examples.Inputs, job.Order.Span);
        Matrix outputs = run.Forward(training: true, job.BeforeActivation);
        LossRows.Backward(job, run, outputs, new LossSum[job.Order.Length]);
        Matrix gradient = run.Backward(outputs);
        float[][] features = new float[job.Examples.Count][];
        PackedLayout layout = run.Batch.Layout;
        for (int b = 0; b < layout.Count; b++)
        {
            int sequence = b;
            features[run.Batch.Sources[b]] =
                [.. Enumerable.Range(0, layout.Lengths[b]).SelectMany(t => gradient.RowSpan(layout.Row(t, sequence)).ToArray())];
        }
        GC.KeepAlive(run);
        return features;
    }

    public static Dictionary<string, float[]> Values(Network network, BatchGradient gradient)
    {
        Dictionary<string, float[]> values = network.Parameters.All.ToDictionary(
            p => p.Name, p => new ReadOnlySpan<float>(gradient.Pointer + p.Offset, p.Count).ToArray());
        GC.KeepAlive(gradient);
        return values;
    }
}
