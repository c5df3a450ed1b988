using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

/// <summary>C += Σ left·right over rows that lie anywhere, against three loops in double precision.</summary>
[TestClass]
public sealed unsafe class OuterProductTests
{
    private const int LeftWidth = 80;
    private const int RightWidth = 70;
    private const int Gap = 3;

    [TestMethod]
    public void EverySizeEqualsTheDefinition()
    {
        var random = new SeededRandom(1);
        foreach (int depth in (int[])[1, 2, 3, 17, OuterProduct.Depth - 1, OuterProduct.Depth])
        {
            foreach (int rows in (int[])[1, 3, 4, 5, 7, 8, 9, 16, 31, OuterProduct.MostRows])
            {
                foreach (int columns in (int[])[1, 2, 15, 16, 17, 31, 32, 33, 64, RightWidth])
                {
                    Check(random, depth, rows, columns);
                }
            }
        }
    }

    [TestMethod]
    public void SumsEqualTheDefinition()
    {
        var random = new SeededRandom(2);
        foreach (int depth in (int[])[1, 5, OuterProduct.Depth])
        {
            for (int count = 0; count <= 70; count++)
            {
                (Guarded left, int[] rows) = Rows(random, depth, LeftWidth);
                float[] before = Sample.Floats(random, count);
                var to = new Guarded(before);
                OuterProduct product = New(left, rows, left, rows);
                product.AddSums(depth, 9, count, to.Pointer);
                double[] expected =
                    [.. Sample.Rows(count).Select(j => before[j] + rows.Sum(r => (double)left.Span[r * LeftWidth + 9 + j]))];
                Near.Equal(expected, to.Span, 1e-5, 1e-5, $"{count} sums over {depth} rows");
                to.CheckWalls($"{count} sums");
            }
        }
    }

    private static void Check(SeededRandom random, int depth, int rows, int columns)
    {
        (Guarded left, int[] leftRows) = Rows(random, depth, LeftWidth);
        (Guarded right, int[] rightRows) = Rows(random, depth, RightWidth);
        float[] before = Sample.Floats(random, rows * (columns + Gap));
        var to = new Guarded(before);
        OuterProduct product = New(left, leftRows, right, rightRows);
        product.Reserve(OuterProduct.PackedColumns(columns));
        product.PackRight(depth, columns, at: 0);
        int first = LeftWidth - rows;
        product.Add(depth, first, 0, new Matrix(to.Pointer, rows, columns, columns + Gap), packLeft: true);
        string what = $"[{rows}, {columns}] over {depth} rows";
        for (int m = 0; m < rows; m++)
        {
            for (int j = 0; j < columns + Gap; j++)
            {
                double expected = before[m * (columns + Gap) + j];
                for (int k = 0; k < depth && j < columns; k++)
                {
                    expected += (double)left.Span[leftRows[k] * LeftWidth + first + m] * right.Span[rightRows[k] * RightWidth + j];
                }
                Near.Equal(expected, to.Span[m * (columns + Gap) + j], 1e-5, 1e-5, $"{what}: ({m}, {j})");
            }
        }
        to.CheckWalls(what);
    }

    // Rows in any order, between walls.
    private static (Guarded Values, int[] Order) Rows(SeededRandom random, int depth, int width)
    {
        int[] order = Sample.Rows(depth);
        random.Shuffle(order);
        return (new Guarded(Sample.Floats(random, depth * width)), order);
    }

    private static OuterProduct New(Guarded left, int[] leftRows, Guarded right, int[] rightRows)
    {
        var product = new OuterProduct();
        for (int k = 0; k < leftRows.Length; k++)
        {
            product.LeftRows[k] = (nint)(left.Pointer + leftRows[k] * LeftWidth);
            product.RightRows[k] = (nint)(right.Pointer + rightRows[k] * (right == left ? LeftWidth : RightWidth));
        }
        return product;
    }
}
