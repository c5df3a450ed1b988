using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed unsafe class ElementwiseTests
{
    private const int LongestLength = 256;

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void AddOfEveryLength(int bits) => Sweep<Elementwise.AddOperator>(Tier.Of(bits), (a, b) => a + b);

    [TestMethod]
    [DataRow(128)]
    [DataRow(256)]
    [DataRow(512)]
    public void MultiplyOfEveryLength(int bits) => Sweep<Elementwise.MultiplyOperator>(Tier.Of(bits), (a, b) => a * b);

    [TestMethod]
    public void MatricesAreTakenRowByRow()
    {
        const int rows = 5, columns = 19, stride = 23;
        var random = new SeededRandom(seed: 2);
        float[] mask = Sample.Floats(random, rows * columns);
        var maskFloats = new Guarded(mask);
        float[] left = Sample.Floats(random, rows * stride);
        var leftFloats = new Guarded(left);
        var target = new Guarded(rows * stride);
        var a = new Matrix(leftFloats.Pointer, rows, columns, stride);
        var to = new Matrix(target.Pointer, rows, columns, stride);

        Elementwise.Copy(a, to);
        Elementwise.Add(a, to);
        Elementwise.Multiply(to, maskFloats.Pointer, to);
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float x = left[i * stride + j];
                Assert.AreEqual((x + x) * mask[i * columns + j], to.Row(i)[j], $"({i}, {j})");
            }
            target.CheckUntouched(i * stride + columns, stride - columns, "between the rows");
        }
        target.CheckWalls("matrix operations");
        GC.KeepAlive(maskFloats);
        GC.KeepAlive(leftFloats);
    }

    /// <summary>A norm of floats would overflow where its squares do; in double precision it does not.</summary>
    [TestMethod]
    public void SumOfSquaresDoesNotOverflow()
    {
        var floats = new Guarded([1e30f, -1e30f, 3f]);
        Near.Equal(2e60, Elementwise.SumOfSquares(floats.Pointer, 3), 1e-6, 0, "Σ a²");
        Assert.AreEqual(0.0, Elementwise.SumOfSquares(floats.Pointer, 0));
        GC.KeepAlive(floats);
        var many = new Guarded([.. Enumerable.Repeat(1e30f, 100)]);
        Near.Equal(1e62, Elementwise.SumOfSquares(many.Pointer, 100), 1e-6, 0, "Σ a² of whole vectors");
        GC.KeepAlive(many);
    }

    private static void Sweep<O>(Tier tier, Func<float, float, float> exact) where O : IBinaryOperator
    {
        var random = new SeededRandom(seed: 1);
        for (int length = 0; length <= LongestLength; length++)
        {
            float[] left = Sample.Floats(random, length, 100);
            float[] right = Sample.Floats(random, length, 100);
            float[] expected = [.. left.Zip(right, exact)];
            // Off the cache line too: rows of a matrix start anywhere.
            int shift = length % 5;
            var a = new Guarded(left, shift);
            var b = new Guarded(right, shift / 2);
            var to = new Guarded(length, shift);

            tier.Apply<O>(a.Pointer, b.Pointer, to.Pointer, length);
            Check(to, expected, $"out of place, length {length}");
            Near.SameBits(left, a.Span, "the left operand, which is only read");

            tier.Apply<O>(a.Pointer, b.Pointer, b.Pointer, length);
            Check(b, expected, $"into the right operand, length {length}");

            right.CopyTo(b.Span);
            tier.Apply<O>(a.Pointer, b.Pointer, a.Pointer, length);
            Check(a, expected, $"into the left operand, length {length}");
        }
    }

    private static void Check(Guarded actual, float[] expected, string what)
    {
        Near.SameBits(expected, actual.Span, what);
        actual.CheckWalls(what);
    }
}
