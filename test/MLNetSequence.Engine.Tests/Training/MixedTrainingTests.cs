using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Training;

/// <summary>Training on steps of several tokens and numbers: whole trainings, windows, streams, and what must not be.</summary>
/// <remarks>That every gradient is right, <c>SequenceLayersTests</c> shows.</remarks>
[TestClass]
public sealed class MixedTrainingTests
{
    private static readonly SequenceNetwork Steps =
        new SequenceNetwork().EmbedSteps([new(30, 5), TokenInput.OneHot(4), new(7, 3)], features: 2);

    private static readonly SequenceNetwork EveryStep =
        Steps.JoinStatics(3).Dropout(0.2).Lstm(6, returnSequences: true).JoinStatics(3).Dense(2);

    private static readonly int[] Lengths = [.. Sample.Rows(60).Select(i => i * 7 % 11)];

    private static readonly TrainingOptions Options = new() { Epochs = 2, BatchSize = 32, Optimizer = new Adam { LearningRate = 0.01 } };

    [TestMethod]
    public void SameBitsOnAnyNumberOfThreads()
    {
        foreach (TrainingOptions options in (TrainingOptions[])[Options, Options with { TruncatedSteps = 3 }])
        {
            float[] expected = Train(EveryStep, options with { Threads = 1 });
            foreach (int threads in (int[])[2, 3, 5])
            {
                Near.SameBits(expected, Train(EveryStep, options with { Threads = threads }), $"{threads} threads");
            }
        }
    }

    [TestMethod]
    public void AStreamGivesTheBitsOfMemory()
    {
        TrainingOptions options = Options with { Shuffle = false, BatchSize = 20 };
        var network = new Network(EveryStep);
        network.Initialize(1);
        Examples[] blocks = [.. Sample.Rows(3).Select(b => RecurrentCases.NewExamples(network, seed: b, Lengths.AsSpan(b * 20, 20)))];
        new Trainer(network, new MeanSquaredLoss(), new StreamedSource(() => blocks), null, options).Run(_ => { }, () => false);

        var other = new Network(EveryStep);
        other.Initialize(1);
        TrainingStep step = Trainer.InMemory(other, new MeanSquaredLoss(), blocks[0], options).Core;
        foreach (Examples block in blocks.Concat(blocks))
        {
            Assert.IsTrue(step.Run(block, Sample.Rows(20), () => 0.01, out _));
        }
        Near.SameBits(ToyTask.Snapshot(other), ToyTask.Snapshot(network), "weights");
    }

    /// <summary>A token that is missing trains nothing, and what it gives stays zero.</summary>
    [TestMethod]
    public void RowZeroStaysZero()
    {
        foreach (Optimizer optimizer in (Optimizer[])[new Adam { LearningRate = 0.1 }, new AdamW { LearningRate = 0.1, WeightDecay = 0.1 }])
        {
            var network = new Network(EveryStep);
            network.Initialize(2);
            Examples examples = RecurrentCases.NewExamples(network, seed: 3, Lengths);
            Assert.IsTrue(Sample.Rows(60).Any(i => examples.Inputs.Tokens(i, 2).Contains(0)));
            Trainer.InMemory(network, new MeanSquaredLoss(), examples, Options with { Optimizer = optimizer }).Run(_ => { }, () => false);
            foreach (string name in (string[])["0.0.weight", "0.2.weight"])
            {
                Parameter table = network.Parameters.Find(name);
                Near.SameBits(new float[table.Shape[1]], network.Parameters.Span(table)[..table.Shape[1]], name);
                Assert.IsTrue(network.Parameters.Span(table)[table.Shape[1]..].ContainsAnyExcept(0f));
            }
        }
    }

    /// <summary>The gradient for the numbers of a step, which its tokens do not disturb.</summary>
    [TestMethod]
    public void InputGradientIsThatOfTheFeatures()
    {
        Network network = Sample.Network(Steps.JoinStatics(1).Gru(4).Dense(2), seed: 4);
        Examples examples = RecurrentCases.NewExamples(network, seed: 5, 4, 0, 2, 3);
        BatchJob job = EngineGradients.Job(examples, new MeanSquaredLoss(), network);
        float[][] engine = EngineGradients.OfFeatures(network, job);
        var reference = new ReferenceChain(network);
        for (int i = 0; i < examples.Count; i++)
        {
            double[] features = Wide(examples.Inputs.Values(i));
            double[] exact = FiniteDifferences.Gradient(features, () => Loss(reference, examples, i, 0, int.MaxValue, features));
            Near.Equal([.. exact.Select(g => g / job.TotalWeight)], engine[i], 1e-4, 1e-6, $"sequence {i}");
        }
    }

