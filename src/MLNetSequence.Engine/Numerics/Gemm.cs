using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>C = A·B or C += A·B in single precision, B packed beforehand (<see cref="PackedMatrix"/>).</summary>
/// <remarks>
/// Every element of C is one chain of multiply-adds over k, whatever the number of rows it is computed with: a row gives the
/// same bits alone, in a batch, on one thread or on many.
/// </remarks>
internal static unsafe class Gemm
{
    // Rows of A held in the first-level cache while all panels of B pass by, and the length of one chain over k.
    private const int RowBlock = 64;
    internal const int DepthBlock = 256;

    public static readonly int PanelWidth = Simd.Tier switch
    {
        SimdTier.Vector512 => 2 * Simd512.Lanes,
        SimdTier.Vector256 => 2 * Simd256.Lanes,
        _ => 2 * Simd128.Lanes,
    };

    /// <summary>C [M, N] = A [M, K] · B [K, N], or += where <paramref name="accumulate"/>.</summary>
    public static void Multiply(Matrix a, PackedMatrix b, Matrix c, bool accumulate)
    {
        CheckShapes(a, b, c);
        MultiplyColumns(a, b, 0, c, accumulate);
    }

    /// <summary>The same for some columns of B, from <paramref name="first"/> on, a multiple of the panels' width.</summary>
    public static void MultiplyColumns(Matrix a, PackedMatrix b, int first, Matrix c, bool accumulate)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Multiply<Simd512, Vector512<float>>(a, b, first, c, accumulate);
                break;
            case SimdTier.Vector256:
                Multiply<Simd256, Vector256<float>>(a, b, first, c, accumulate);
                break;
            default:
                Multiply<Simd128, Vector128<float>>(a, b, first, c, accumulate);
                break;
        }
    }

    /// <summary>With one vector width.</summary>
    internal static void Multiply<S, V>(Matrix a, PackedMatrix b, Matrix c, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        CheckShapes(a, b, c);
        Multiply<S, V>(a, b, 0, c, accumulate);
    }

    private static void Multiply<S, V>(Matrix a, PackedMatrix b, int first, Matrix c, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        if (b.PanelWidth != 2 * S.Lanes)
        {
            throw new ArgumentException($"The right-hand side has panels of {b.PanelWidth}, expected {2 * S.Lanes}.");
        }
        if (a.Columns == 0 && !accumulate)
        {
            Clear(c);
        }
        float* edge = stackalloc float[GemmTile.MaxRows * 2 * Simd.MaxLanes];
        for (int k = 0; k < a.Columns; k += DepthBlock)
        {
            int depth = Math.Min(DepthBlock, a.Columns - k);
            for (int i = 0; i < a.Rows; i += RowBlock)
            {
                Matrix block = a.RowRange(i, Math.Min(RowBlock, a.Rows - i)).ColumnRange(k, depth);
                var to = new Matrix(c.Row(i), block.Rows, c.Columns, c.RowStride);
                MultiplyBlock<S, V>(block, b, first, k, to, accumulate || k > 0, edge);
            }
        }
    }

    // Rows four or more at a time go panel by panel; what is left goes row by row over all panels.
    private static void MultiplyBlock<S, V>(Matrix a, PackedMatrix b, int first, int k, Matrix c, bool accumulate, float* edge)
        where S : ISimd<V>
        where V : struct
    {
        int tiled = a.Rows & ~3;
        for (int j = 0; j < c.Columns && tiled > 0; j += 2 * S.Lanes)
        {
            Matrix to = c.ColumnRange(j, Math.Min(2 * S.Lanes, c.Columns - j));
            MultiplyPanel<S, V>(a.RowRange(0, tiled), b.Panel(first + j, k), to, accumulate, edge);
        }
        for (int i = tiled; i < a.Rows; i++)
        {
            MultiplyRow<S, V>(a.RowRange(i, 1), b, first, k, c.RowRange(i, 1), accumulate, edge);
        }
    }

    private static void MultiplyRow<S, V>(Matrix a, PackedMatrix b, int first, int k, Matrix c, bool accumulate, float* edge)
        where S : ISimd<V>
        where V : struct
    {
        int j = 0;
        for (; j + 8 * S.Lanes <= c.Columns; j += 8 * S.Lanes)
        {
            GemmTile.FourPanels<S, V>(a, b.Panel(first + j, k), (nint)b.Rows * b.PanelWidth, c.Data + j, accumulate);
        }
        for (; j < c.Columns; j += 2 * S.Lanes)
        {
            Matrix to = c.ColumnRange(j, Math.Min(2 * S.Lanes, c.Columns - j));
            MultiplyPanel<S, V>(a, b.Panel(first + j, k), to, accumulate, edge);
        }
    }

    /// <summary>Rows of A against one panel, of which <paramref name="c"/> may need only the first columns.</summary>
    private static void MultiplyPanel<S, V>(Matrix a, float* panel, Matrix c, bool accumulate, float* edge)
        where S : ISimd<V>
        where V : struct
    {
        if (c.Columns == 2 * S.Lanes)
        {
            GemmTile.Run<S, V>(a, panel, c.Data, c.RowStride, accumulate);
            return;
        }
        for (int i = 0; i < a.Rows; i += GemmTile.MaxRows)
        {
            int rows = Math.Min(GemmTile.MaxRows, a.Rows - i);
            GemmTile.Run<S, V>(a.RowRange(i, rows), panel, edge, 2 * S.Lanes, accumulate: false);
            StoreEdge(edge, 2 * S.Lanes, c.Row(i), c.RowStride, rows, c.Columns, accumulate);
        }
    }

    internal static void StoreEdge(float* edge, int edgeStride, float* c, int stride, int rows, int width, bool accumulate)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < width; j++)
            {
                float value = edge[i * edgeStride + j];
                float* to = c + (nint)i * stride + j;
                *to = accumulate ? *to + value : value;
            }
        }
    }

    private static void Clear(Matrix c)
    {
        for (int i = 0; i < c.Rows; i++)
        {
            c.RowSpan(i).Clear();
        }
    }

    private static void CheckShapes(Matrix a, PackedMatrix b, Matrix c)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || c.ColumnStride != 1)
        {
            throw new ArgumentException(
                $"Cannot multiply [{a.Rows}, {a.Columns}] by [{b.Rows}, {b.Columns}] into [{c.Rows}, {c.Columns}].");
        }
    }
}
