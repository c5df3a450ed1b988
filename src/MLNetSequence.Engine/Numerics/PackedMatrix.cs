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

    public float* Panel(int firstColumn) => _buffer.Pointer + (nint)firstColumn * Rows;

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

    // The source is a transposed view: read along its contiguous axis.
    private static void CopyColumns(Matrix columns, float* panel, int panelWidth)
    {
        for (int j = 0; j < columns.Columns; j++)
        {
            float* from = columns.Data + (nint)j * columns.ColumnStride;
            float* to = panel + j;
            for (int k = 0; k < columns.Rows; k++)
            {
                *to = *from;
                from += columns.RowStride;
                to += panelWidth;
            }
        }
    }
}
