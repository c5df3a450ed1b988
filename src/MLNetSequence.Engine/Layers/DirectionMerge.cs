using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Layers;

/// <summary>How two directions become one row, where they are not put side by side.</summary>
internal static unsafe class DirectionMerge
{
    /// <summary>Merges <paramref name="other"/> into <paramref name="to"/>, both [rows, R].</summary>
    public static void Forward(BidirectionalMerge merge, Matrix to, Matrix other)
    {
        if (merge == BidirectionalMerge.Multiply)
        {
            Elementwise.Multiply(to, other.Data, to);
            return;
        }
        Elementwise.Add(other, to);
        if (merge == BidirectionalMerge.Average)
        {
            Scale(to, 0.5f);
        }
    }

    /// <summary>
    /// The gradient of one direction. For a product it is made in the other direction's place: direction 1 in that of 0's output,
    /// once direction 0 has taken its own, which is made behind <paramref name="second"/>.
    /// </summary>
    /// <param name="merge">How they were merged.</param>
    /// <param name="gradient">That of the merged rows.</param>
    /// <param name="direction">0 or 1.</param>
    /// <param name="first">Direction 0's output.</param>
    /// <param name="second">Direction 1's output, with as much room behind it.</param>
    /// <returns>[rows, R].</returns>
    public static Matrix Backward(BidirectionalMerge merge, Matrix gradient, int direction, Matrix first, Matrix second)
    {
        switch (merge)
        {
            case BidirectionalMerge.Multiply:
                var to = direction == 1
                    ? first
                    : new Matrix(second.Data + (nint)second.Rows * second.Columns, second.Rows, second.Columns);
                Elementwise.Multiply(gradient, direction == 1 ? first.Data : second.Data, to);
                return to;
            case BidirectionalMerge.Average when direction == 0:
                Scale(gradient, 0.5f);
                return gradient;
            default:
                return gradient;
        }
    }

    private static void Scale(Matrix rows, float by)
    {
        for (int i = 0; i < rows.Rows; i++)
        {
            foreach (ref float x in rows.RowSpan(i))
            {
                x *= by;
            }
        }
    }
}