    /// <summary>A window that begins anew is a sequence of its own, with the statics of the whole.</summary>
    [TestMethod]
    public void GradientOfAWindowEqualsFiniteDifferences()
    {
        Network network = Sample.Network(Steps.JoinStatics(2).Lstm(4, returnSequences: true).JoinStatics(2).Dense(2), seed: 6);
        Examples examples = RecurrentCases.NewExamples(network, seed: 7, 9, 4, 2, 6, 0, 3);
        BatchJob job = EngineGradients.Job(examples, new MeanSquaredLoss(), network);
        (job.FirstStep, job.MostSteps) = (2, 3);
        job.TotalWeight = Sample.Rows(6).Sum(i => LossRows.Weight(job.Loss, examples.Targets, i, 2, 3));
        Dictionary<string, float[]> engine = EngineGradients.Of(network, job, threads: 2);
        var reference = new ReferenceChain(network);
        foreach ((string parameter, double[] values) in reference.Parameters)
        {
            double[] exact = FiniteDifferences.Gradient(values, () => Sample.Rows(6).Sum(
                i => Loss(reference, examples, i, 2, 3, Wide(examples.Inputs.Values(i)))));
            Near.Equal([.. exact.Select(g => g / job.TotalWeight)], engine[parameter], 1e-4, 1e-6, parameter);
        }
    }

    [TestMethod]
    public void OtherDataThanTheNetworkReadsIsRefused()
    {
        SequenceNetwork reads = Steps.Lstm(3).JoinStatics(3).Dense(1);
        foreach ((SequenceNetwork network, Sequences data, string reason) in ((SequenceNetwork, Sequences, string)[])
            [
                (reads, new StepSequences(3, 2, 0), "reads 3 tokens and 2 features a step and 3 static numbers a sequence; "
                    + "the data has 3 tokens and 2 features a step."),
                (reads, new StepSequences(2, 2, 3), "the data has 2 tokens and"),
                (reads, new StepSequences(3, 1, 3), "1 feature a step"),
                (reads, new TokenSequences(), "the data has tokens."),
                (Steps.Lstm(3).Dense(1), new StepSequences(3, 2, 1), "the data has 3 tokens and 2 features a step and 1 static number"),
                (new SequenceNetwork().Embedding(9, 2).Lstm(3), new StepSequences(1, 0, 1), "reads tokens; the data has 1 token a step and 1"),
                (new SequenceNetwork(2).Lstm(3), new StepSequences(1, 2, 0), "reads 2 features a step; the data has 1 token and 2"),
            ])
        {
            var examples = new Examples(data, new TargetRows(1));
            ArgumentException error = Assert.ThrowsExactly<ArgumentException>(
                () => Trainer.InMemory(new Network(network), new MeanSquaredLoss(), examples, Options));
            StringAssert.Contains(error.Message, reason);
            NetworkRun run = new Network(network).Rent();
            run.Batch.Fill(data, []);
            StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => run.Forward(training: false)).Message, reason);
        }
    }

    [TestMethod]
    public void TokensMustBeKnownAndThereWhereTheyMustBe()
    {
        Unknown(Steps, [30, 1, 1], "Token 30 of column 0 is outside the network's vocabulary: tokens run from 1 to 29, 0 is missing.");
        Unknown(Steps, [1, 4, 1], "Token 4 of column 1");
        Unknown(Steps, [1, 1, -1], "Token -1 of column 2");
        Unknown(new SequenceNetwork().EmbedSteps([new(5, 2)]), [0], "0 is padding");
        Unknown(new SequenceNetwork().Embedding(5, 2), [0], "0 is padding");
    }

    private static void Unknown(SequenceNetwork network, int[] step, string reason)
    {
        var data = new StepSequences(step.Length, network.StepFeatures, 0);
        data.Add(1, step, new float[network.StepFeatures], []);
        NetworkRun run = new Network(network).Rent();
        run.Batch.Fill(data, [0]);
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() => run.Forward(training: false)).Message, reason);
    }

    private static float[] Train(SequenceNetwork description, TrainingOptions options)
    {
        var network = new Network(description);
        network.Initialize(1);
        Trainer.InMemory(network, new MeanSquaredLoss(), RecurrentCases.NewExamples(network, seed: 2, Lengths), options)
            .Run(_ => { }, () => false);
        return ToyTask.Snapshot(network);
    }

    // Of a sequence's steps in a window, weighted.
    private static double Loss(ReferenceChain reference, Examples examples, int i, int first, int most, double[] features)
    {
        Sequences inputs = examples.Inputs;
        double[][] steps =
        [
            .. Sample.Rows(inputs.Length(i)).Skip(first).Take(most).Select(t => (double[])
            [
                .. Sample.Rows(inputs.TokenColumns).Select(k => (double)inputs.Tokens(i, k)[t]),
                .. features.AsSpan(t * inputs.Features, inputs.Features),
            ]),
        ];
        int row = examples.Targets.Start(i) + first;
        return reference.Run(steps, Wide(inputs.StaticValues(i))).Sum(output =>
        {
            double[] target = Wide(examples.Targets.Values(row));
            return examples.Targets.Weight(row++) * output.Zip(target, (y, x) => (y - x) * (y - x)).Average();
        });
    }

    private static double[] Wide(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), x => (double)x);
}
