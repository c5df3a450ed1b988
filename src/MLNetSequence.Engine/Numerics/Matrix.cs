namespace MLNetSequence.Engine.Numerics;

/// <summary>
/// A view of floats as rows × columns: element (i, j) lies at <c>Data[i·RowStride + j·ColumnStride]</c>.
/// It owns nothing; the buffer behind it must stay reachable.
/// </summary>
internal readonly unsafe struct Matrix(float* data, int rows, int columns, int rowStride, int columnStride = 1)
{
    public readonly float* Data = data;
    public readonly int Rows = rows;
    public readonly int Columns = columns;
    public readonly int RowStride = rowStride;
    public readonly int ColumnStride = columnStride;

    /// <summary>Dense rows, one after the other.</summary>
    public Matrix(float* data, int rows, int columns) : this(data, rows, columns, columns) { }

    public Matrix Transposed => new(Data, Columns, Rows, ColumnStride, RowStride);

    public float* Row(int i) => Data + (nint)i * RowStride;

    /// <summary>A row of a matrix whose columns are contiguous.</summary>
    public Span<float> RowSpan(int i) => new(Row(i), Columns);

    public Matrix RowRange(int start, int count) => new(Row(start), count, Columns, RowStride, ColumnStride);

    public Matrix ColumnRange(int start, int count) =>
        new(Data + (nint)start * ColumnStride, Rows, count, RowStride, ColumnStride);
}
