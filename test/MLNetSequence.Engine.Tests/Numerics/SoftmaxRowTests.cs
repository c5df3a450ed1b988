using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed unsafe class SoftmaxRowTests
{
    // The last is longer than one block of vectors of every tier.
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 300), 1234, 20_000];

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void EveryTierEqualsTheDefinition(int bits)
    {
        foreach (int length in Lengths)
        {
            float[] x = Sample.Floats(new SeededRandom(seed: 1, length), length, 12);
            var row = new Guarded(x, shift: length % 2);
            float max = Max(bits, row);
            Assert.AreEqual(x.Max(), max, $"largest of {length}");
            SoftmaxSums sums = Apply(bits, row, max, 0.5f, -0.001f);
            Check(x, row, sums, 0.5f, -0.001f, $"{length} numbers");
        }
    }

    [TestMethod]
    public void NarrowAndWideRowsAgree()
    {
        foreach (int length in (int[])[SoftmaxRow.Wide - 1, SoftmaxRow.Wide, SoftmaxRow.Wide + 1])
        {
            float[] x = Sample.Floats(new SeededRandom(seed: 2, length), length, 12);
            var row = new Guarded(x);
            float max = SoftmaxRow.Max(row.Span);
            Assert.AreEqual(x.Max(), max);
            Check(x, row, SoftmaxRow.Apply(row.Span, max, 1, 0), 1, 0, $"{length} numbers");
        }
    }

    /// <summary>The largest number is found wherever it stands, also in the part behind the last whole vector.</summary>
    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void TheLargestIsFoundAtEveryPlace(int bits)
    {
        for (int at = 0; at < 53; at++)
        {
            var row = new Guarded(53);
            row.Span.Fill(-7);
            row.Span[at] = -6.5f;
            Assert.AreEqual(-6.5f, Max(bits, row), $"at {at}");
        }
    }

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void WhatIsNotFiniteIsSaid(int bits)
    {
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            for (int at = 0; at < 53; at++)
            {
                var row = new Guarded(53);
                row.Span.Clear();
                row.Span[at] = bad;
                SoftmaxSums sums = Apply(bits, row, Max(bits, row), 1, 0);
                Assert.IsTrue(double.IsNaN(sums.LogSum) && double.IsNaN(sums.Mean), $"{bad} at {at}");
            }
        }
    }

    private static void Check(float[] x, Guarded row, SoftmaxSums sums, float factor, float offset, string what)
    {
        double max = x.Max();
        double sum = x.Sum(v => Math.Exp(v - max));
        double[] expected = [.. x.Select(v => factor * Math.Exp(v - max) / sum + offset)];
        // A distance of up to 24 is rounded to 1e-6.
        Near.Equal(expected, row.Span, 2e-6, 1e-6 * Math.Abs(offset), what);
        Near.Equal(max + Math.Log(sum), sums.LogSum, 0, 1e-6, what + ": log of the sum");
        Near.Equal(x.Average(v => (double)v), sums.Mean, 0, 1e-5, what + ": mean");
        row.CheckWalls(what);
    }

    private static float Max(int bits, Guarded row) => bits switch
    {
        128 => SoftmaxRow.Max<Simd128, Vector128<float>>(row.Pointer, row.Length),
        256 => SoftmaxRow.Max<Simd256, Vector256<float>>(row.Pointer, row.Length),
        _ => SoftmaxRow.Max<Simd512, Vector512<float>>(row.Pointer, row.Length),
    };

    private static SoftmaxSums Apply(int bits, Guarded row, float max, float factor, float offset) => bits switch
    {
        128 => SoftmaxRow.Apply<Simd128, Vector128<float>>(row.Pointer, row.Length, max, factor, offset),
        256 => SoftmaxRow.Apply<Simd256, Vector256<float>>(row.Pointer, row.Length, max, factor, offset),
        _ => SoftmaxRow.Apply<Simd512, Vector512<float>>(row.Pointer, row.Length, max, factor, offset),
    };
}
