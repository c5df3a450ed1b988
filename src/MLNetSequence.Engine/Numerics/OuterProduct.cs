using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetSequence.Engine.Numerics;

/// <summary>
/// C [M, N] += Σ_k left[k]ᵀ · right[k] over many rows k that lie anywhere: the gradient of a weight matrix. Rows are given as
/// pointers, a block at a time, and packed on the way; every element of C is one chain over k within a block.
/// </summary>
/// <remarks>One object belongs to one thread at a time.</remarks>
internal sealed unsafe class OuterProduct
{
    /// <summary>Rows of a block: its right-hand side stays in the second-level cache while all of the left passes by.</summary>
    public const int Depth = Gemm.DepthBlock;

    // Columns of the left that are packed at a time, a multiple of every tile's rows.
    private const int LeftBlock = 64;

    private readonly AlignedBuffer _left = new();
    private readonly AlignedBuffer _right = new();
    private readonly nint[] _leftRows = new nint[Depth];
    private readonly nint[] _rightRows = new nint[Depth];

    /// <summary>Where the caller puts the left rows' first floats, block by block.</summary>
    public Span<nint> LeftRows => _leftRows;

    /// <summary>Where the caller puts the right rows' first floats, block by block.</summary>
    public Span<nint> RightRows => _rightRows;

