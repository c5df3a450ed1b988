using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>Sequences in windows of their steps, the state carried from one to the next: every cell, one layer and two.</summary>
[TestClass]
public sealed class WindowTests
{
    private static readonly int[] Lengths = [9, 7, 7, 4, 3, 2, 1, 0];

    public static IEnumerable<object[]> Cases =>
        from cell in RecurrentCases.Cells.Keys
        from learned in (bool[])[false, true]
        select new object[] { cell, learned };

    /// <summary>Window after window gives the very outputs of the whole.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void WindowsGiveTheOutputsOfTheWhole(string cell, bool learned)
    {
        Network network = NewNetwork(cell, learned);
        Examples examples = RecurrentCases.NewExamples(network, seed: 1, Lengths);
        Dictionary<(int, int), float[]> whole = Outputs(network, examples, most: int.MaxValue);
        foreach (int most in (int[])[1, 2, 3, 8, 9])
        {
            Dictionary<(int, int), float[]> parts = Outputs(network, examples, most);
            CollectionAssert.AreEquivalent(whole.Keys, parts.Keys);
            foreach (((int, int) key, float[] row) in whole)
            {
                Near.SameBits(row, parts[key], $"windows of {most}, {key}");
            }
        }
    }

    /// <summary>The gradient of a window takes the state it began with as given.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public unsafe void GradientOfAWindowEqualsFiniteDifferences(string cell, bool learned)
    {
        Network network = NewNetwork(cell, learned);
        Examples examples = RecurrentCases.NewExamples(network, seed: 2, Lengths);
        int size = network.Rent().StateSize;
        var states = new Guarded(Sample.Floats(new SeededRandom(3), Lengths.Length * size));
        BatchJob job = EngineGradients.Job(examples, new MeanSquaredLoss(), network);
        (job.FirstStep, job.MostSteps, job.CarriesAll) = (2, 3, true);
        job.States = new Matrix(states.Pointer, Lengths.Length, size);
        job.TotalWeight = Sample.Rows(examples.Count).Sum(i => LossRows.Weight(job.Loss, examples.Targets, i, 2, 3));
        ReferenceNetwork reference = ReferenceNetwork.Of(network, new ReferenceMasks(job.Seed, job.Step));
        var exact = new ReferenceBatch(reference, examples, job.Loss)
        {
            Window = (2, 3),
            States = [.. Sample.Rows(Lengths.Length).Select(b => Array.ConvertAll(
                states.Span.Slice(b * size, size).ToArray(), x => (double)x))],
        };
        Dictionary<string, float[]> engine = EngineGradients.Of(network, job);
        foreach ((string parameter, double[] values) in exact.Gradients())
        {
            Near.Equal(values, engine[parameter], 1e-4, 2e-7, parameter);
        }
        GC.KeepAlive(states);
    }

    /// <summary>What a stateful layer keeps is the state after each sequence's own last step.</summary>
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public unsafe void StatesAfterAWindowEqualTheReference(string cell, bool learned)
    {
        Network network = NewNetwork(cell, learned);
        Examples examples = RecurrentCases.NewExamples(network, seed: 4, Lengths);
        int size = network.Rent().StateSize;
        var states = new Guarded(Lengths.Length * size);
        NetworkRun run = network.Rent();
        run.Batch.Fill(examples.Inputs, Sample.Rows(Lengths.Length));
        run.Forward(training: false);
        run.SaveState(new Matrix(states.Pointer, Lengths.Length, size));
        var exact = new ReferenceBatch(ReferenceNetwork.Of(network), examples, new MeanSquaredLoss());
        for (int b = 0; b < Lengths.Length; b++)
        {
            exact.Outputs(b, out double[] after);
            Near.Equal(after, states.Span.Slice(b * size, size), 1e-5, 1e-5, $"sequence {b}");
        }
        states.CheckWalls("states");
    }

    private static Network NewNetwork(string cell, bool learned)
    {
        RecurrentOptions options = RecurrentCases.Cells[cell] with { ReturnSequences = true, LearnInitialState = learned, Dropout = 0.2 };
        SequenceNetwork first = RecurrentCases.Add(new SequenceNetwork(RecurrentCases.Features), options, 4);
        return Sample.Network(RecurrentCases.Add(first, options with { RecurrentDropout = 0.3 }, 5), seed: 5);
    }

    // By sequence and step.
    private static unsafe Dictionary<(int, int), float[]> Outputs(Network network, Examples examples, int most)
    {
        NetworkRun run = network.Rent();
        int size = run.StateSize;
        var states = new Guarded(examples.Count * size);
        var matrix = new Matrix(states.Pointer, examples.Count, size);
        var rows = new Dictionary<(int, int), float[]>();
        int longest = Lengths.Max();
        for (int first = 0; first < longest; first = most < longest ? first + most : longest)
        {
            run.Batch.Fill(examples.Inputs, Sample.Rows(examples.Count), first, most);
            run.LoadState(first == 0 ? default : matrix);
            Matrix outputs = run.Forward(training: false);
            for (int b = 0; b < run.Batch.Count; b++)
            {
                for (int t = 0; t < run.Batch.Lengths[b]; t++)
                {
                    rows.Add((b, first + t), outputs.RowSpan(run.OutputLayout.Row(t, b)).ToArray());
                }
            }
            run.SaveState(matrix);
        }
        run.LoadState(default);
        network.Return(run);
        states.CheckWalls("states");
        return rows;
    }
}
