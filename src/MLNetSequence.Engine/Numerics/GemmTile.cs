using System.Runtime.CompilerServices;

namespace MLNetSequence.Engine.Numerics;

/// <summary>
/// The innermost loops of <see cref="Gemm"/>: 8, 4 or 1 rows of A against one packed panel of B, two vectors wide. All of a tile
/// lives in registers while k runs; they are spelled out because the JIT keeps locals, and not arrays, in registers.
/// </summary>
internal static unsafe class GemmTile
{
    public const int MaxRows = 8;

    /// <summary>All rows of A against one panel, the widest tile first.</summary>
    /// <param name="a">[rows, K].</param>
    /// <param name="panel">[K, two vectors].</param>
    /// <param name="c">[rows, two vectors].</param>
    /// <param name="stride">Floats from one row of C to the next.</param>
    /// <param name="accumulate">Whether C is added to.</param>
    public static void Run<S, V>(in Matrix a, float* panel, float* c, nint stride, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        float* x = a.Data;
        int left = a.Rows;
        nint row = a.RowStride;
        if (S.TileRows == 8)
        {
            for (; left >= 8; left -= 8)
            {
                Rows8<S, V>(x, row, a.ColumnStride, a.Columns, panel, c, stride, accumulate);
                x += 8 * row;
                c += 8 * stride;
            }
        }
        for (; left >= 4; left -= 4)
        {
            Rows4<S, V>(x, row, a.ColumnStride, a.Columns, panel, c, stride, accumulate);
            x += 4 * row;
            c += 4 * stride;
        }
        for (; left > 0; left--)
        {
            Rows1<S, V>(x, a.ColumnStride, a.Columns, panel, c, accumulate);
            x += row;
            c += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8<S, V>(float* x, nint row, nint next, int depth, float* b, float* c, nint stride, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        V zero = S.Create(0f);
        V c0 = zero, d0 = zero;
        V c1 = zero, d1 = zero;
        V c2 = zero, d2 = zero;
        V c3 = zero, d3 = zero;
        V c4 = zero, d4 = zero;
        V c5 = zero, d5 = zero;
        V c6 = zero, d6 = zero;
        V c7 = zero, d7 = zero;
        float* y = x + 4 * row;
        for (int k = depth; k > 0; k--)
        {
            V b0 = S.Load(b);
            V b1 = S.Load(b + S.Lanes);
            V v = S.Create(*x);
            c0 = S.MultiplyAdd(v, b0, c0);
            d0 = S.MultiplyAdd(v, b1, d0);
            v = S.Create(x[row]);
            c1 = S.MultiplyAdd(v, b0, c1);
            d1 = S.MultiplyAdd(v, b1, d1);
            v = S.Create(x[2 * row]);
            c2 = S.MultiplyAdd(v, b0, c2);
            d2 = S.MultiplyAdd(v, b1, d2);
            v = S.Create(x[3 * row]);
            c3 = S.MultiplyAdd(v, b0, c3);
            d3 = S.MultiplyAdd(v, b1, d3);
            v = S.Create(*y);
            c4 = S.MultiplyAdd(v, b0, c4);
            d4 = S.MultiplyAdd(v, b1, d4);
            v = S.Create(y[row]);
            c5 = S.MultiplyAdd(v, b0, c5);
            d5 = S.MultiplyAdd(v, b1, d5);
            v = S.Create(y[2 * row]);
            c6 = S.MultiplyAdd(v, b0, c6);
            d6 = S.MultiplyAdd(v, b1, d6);
            v = S.Create(y[3 * row]);
            c7 = S.MultiplyAdd(v, b0, c7);
            d7 = S.MultiplyAdd(v, b1, d7);
            b += 2 * S.Lanes;
            x += next;
            y += next;
        }
        Store<S, V>(c0, d0, c, accumulate);
        Store<S, V>(c1, d1, c + stride, accumulate);
        Store<S, V>(c2, d2, c + 2 * stride, accumulate);
        Store<S, V>(c3, d3, c + 3 * stride, accumulate);
        Store<S, V>(c4, d4, c + 4 * stride, accumulate);
        Store<S, V>(c5, d5, c + 5 * stride, accumulate);
        Store<S, V>(c6, d6, c + 6 * stride, accumulate);
        Store<S, V>(c7, d7, c + 7 * stride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4<S, V>(float* x, nint row, nint next, int depth, float* b, float* c, nint stride, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        V zero = S.Create(0f);
        V c0 = zero, d0 = zero;
        V c1 = zero, d1 = zero;
        V c2 = zero, d2 = zero;
        V c3 = zero, d3 = zero;
        for (int k = depth; k > 0; k--)
        {
            V b0 = S.Load(b);
            V b1 = S.Load(b + S.Lanes);
            V v = S.Create(*x);
            c0 = S.MultiplyAdd(v, b0, c0);
            d0 = S.MultiplyAdd(v, b1, d0);
            v = S.Create(x[row]);
            c1 = S.MultiplyAdd(v, b0, c1);
            d1 = S.MultiplyAdd(v, b1, d1);
            v = S.Create(x[2 * row]);
            c2 = S.MultiplyAdd(v, b0, c2);
            d2 = S.MultiplyAdd(v, b1, d2);
            v = S.Create(x[3 * row]);
            c3 = S.MultiplyAdd(v, b0, c3);
            d3 = S.MultiplyAdd(v, b1, d3);
            b += 2 * S.Lanes;
            x += next;
        }
        Store<S, V>(c0, d0, c, accumulate);
        Store<S, V>(c1, d1, c + stride, accumulate);
        Store<S, V>(c2, d2, c + 2 * stride, accumulate);
        Store<S, V>(c3, d3, c + 3 * stride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows1<S, V>(float* x, nint next, int depth, float* b, float* c, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        V zero = S.Create(0f);
        V c0 = zero, d0 = zero;
        for (int k = depth; k > 0; k--)
        {
            V b0 = S.Load(b);
            V b1 = S.Load(b + S.Lanes);
            V v = S.Create(*x);
            c0 = S.MultiplyAdd(v, b0, c0);
            d0 = S.MultiplyAdd(v, b1, d0);
            b += 2 * S.Lanes;
            x += next;
        }
        Store<S, V>(c0, d0, c, accumulate);
    }

    /// <summary>
    /// One row against four panels that stand <paramref name="panel"/> floats apart: eight chains at once hide the latency of each,
    /// so a single sequence runs as fast as the weights can be read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FourPanels<S, V>(Matrix a, float* b, nint panel, float* c, bool accumulate)
        where S : ISimd<V>
        where V : struct
    {
        V zero = S.Create(0f);
        V c0 = zero, d0 = zero;
        V c1 = zero, d1 = zero;
        V c2 = zero, d2 = zero;
        V c3 = zero, d3 = zero;
        nint next = a.ColumnStride;
        float* x = a.Data;
        float* e = b + 2 * panel;
        for (int k = a.Columns; k > 0; k--)
        {
            V v = S.Create(*x);
            c0 = S.MultiplyAdd(v, S.Load(b), c0);
            d0 = S.MultiplyAdd(v, S.Load(b + S.Lanes), d0);
            c1 = S.MultiplyAdd(v, S.Load(b + panel), c1);
            d1 = S.MultiplyAdd(v, S.Load(b + panel + S.Lanes), d1);
            c2 = S.MultiplyAdd(v, S.Load(e), c2);
            d2 = S.MultiplyAdd(v, S.Load(e + S.Lanes), d2);
            c3 = S.MultiplyAdd(v, S.Load(e + panel), c3);
            d3 = S.MultiplyAdd(v, S.Load(e + panel + S.Lanes), d3);
            b += 2 * S.Lanes;
            e += 2 * S.Lanes;
            x += next;
        }
        Store<S, V>(c0, d0, c, accumulate);
        Store<S, V>(c1, d1, c + 2 * S.Lanes, accumulate);
        Store<S, V>(c2, d2, c + 4 * S.Lanes, accumulate);
        Store<S, V>(c3, d3, c + 6 * S.Lanes, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<S, V>(V left, V right, float* c, bool accumulate) where S : ISimd<V> where V : struct
    {
        if (accumulate)
        {
            left = S.Add(S.Load(c), left);
            right = S.Add(S.Load(c + S.Lanes), right);
        }
        S.Store(left, c);
        S.Store(right, c + S.Lanes);
    }
}
