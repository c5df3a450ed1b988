using MLNetSequence.Engine.Numerics;
using MLNetSequence.Engine.Tests.Support;

namespace MLNetSequence.Engine.Tests.Numerics;

[TestClass]
public sealed unsafe class PackedMatrixTests
{
    /// <summary>A matrix is packed over and over as batches change their size: what the last one left must not show.</summary>
    [TestMethod]
    public void PanelsHoldTheColumnsAndThenZeros()
    {
        const int panelWidth = 8;
        var packed = new PackedMatrix();
        var random = new SeededRandom(seed: 1);
        foreach ((int rows, int columns) in ((int, int)[])[(5, 20), (3, 1), (7, 9), (2, 8), (0, 4), (4, 0), (6, 17)])
        {
            foreach (bool transposed in (bool[])[false, true])
            {
                var floats = new Guarded(Sample.Floats(random, rows * columns));
                Matrix source = transposed
                    ? new Matrix(floats.Pointer, columns, rows).Transposed
                    : new Matrix(floats.Pointer, rows, columns);
                packed.Pack(source, panelWidth);
                Assert.AreEqual((rows, columns, panelWidth), (packed.Rows, packed.Columns, packed.PanelWidth));
                for (int first = 0; first < columns; first += panelWidth)
                {
                    CheckPanel(source, packed.Panel(first), first, panelWidth);
                }
                GC.KeepAlive(floats);
            }
        }
    }

    private static void CheckPanel(Matrix source, float* panel, int first, int panelWidth)
    {
        for (int k = 0; k < source.Rows; k++)
        {
            for (int j = 0; j < panelWidth; j++)
            {
                float expected = first + j < source.Columns
                    ? source.Data[k * source.RowStride + (first + j) * source.ColumnStride]
                    : 0;
                Assert.AreEqual(expected, panel[k * panelWidth + j], $"row {k}, column {first + j} of {source.Columns}");
            }
        }
    }
}
