using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed unsafe class GemmTests
{
    // 64 rows and a depth of 256 are the kernels' own blocks: sizes on, just past and well past them.
    private static readonly (int M, int K, int N)[] LargeShapes =
    [
        (64, 256, 32), (65, 257, 33), (63, 255, 31), (70, 300, 40), (130, 520, 65), (1, 1030, 100), (200, 3, 5), (3, 600, 1),
    ];

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void EveryNumberOfRowsAndColumns(int bits)
    {
        var check = new GemmCheck(Tier.Of(bits));
        foreach (int k in (int[])[0, 1, 2, 5, 17])
        {
            for (int m = 0; m <= 40; m++)
            {
                for (int n = 0; n <= 40; n++)
                {
                    check.Run(m, k, n);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void EveryDepth(int bits)
    {
        var check = new GemmCheck(Tier.Of(bits));
        for (int k = 0; k <= 40; k++)
        {
            foreach (int m in (int[])[1, 4, 7, 8, 13])
            {
                foreach (int n in (int[])[1, 8, 15, 32, 33])
                {
                    check.Run(m, k, n);
                }
            }
        }
    }

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void EveryViewOfTheMatrices(int bits)
    {
        Tier tier = Tier.Of(bits);
        for (int view = 0; view < 16; view++)
        {
            var check = new GemmCheck(tier)
            {
                TransposedA = (view & 1) != 0,
                TransposedB = (view & 2) != 0,
                Accumulate = (view & 4) != 0,
                Gap = (view & 8) != 0 ? 3 : 0,
            };
            foreach (int size in (int[])[0, 1, 2, 3, 7, 8, 9, 16, 31, 33])
            {
                check.Run(size, 6, 20);
                check.Run(13, size, 20);
                check.Run(13, 6, size);
            }
            foreach ((int m, int k, int n) in LargeShapes)
            {
                check.Run(m, k, n);
            }
        }
    }

    /// <summary>What scoring stands on: how many rows share a product must not change a bit of any of them.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void RowHasTheSameBitsInAnyCompany(int bits)
    {
        const int m = 80, k = 300, n = 37;
        Tier tier = Tier.Of(bits);
        var random = new SeededRandom(seed: 2);
        var aFloats = new Guarded(Sample.Floats(random, m * k));
        var bFloats = new Guarded(Sample.Floats(random, k * n));
        var all = new Guarded(m * n);
        var some = new Guarded(m * n);
        var a = new Matrix(aFloats.Pointer, m, k);
        var packed = new PackedMatrix();
        packed.Pack(new Matrix(bFloats.Pointer, k, n), 2 * tier.Lanes);
        tier.Multiply(a, packed, new Matrix(all.Pointer, m, n), accumulate: false);

        foreach (int count in (int[])[1, 2, 3, 4, 5, 7, 8, 9, 15, 65])
        {
            for (int first = 0; first + count <= m; first += 3)
            {
                tier.Multiply(a.RowRange(first, count), packed, new Matrix(some.Pointer, count, n), accumulate: false);
                Near.SameBits(all.Span.Slice(first * n, count * n), some.Span[..(count * n)], $"{count} rows from row {first}");
            }
        }
        GC.KeepAlive(bFloats);
    }

    /// <summary>The dispatcher must agree, bit for bit, with the tier it stands for, and with the panels packed for it.</summary>
    [TestMethod]
    public void DispatcherUsesTheMachinesTier()
    {
        const int m = 9, k = 20, n = 35;
        Tier tier = Tier.Of(MachineBits);
        Assert.AreEqual(2 * tier.Lanes, Gemm.PanelWidth);
        var random = new SeededRandom(seed: 3);
        var aFloats = new Guarded(Sample.Floats(random, m * k));
        var bFloats = new Guarded(Sample.Floats(random, k * n));
        var expected = new Guarded(m * n);
        var actual = new Guarded(m * n);
        var a = new Matrix(aFloats.Pointer, m, k);
        var packed = new PackedMatrix();
        packed.Pack(new Matrix(bFloats.Pointer, k, n));
        tier.Multiply(a, packed, new Matrix(expected.Pointer, m, n), accumulate: false);
        Gemm.Multiply(a, packed, new Matrix(actual.Pointer, m, n), accumulate: false);
        Near.SameBits(expected.Span, actual.Span, "the dispatched product");
        GC.KeepAlive(aFloats);
        GC.KeepAlive(bFloats);
    }

    [TestMethod]
    [DataRow(2, 3, 4, 5, 2, 5, DisplayName = "depths differ")]
    [DataRow(2, 3, 3, 5, 1, 5, DisplayName = "rows differ")]
    [DataRow(2, 3, 3, 5, 2, 4, DisplayName = "columns differ")]
    public void ShapesThatDoNotFitAreRefused(int aRows, int aColumns, int bRows, int bColumns, int cRows, int cColumns)
    {
        var floats = new Guarded(64);
        floats.Span.Clear();
        var packed = new PackedMatrix();
        packed.Pack(new Matrix(floats.Pointer, bRows, bColumns));
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => Gemm.Multiply(
            new Matrix(floats.Pointer, aRows, aColumns), packed, new Matrix(floats.Pointer, cRows, cColumns), accumulate: false));
        StringAssert.Contains(error.Message, $"[{aRows}, {aColumns}] by [{bRows}, {bColumns}]");
        StringAssert.Contains(error.Message, $"into [{cRows}, {cColumns}]");
    }

    [TestMethod]
    public void PanelsOfAnotherTierAreRefused()
    {
        var floats = new Guarded(64);
        floats.Span.Clear();
        var packed = new PackedMatrix();
        packed.Pack(new Matrix(floats.Pointer, 2, 2), panelWidth: 8);
        Assert.ThrowsExactly<ArgumentException>(() => Tier.Of(256).Multiply(
            new Matrix(floats.Pointer, 2, 2), packed, new Matrix(floats.Pointer, 2, 2), accumulate: false));
    }

    private static int MachineBits => Simd.Tier switch
    {
        SimdTier.Vector512 => 512,
        SimdTier.Vector256 => 256,
        _ => 128,
    };
}
