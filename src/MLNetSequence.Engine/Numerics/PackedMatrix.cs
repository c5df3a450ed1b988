using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MLNetSequence.Engine.Numerics;

/// <summary>
/// The right-hand side of a product, [K, N], rearranged so that a kernel reads it in one straight line:
/// panels of <see cref="PanelWidth"/> columns, each panel K rows of that many floats, columns past N filled with zeros.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly AlignedBuffer _buffer = new();

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    /// <summary>Two vectors of the tier that reads the panels.</summary>
    public int PanelWidth { get; private set; }

    /// <summary>A panel from row <paramref name="firstRow"/> on.</summary>
    public float* Panel(int firstColumn, int firstRow = 0) =>
        _buffer.Pointer + (nint)firstColumn * Rows + (nint)firstRow * PanelWidth;

    /// <summary>Packs <paramref name="source"/> [K, N] for the kernels of this machine.</summary>
    public void Pack(Matrix source) => Pack(source, Gemm.PanelWidth);

    /// <summary>Packs for a given panel width: tests run every tier on one machine.</summary>
    public void Pack(Matrix source, int panelWidth)
    {
        float* to = Shape(source.Rows, source.Columns, panelWidth);
        for (int first = 0; first < source.Columns; first += panelWidth)
        {
            int width = Math.Min(panelWidth, source.Columns - first);
            Matrix columns = source.ColumnRange(first, width);
            float* panel = to + (nint)first * source.Rows;
            if (source.ColumnStride == 1)
            {
                CopyRows(columns, panel, panelWidth);
            }
            else
            {
                CopyColumns(columns, panel, panelWidth);
            }
        }
    }

    private float* Shape(int rows, int columns, int panelWidth)
    {
        (Rows, Columns, PanelWidth) = (rows, columns, panelWidth);
        long panels = (columns + panelWidth - 1) / panelWidth;
        float* to = _buffer.Ensure(panels * panelWidth * rows);
        int padded = columns % panelWidth;
        if (padded > 0)
        {
            new Span<float>(to + (panels - 1) * panelWidth * rows, panelWidth * rows).Clear();
        }
        return to;
    }

    private static void CopyRows(Matrix columns, float* panel, int panelWidth)
    {
        for (int k = 0; k < columns.Rows; k++)
        {
            new ReadOnlySpan<float>(columns.Row(k), columns.Columns).CopyTo(new Span<float>(panel, columns.Columns));
            panel += panelWidth;
        }
    }

    // The source is a transposed view: its columns are contiguous, and several are read side by side.
    private static void CopyColumns(Matrix columns, float* panel, int panelWidth)
    {
        nint stride = columns.ColumnStride;
        for (int j = 0; j < columns.Columns; j += 8)
        {
            float* from = columns.Data + j * stride;
            float* to = panel + j;
            if (columns.Columns - j >= 8 && columns.RowStride == 1)
            {
                CopyEight(from, stride, to, panelWidth, columns.Rows);
            }
            else
            {
                CopyFew(columns.ColumnRange(j, Math.Min(8, columns.Columns - j)), to, panelWidth);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyEight(float* from, nint stride, float* to, nint panelWidth, int rows)
    {
        float* other = from + 4 * stride;
        int k = 0;
        for (; k < rows - 3; k += 4)
        {
            Transpose(from + k, stride, to, panelWidth);
            Transpose(other + k, stride, to + 4, panelWidth);
            to += 4 * panelWidth;
        }
        for (; k < rows; k++)
        {
            for (int j = 0; j < 8; j++)
            {
                to[j] = from[j * stride + k];
            }
            to += panelWidth;
        }
    }

    // Four by four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(float* from, nint stride, float* to, nint toStride)
    {
        var a = Vector128.Load(from);
        var b = Vector128.Load(from + stride);
        var c = Vector128.Load(from + 2 * stride);
        var d = Vector128.Load(from + 3 * stride);
        Vector128<float> ab = Low(a, b), cd = Low(c, d), abHigh = High(a, b), cdHigh = High(c, d);
        Vector128.Create(ab.GetLower(), cd.GetLower()).Store(to);
        Vector128.Create(ab.GetUpper(), cd.GetUpper()).Store(to + toStride);
        Vector128.Create(abHigh.GetLower(), cdHigh.GetLower()).Store(to + 2 * toStride);
        Vector128.Create(abHigh.GetUpper(), cdHigh.GetUpper()).Store(to + 3 * toStride);
    }

    // a0 b0 a1 b1
    private static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b) : Vector128.Create(a[0], b[0], a[1], b[1]);

    // a2 b2 a3 b3
    private static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b) : Vector128.Create(a[2], b[2], a[3], b[3]);

    private static void CopyFew(Matrix columns, float* to, int panelWidth)
    {
        for (int j = 0; j < columns.Columns; j++)
        {
            float* from = columns.Data + (nint)j * columns.ColumnStride;
            for (int k = 0; k < columns.Rows; k++)
            {
                to[(nint)k * panelWidth + j] = from[(nint)k * columns.RowStride];
            }
        }
    }
}
