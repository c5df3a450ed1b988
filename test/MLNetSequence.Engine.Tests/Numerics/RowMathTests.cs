using System.Runtime.Intrinsics;
using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed unsafe class RowMathTests
{
    // Past one block of the sums.
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 257), 1023, 1024, 1025, 3000];

    [TestMethod]
    public void SumsOfEveryLength()
    {
        foreach (int length in Lengths)
        {
            (Guarded a, Guarded b, _) = Rows(length);
            double sum = 0, dot = 0, size = 0;
            for (int i = 0; i < length; i++)
            {
                sum += a.Span[i];
                dot += (double)a.Span[i] * b.Span[i];
                size += Math.Abs(a.Span[i]);
            }
            Near.Equal(sum, RowMath.Sum(a.Pointer, length), 0, 1e-6 * size, $"sum of {length}");
            Near.Equal(dot, RowMath.Dot(a.Pointer, b.Pointer, length), 0, 1e-6 * size, $"dot of {length}");
            GC.KeepAlive(a);
            GC.KeepAlive(b);
        }
    }

    [TestMethod]
    public void RowsOfEveryLength()
    {
        foreach (int length in Lengths)
        {
            (Guarded a, Guarded b, Guarded to) = Rows(length);
            RowMath.Linear(a.Pointer, 1.5f, -0.25f, to.Pointer, length);
            CheckRow(length, to, i => 1.5 * a.Span[i] - 0.25);
            float[] before = b.Span.ToArray();
            RowMath.AddScaled(a.Pointer, -0.7f, b.Pointer, length);
            CheckRow(length, b, i => before[i] - (double)0.7f * a.Span[i]);
            float[] kept = a.Span.ToArray();
            RowMath.Linear(a.Pointer, 2, 1, a.Pointer, length);
            CheckRow(length, a, i => 2.0 * kept[i] + 1);
        }
    }

    /// <summary>The widths that this machine does not dispatch to.</summary>
    [TestMethod]
    public void EveryTierGivesTheSame()
    {
        Compare<Simd128, Vector128<float>>();
        Compare<Simd256, Vector256<float>>();
        Compare<Simd512, Vector512<float>>();
    }

    private static void Compare<S, V>() where S : ISimd<V> where V : struct
    {
        foreach (int length in Lengths)
        {
            (Guarded a, Guarded b, Guarded to) = Rows(length);
            double dot = RowMath.Dot(a.Pointer, b.Pointer, length);
            Near.Equal(
                dot, RowMath.Sum<Elementwise.MultiplyOperator, S, V>(a.Pointer, b.Pointer, length), 0, 1e-6 * (length + 1),
                $"dot of {length} in {S.Lanes} lanes");
            RowMath.Linear<S, V>(a.Pointer, 3, 0.5f, to.Pointer, length);
            CheckRow(length, to, i => 3.0 * a.Span[i] + 0.5);
            float[] before = b.Span.ToArray();
            RowMath.AddScaled<S, V>(a.Pointer, 0.3f, b.Pointer, length);
            CheckRow(length, b, i => before[i] + (double)0.3f * a.Span[i]);
        }
    }

    private static (Guarded A, Guarded B, Guarded To) Rows(int length)
    {
        var random = new SeededRandom(length);
        var rows = (A: new Guarded(length, shift: 1), B: new Guarded(length), To: new Guarded(length, shift: 3));
        for (int i = 0; i < length; i++)
        {
            rows.A.Span[i] = random.NextUniform(1);
            rows.B.Span[i] = random.NextUniform(1);
        }
        return rows;
    }

    private static void CheckRow(int length, Guarded to, Func<int, double> expected)
    {
        for (int i = 0; i < length; i++)
        {
            Near.Equal(expected(i), to.Span[i], 2e-7, 2e-7, $"[{i}] of {length}");
        }
        to.CheckWalls($"{length} floats");
    }
}
