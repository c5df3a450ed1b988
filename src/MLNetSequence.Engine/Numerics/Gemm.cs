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
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Multiply<Simd512, Vector512<float>>(a, b, c, accumulate);
                break;
            case SimdTier.Vector256:
                Multiply<Simd256, Vector256<float>>(a, b, c, accumulate);
                break;
            default:
                Multiply<Simd128, Vector128<float>>(a, b, c, accumulate);
                break;
        }
    }

    internal static void Multiply<S, V>(Matrix a, PackedMatrix b, Matrix c, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        CheckShapes(a, b, c, 2 * S.Lanes);
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
                int rows = Math.Min(RowBlock, a.Rows - i);
                Matrix block = a.RowRange(i, rows).ColumnRange(k, depth);
                for (int j = 0; j < c.Columns; j += 2 * S.Lanes)
                {
                    float* panel = b.Panel(j) + (nint)k * b.PanelWidth;
                    int width = Math.Min(b.PanelWidth, c.Columns - j);
                    MultiplyPanel<S, V>(block, panel, c.Row(i) + j, c.RowStride, width, accumulate || k > 0, edge);
                }
            }
        }
    }

    private static void MultiplyPanel<S, V>(Matrix a, float* panel, float* c, int stride, int width, bool accumulate, float* edge)
        where S : ISimd<V>
        where V : struct
    {
        int i = 0;
        while (i < a.Rows)
        {
            int rows = GemmTile.RowsFor(a.Rows - i, S.TileRows);
            float* to = c + (nint)i * stride;
            if (width == 2 * S.Lanes)
            {
                GemmTile.Run<S, V>(rows, a.RowRange(i, rows), panel, to, stride, accumulate);
            }
            else
            {
                GemmTile.Run<S, V>(rows, a.RowRange(i, rows), panel, edge, 2 * S.Lanes, accumulate: false);
                StoreEdge(edge, 2 * S.Lanes, to, stride, rows, width, accumulate);
            }
            i += rows;
        }
    }

    private static void StoreEdge(float* edge, int edgeStride, float* c, int stride, int rows, int width, bool accumulate)
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

    private static void CheckShapes(Matrix a, PackedMatrix b, Matrix c, int panelWidth)
    {
        if (a.Columns != b.Rows || a.Rows != c.Rows || b.Columns != c.Columns || c.ColumnStride != 1 || b.PanelWidth != panelWidth)
        {
            throw new ArgumentException(
                $"Cannot multiply [{a.Rows}, {a.Columns}] by [{b.Rows}, {b.Columns}] (panels of {b.PanelWidth}, " +
                $"expected {panelWidth}) into [{c.Rows}, {c.Columns}].");
        }
    }
}
