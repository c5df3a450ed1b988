using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;
using MLNetSequence.Engine.Training;

namespace MLNetSequence.Engine.Tests.Networks;

/// <summary>The outputs of every cell with every option against the double-precision reference.</summary>
[TestClass]
public sealed class RecurrentForwardTests
{
    private const double Tolerance = 1e-5;

    private static readonly SequenceNetwork Input = new(RecurrentCases.Features);

    [TestMethod]
    [DynamicData(nameof(RecurrentCases.Names), typeof(RecurrentCases))]
    public void OutputsEqualTheReference(string cell, string option)
    {
        Network network = Sample.Network(RecurrentCases.Get(cell, option), seed: 1);
        // Falling, equal, single and empty lengths in any order; nothing but empty ones; all alike.
        Check(network, RecurrentCases.NewExamples(network, seed: 2, 3, 0, 7, 1, 7, 2, 12, 0, 1, 5));
        Check(network, RecurrentCases.NewExamples(network, seed: 3, 0, 0));
        Check(network, RecurrentCases.NewExamples(network, seed: 4, 4, 4, 4, 4, 4));
    }

    /// <summary>Every number of units up to several vectors: where the padding begins must not matter.</summary>
    [TestMethod]
    [DynamicData(nameof(CellNames))]
    public void EverySizeEqualsTheReference(string cell)
    {
        foreach (int hidden in Enumerable.Range(2, 39).Append(64).Append(100))
        {
            RecurrentOptions options = RecurrentCases.Cells[cell] with
            {
                Bidirectional = hidden % 3 == 0,
                ReturnSequences = hidden % 2 == 0,
            };
            SequenceNetwork description = RecurrentCases.Add(new SequenceNetwork(RecurrentCases.Features), options, hidden);
            // Smaller weights where there are more of them, so that units do not all saturate.
            Network network = Sample.Network(description, seed: hidden, limit: 1.5 / Math.Sqrt(hidden + 3));
            Check(network, RecurrentCases.NewExamples(network, seed: hidden, 3, 0, 4, 1));
        }
        if (RecurrentCases.Cells[cell] is not LstmOptions { ProjectionSize: > 0 })
        {
            Network one = Sample.Network(
                RecurrentCases.Add(new SequenceNetwork(RecurrentCases.Features), RecurrentCases.Cells[cell], 1), seed: 1);
            Check(one, RecurrentCases.NewExamples(one, seed: 1, 3, 0, 4, 1));
        }
    }

    /// <summary>Errors of single steps must not add up beyond the tolerance, nor steps be lost between two projections.</summary>
    [TestMethod]
    [DynamicData(nameof(CellNames))]
    public void EveryLengthEqualsTheReference(string cell)
    {
        RecurrentOptions options = RecurrentCases.Cells[cell] with { Bidirectional = true, ReturnSequences = true };
        SequenceNetwork description = RecurrentCases.Add(new SequenceNetwork(RecurrentCases.Features), options, 3);
        Network network = Sample.Network(description, seed: 5, limit: 0.5);
        int[] lengths = [.. Enumerable.Range(0, 18), 31, 32, 33, 63, 64, 65, 66, 100, 127, 128, 129, 200, 255, 256];
        Check(network, RecurrentCases.NewExamples(network, seed: 6, lengths.AsSpan()));
        foreach (int length in lengths.Where(n => n % 7 < 3))
        {
            Check(network, RecurrentCases.NewExamples(network, seed: length, length));
        }
    }

    /// <summary>Every activation in every place where a cell takes one.</summary>
    [TestMethod]
    public void EveryPairOfActivationsEqualsTheReference()
    {
        Activation[] all = [.. Enum.GetValues<Activation>().Where(a => a != Activation.Softmax)];
        foreach ((int i, int j) in all.SelectMany((_, i) => all.Select((_, j) => (i, j))))
        {
            (Activation activation, Activation gate) = (all[i], all[j]);
            RecurrentOptions options = ((i + j) % 4) switch
            {
                0 => new LstmOptions { Activation = activation, RecurrentActivation = gate },
                1 => new LstmOptions { Activation = activation, RecurrentActivation = gate, Peepholes = true },
                2 => new GruOptions { Activation = activation, RecurrentActivation = gate },
                _ => new GruOptions { Activation = activation, RecurrentActivation = gate, ResetAfter = false },
            };
            Network network = Sample.Network(RecurrentCases.Add(Input, options, 5), seed: 7, limit: 0.4);
            Check(network, RecurrentCases.NewExamples(network, seed: 8, 3, 1, 4));
        }
        foreach (Activation activation in all)
        {
            var options = new SimpleRnnOptions { Activation = activation };
            Network network = Sample.Network(RecurrentCases.Add(Input, options, 5), seed: 9, limit: 0.4);
            Check(network, RecurrentCases.NewExamples(network, seed: 10, 3, 1, 4));
        }
    }

    public static IEnumerable<object[]> CellNames => RecurrentCases.Cells.Keys.Select(name => new object[] { name });

    private static void Check(Network network, Examples examples)
    {
        var reference = new ReferenceBatch(ReferenceNetwork.Of(network), examples, new MeanSquaredLoss());
        NetworkRun run = network.Rent();
        run.Batch.Fill(examples.Inputs, new BatchOrder().Sort(examples.Inputs, Sample.Rows(examples.Count)).ToArray());
        Matrix outputs = run.Forward(training: false);
        for (int b = 0; b < run.Batch.Count; b++)
        {
            int source = run.Batch.Sources[b];
            double[][] exact = reference.Outputs(source);
            Assert.HasCount(network.PerStep ? run.Batch.Lengths[b] : 1, exact);
            for (int t = 0; t < exact.Length; t++)
            {
                Span<float> row = outputs.RowSpan(network.PerStep ? run.OutputLayout.Row(t, b) : b);
                Near.Equal(exact[t], row, Tolerance, Tolerance, $"{network.Description.Layers[0]}: sequence {source}, row {t}");
            }
        }
        network.Return(run);
    }
}