    /// <summary>Packs <paramref name="columns"/> floats of each of the first <paramref name="depth"/> right rows.</summary>
    public void PackRight(int depth, int columns, int at)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                PackRight<Simd512, Vector512<float>>(depth, columns, _right.Pointer + at);
                break;
            case SimdTier.Vector256:
                PackRight<Simd256, Vector256<float>>(depth, columns, _right.Pointer + at);
                break;
            default:
                PackRight<Simd128, Vector128<float>>(depth, columns, _right.Pointer + at);
                break;
        }
    }

    // Panel after panel, each [depth, two vectors]; columns past the last are zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackRight<S, V>(int depth, int columns, float* to) where S : ISimd<V> where V : struct
    {
        int width = 2 * S.Lanes;
        nint panel = (nint)depth * width;
        int whole = columns / width;
        int rest = columns - whole * width;
        for (int k = 0; k < depth; k++)
        {
            float* from = (float*)_rightRows[k];
            float* at = to + k * width;
            for (int i = 0; i < whole; i++)
            {
                S.Store(S.Load(from), at);
                S.Store(S.Load(from + S.Lanes), at + S.Lanes);
                from += width;
                at += panel;
            }
            for (int j = 0; j < width && rest > 0; j++)
            {
                at[j] = j < rest ? from[j] : 0;
            }
        }
    }

    /// <summary>Columns, rounded up to whole panels.</summary>
    public static int PackedColumns(int columns) => (columns + Gemm.PanelWidth - 1) / Gemm.PanelWidth * Gemm.PanelWidth;

    /// <summary>Makes room for right rows of so many floats in all, panels rounded up.</summary>
    public void Reserve(int columns)
    {
        _right.Ensure((long)Depth * columns);
        _left.Ensure(Depth * LeftBlock);
    }

    /// <summary>Adds the block's product to <paramref name="to"/>, [M, N].</summary>
    /// <param name="depth">Rows of the block.</param>
    /// <param name="first">The first float of each left row to use; M of them.</param>
    /// <param name="at">Where <see cref="PackRight"/> put the right rows.</param>
    /// <param name="to">What is added to.</param>
    /// <param name="packLeft">Whether the left's columns have yet to be packed; they are kept for the next call where M ≤ 64.</param>
    public void Add(int depth, int first, int at, Matrix to, bool packLeft)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                Add<Simd512, Vector512<float>>(depth, first, _right.Pointer + at, to, packLeft);
                break;
            case SimdTier.Vector256:
                Add<Simd256, Vector256<float>>(depth, first, _right.Pointer + at, to, packLeft);
                break;
            default:
                Add<Simd128, Vector128<float>>(depth, first, _right.Pointer + at, to, packLeft);
                break;
        }
    }

    /// <summary>to[j] += Σ_k left[k, first + j].</summary>
    public void AddSums(int depth, int first, int count, float* to)
    {
        switch (Simd.Tier)
        {
            case SimdTier.Vector512:
                AddSums<Simd512, Vector512<float>>(depth, first, count, to);
                break;
            case SimdTier.Vector256:
                AddSums<Simd256, Vector256<float>>(depth, first, count, to);
                break;
            default:
                AddSums<Simd128, Vector128<float>>(depth, first, count, to);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddSums<S, V>(int depth, int first, int count, float* to) where S : ISimd<V> where V : struct
    {
        int j = 0;
        for (; j <= count - 2 * S.Lanes; j += 2 * S.Lanes)
        {
            V left = S.Create(0f), right = left;
            for (int k = 0; k < depth; k++)
            {
                float* row = (float*)_leftRows[k] + first + j;
                left = S.Add(left, S.Load(row));
                right = S.Add(right, S.Load(row + S.Lanes));
            }
            S.Store(S.Add(S.Load(to + j), left), to + j);
            S.Store(S.Add(S.Load(to + j + S.Lanes), right), to + j + S.Lanes);
        }
        for (; j < count; j++)
        {
            float sum = 0;
            for (int k = 0; k < depth; k++)
            {
                sum += ((float*)_leftRows[k])[first + j];
            }
            to[j] += sum;
        }
    }

    /// <summary>Columns of the left that one call of <see cref="Add"/> takes at most.</summary>
    public static int MostRows => LeftBlock;

    private void Add<S, V>(int depth, int first, float* right, Matrix to, bool packLeft) where S : ISimd<V> where V : struct
    {
        if (packLeft)
        {
            PackLeft(depth, first, to.Rows, S.TileRows);
        }
        float* edge = stackalloc float[GemmTile.MaxRows * 2 * Simd.MaxLanes];
        for (int j = 0; j < to.Columns; j += 2 * S.Lanes)
        {
            int width = Math.Min(2 * S.Lanes, to.Columns - j);
            for (int m = 0; m < to.Rows; m += S.TileRows)
            {
                var a = new Matrix(_left.Pointer + (nint)m * depth, S.TileRows, depth, 1, S.TileRows);
                int rows = Math.Min(S.TileRows, to.Rows - m);
                Matrix part = to.RowRange(m, rows).ColumnRange(j, width);
                if (rows == S.TileRows && width == 2 * S.Lanes)
                {
                    GemmTile.Run<S, V>(a, right, part.Data, part.RowStride, accumulate: true);
                }
                else
                {
                    GemmTile.Run<S, V>(a, right, edge, 2 * S.Lanes, accumulate: false);
                    Gemm.StoreEdge(edge, 2 * S.Lanes, part.Data, part.RowStride, rows, width, accumulate: true);
                }
            }
            right += (nint)depth * 2 * S.Lanes;
        }
    }

    // Tile after tile, each [depth, tile rows]: a kernel reads it in one straight line. Columns past M are zero.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PackLeft(int depth, int first, int columns, int tileRows)
    {
        int tiles = (columns + tileRows - 1) / tileRows;
        nint apart = (nint)depth * tileRows;
        for (int k = 0; k < depth; k++)
        {
            float* from = (float*)_leftRows[k] + first;
            float* to = _left.Pointer + (nint)k * tileRows;
            for (int tile = 0; tile < tiles; tile++)
            {
                int used = Math.Min(tileRows, columns - tile * tileRows);
                if (used == 8)
                {
                    Vector256.Load(from).Store(to);
                }
                else if (used == 4 && tileRows == 4)
                {
                    Vector128.Load(from).Store(to);
                }
                else
                {
                    for (int i = 0; i < tileRows; i++)
                    {
                        to[i] = i < used ? from[i] : 0;
                    }
                }
                from += tileRows;
                to += apart;
            }
        }
    }
}
