using MLNetSequence.Engine.Layers;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Reference;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Layers;

/// <summary>One step of the cell in every tier, against the reference's equations and their finite differences.</summary>
[TestClass]
public sealed unsafe class LstmCellTests
{
    private const int Rows = 5;
    private const int Padded = 32;
    private const int Units = Rows * Padded;

    private readonly SeededRandom _random = new(seed: 1);

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void ForwardEqualsTheEquations(int bits)
    {
        Buffers buffers = new(_random);
        float[] preActivations = buffers.Gates.Span.ToArray();
        Tier.Of(bits).LstmForward(buffers.Step(firstStep: false));
        for (int row = 0; row < Rows; row++)
        {
            for (int j = 0; j < Padded; j++)
            {
                double[] z = PreActivations(preActivations, buffers, row, j);
                int unit = row * Padded + j;
                (double memory, double hidden) = ReferenceLstm.Step(z[0], z[1], z[2], z[3], buffers.PreviousMemory.Span[unit]);
                Near.Equal(memory, buffers.Memory.Span[unit], 1e-6, 1e-6, $"c' of ({row}, {j})");
                Near.Equal(hidden, buffers.Hidden.Span[unit], 1e-6, 1e-6, $"h' of ({row}, {j})");
            }
        }
        buffers.CheckWalls();
    }

    /// <summary>Sequences at their first step have no memory: all rows read the same row of zeros.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void FirstStepStartsFromNothing(int bits)
    {
        Buffers buffers = new(_random);
        float[] preActivations = buffers.Gates.Span.ToArray();
        Tier.Of(bits).LstmForward(buffers.Step(firstStep: true));
        for (int unit = 0; unit < Units; unit++)
        {
            double[] z = PreActivations(preActivations, buffers, unit / Padded, unit % Padded);
            (double memory, double hidden) = ReferenceLstm.Step(z[0], z[1], z[2], z[3], 0);
            Near.Equal(memory, buffers.Memory.Span[unit], 1e-6, 1e-6, $"c' of unit {unit}");
            Near.Equal(hidden, buffers.Hidden.Span[unit], 1e-6, 1e-6, $"h' of unit {unit}");
        }
    }

    /// <summary>The loss is ∂h·h' + ∂c·c': its derivatives by gates and memory are what backward must leave behind.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void BackwardEqualsFiniteDifferences(int bits)
    {
        Buffers buffers = new(_random);
        float[] preActivations = buffers.Gates.Span.ToArray();
        float[] memoryGradient = buffers.MemoryGradient.Span.ToArray();
        float[] hiddenGradient = buffers.HiddenGradient.Span.ToArray();
        CellStep step = buffers.Step(firstStep: false);
        Tier.Of(bits).LstmForward(step);
        Tier.Of(bits).LstmBackward(step);
        for (int row = 0; row < Rows; row++)
        {
            for (int j = 0; j < Padded; j++)
            {
                int unit = row * Padded + j;
                double[] inputs = [.. PreActivations(preActivations, buffers, row, j), buffers.PreviousMemory.Span[unit]];
                double[] exact = FiniteDifferences.Gradient(inputs, () =>
                {
                    (double memory, double hidden) = ReferenceLstm.Step(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]);
                    return hiddenGradient[unit] * hidden + memoryGradient[unit] * memory;
                });
                for (int gate = 0; gate < 4; gate++)
                {
                    float actual = buffers.Gates.Span[(row * 4 + gate) * Padded + j];
                    Near.Equal(exact[gate], actual, 1e-5, 1e-6, $"gate {gate} of ({row}, {j})");
                }
                Near.Equal(exact[4], buffers.MemoryGradient.Span[unit], 1e-5, 1e-6, $"∂c of ({row}, {j})");
            }
        }
        buffers.CheckWalls();
    }

    [TestMethod]
    public void TiersAgree()
    {
        float[][] results =
        [
            .. ((int[])[128, 256, 512]).Select(bits =>
            {
                Buffers buffers = new(new SeededRandom(seed: 2));
                CellStep step = buffers.Step(firstStep: false);
                Tier.Of(bits).LstmForward(step);
                Tier.Of(bits).LstmBackward(step);
                return (float[])
                [
                    .. buffers.Gates.Span, .. buffers.Memory.Span, .. buffers.Hidden.Span, .. buffers.MemoryGradient.Span,
                ];
            }),
        ];
        Near.Equal(results[0], results[1], 1e-5, 1e-6, "256 bits");
        Near.Equal(results[0], results[2], 1e-5, 1e-6, "512 bits");
    }

    /// <summary>A whole vector of units is computed even where a layer has fewer; the surplus must stay nothing.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void PaddedUnitsStayZero(int bits)
    {
        Buffers buffers = new(_random);
        foreach (Guarded zero in (Guarded[])
            [buffers.Gates, buffers.Bias, buffers.PreviousMemory, buffers.MemoryGradient, buffers.HiddenGradient])
        {
            zero.Span.Clear();
        }
        CellStep step = buffers.Step(firstStep: false);
        Tier.Of(bits).LstmForward(step);
        Assert.IsFalse(buffers.Memory.Span.ContainsAnyExcept(0f));
        Assert.IsFalse(buffers.Hidden.Span.ContainsAnyExcept(0f));
        Tier.Of(bits).LstmBackward(step);
        Assert.IsFalse(buffers.Gates.Span.ContainsAnyExcept(0f));
        Assert.IsFalse(buffers.MemoryGradient.Span.ContainsAnyExcept(0f));
    }

    private static double[] PreActivations(float[] gates, Buffers buffers, int row, int j) =>
        [.. Enumerable.Range(0, 4).Select(g => (double)gates[(row * 4 + g) * Padded + j] + buffers.Bias.Span[g * Padded + j])];

    /// <summary>All that a step reads and writes, filled with values that saturate some gates.</summary>
    private sealed class Buffers(SeededRandom random)
    {
        public Guarded Gates { get; } = new(Sample.Floats(random, 4 * Units, 4));

        public Guarded Bias { get; } = new(Sample.Floats(random, 4 * Padded, 1));

        public Guarded PreviousMemory { get; } = new(Sample.Floats(random, Units, 2));

        public Guarded HiddenGradient { get; } = new(Sample.Floats(random, Units, 1));

        public Guarded MemoryGradient { get; } = new(Sample.Floats(random, Units, 1));

        public Guarded Memory { get; } = new(Units);

        public Guarded Hidden { get; } = new(Units);

        private Guarded Zeros { get; } = new(new float[Padded]);

        public CellStep Step(bool firstStep) => new()
        {
            Rows = Rows,
            Padded = Padded,
            Gates = Gates.Pointer,
            Bias = Bias.Pointer,
            PreviousMemory = firstStep ? Zeros.Pointer : PreviousMemory.Pointer,
            PreviousMemoryStride = firstStep ? 0 : Padded,
            Memory = Memory.Pointer,
            Hidden = Hidden.Pointer,
            HiddenGradient = HiddenGradient.Pointer,
            MemoryGradient = MemoryGradient.Pointer,
        };

        public void CheckWalls()
        {
            foreach (Guarded written in (Guarded[])[Gates, Bias, PreviousMemory, HiddenGradient, MemoryGradient, Memory, Hidden])
            {
                written.CheckWalls("LSTM step");
            }
        }
    }
}
