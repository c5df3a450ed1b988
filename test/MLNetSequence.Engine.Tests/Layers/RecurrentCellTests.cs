using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Networks;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>One step of every cell in every tier, against the reference's equations and their finite differences.</summary>
[TestClass]
public sealed class RecurrentCellTests
{
    private static readonly Activation[] Activations = [.. Enum.GetValues<Activation>().Where(a => a != Activation.Softmax)];

    public static IEnumerable<object[]> Cases =>
        from cell in (string[])["simple RNN", "LSTM", "peephole LSTM", "GRU", "GRU, reset before"]
        from bits in (int[])[128, 256, 512]
        select new object[] { cell, bits };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void StepEqualsTheEquations(string cell, int bits)
    {
        foreach (int units in (int[])[5, 16, 17])
        {
            for (int i = 0; i < Activations.Length; i++)
            {
                // Each activation once in each place.
                Activation gate = Activations[(i + 2) % Activations.Length];
                Check(Describe(cell, units, Activations[i], gate), bits, first: false);
            }
            Check(Describe(cell, units, Activation.Tanh, Activation.Sigmoid), bits, first: true);
            Check(Describe(cell, units, Activation.Tanh, Activation.Sigmoid), bits, first: false);
        }
    }

    private static RecurrentDescription Describe(string cell, int units, Activation activation, Activation gate) => cell switch
    {
        "simple RNN" => new SimpleRnnDescription(units, new SimpleRnnOptions { Activation = activation }),
        "LSTM" => new LstmDescription(units, new LstmOptions { Activation = activation, RecurrentActivation = gate }),
        "peephole LSTM" => new LstmDescription(
            units, new LstmOptions { Activation = activation, RecurrentActivation = gate, Peepholes = true }),
        "GRU" or "GRU, reset before" => new GruDescription(
            units, new GruOptions { Activation = activation, RecurrentActivation = gate, ResetAfter = cell == "GRU" }),
        _ => throw new ArgumentException($"No description for the cell {cell}."),
    };

    private static void Check(RecurrentDescription layer, int bits, bool first)
    {
        Activation gate = layer switch
        {
            LstmDescription lstm => lstm.Options.RecurrentActivation,
            GruDescription gru => gru.Options.RecurrentActivation,
            SimpleRnnDescription => Activation.Linear,
            _ => throw new ArgumentException($"No gate activation for {layer}."),
        };
        ActivationChoice.Choose(layer.Common.Activation, gate, new Visitor(layer, Tier.Of(bits), first, $"{layer}, {gate}, {bits} bits"));
    }

    private sealed class Visitor(RecurrentDescription layer, Tier tier, bool first, string what) : IActivationVisitor<bool>
    {
        public bool Visit<TFirst, TSecond>() where TFirst : struct, IActivation where TSecond : struct, IActivation
        {
            switch (layer)
            {
                case SimpleRnnDescription:
                    Check<SimpleRnnCell<TFirst, TSecond>>();
                    break;
                case LstmDescription { Options.Peepholes: true }:
                    Check<PeepholeLstmCell<TFirst, TSecond>>();
                    break;
                case LstmDescription:
                    Check<LstmCell<TFirst, TSecond>>();
                    break;
                case GruDescription { Options.ResetAfter: true }:
                    Check<GruCell<TFirst, TSecond>>();
                    break;
                case GruDescription:
                    Check<ResetBeforeGruCell<TFirst, TSecond>>();
                    break;
                default:
                    throw new ArgumentException($"No cell for {layer}.");
            }
            return true;
        }

        private void Check<TCell>() where TCell : struct, IRecurrentCell
        {
            var bench = new CellBench(layer, TCell.Shape, new SeededRandom(layer.HiddenSize));
            CellStep step = bench.Step(first);
            tier.Forward<TCell>(step);
            for (int row = 0; row < CellBench.Rows; row++)
            {
                (double[] hidden, double[] memory) = Reference(bench, row);
                Near.Equal(hidden, bench.Hidden(row), 1e-5, 2e-6, $"{what}: h' of row {row}");
                if (bench.HasMemory)
                {
                    Near.Equal(memory, bench.Memory(row), 1e-5, 2e-6, $"{what}: c' of row {row}");
                }
            }
            tier.Backward<TCell>(step);
            for (int row = 0; row < CellBench.Rows; row++)
            {
                CheckGradients(bench, row);
            }
            bench.CheckWalls();
        }

        // The loss is ∂h·h' + ∂c·c': its derivatives are what backward must leave behind.
        private void CheckGradients(CellBench bench, int row)
        {
            double Loss()
            {
                (double[] hidden, double[] memory) = Reference(bench, row);
                double sum = hidden.Zip(bench.GivenHidden[row], (a, b) => a * b).Sum();
                return bench.HasMemory ? sum + memory.Zip(bench.GivenMemory[row], (a, b) => a * b).Sum() : sum;
            }
            double[] input = FiniteDifferences.Gradient(bench.Input[row], Loss);
            Near.Equal(input, bench.InputGradient(row), 1e-4, 1e-5, $"{what}: ∂x of row {row}");
            if (!first)
            {
                double[] previous = FiniteDifferences.Gradient(bench.Previous[row], Loss);
                Near.Equal(previous, bench.PreviousGradient(row), 1e-4, 1e-5, $"{what}: ∂h of row {row}");
            }
            if (!first && bench.HasMemory)
            {
                double[] memory = FiniteDifferences.Gradient(bench.PreviousMemory[row], Loss);
                Near.Equal(memory, bench.MemoryGradient(row), 1e-4, 1e-5, $"{what}: ∂c of row {row}");
            }
        }

        private (double[] Hidden, double[] Memory) Reference(CellBench bench, int row)
        {
            double[] zeros = new double[layer.HiddenSize];
            double[] before = first ? zeros : bench.Previous[row];
            return bench.Reference.Step(bench.Input[row], before, before, first ? zeros : bench.PreviousMemory[row]);
        }
    }
}
