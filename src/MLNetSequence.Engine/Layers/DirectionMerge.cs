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

    /// <summary>The gradient of one direction. For a product it is made in the place of the other direction's output.</summary>
    /// <param name="merge">How they were merged.</param>
    /// <param name="gradient">That of the merged rows.</param>
    /// <param name="direction">0 or 1, in this order.</param>
    /// <param name="first">Direction 0's output.</param>
    /// <param name="second">Direction 1's output.</param>
    /// <returns>[rows, R].</returns>
    public static Matrix Backward(BidirectionalMerge merge, Matrix gradient, int direction, Matrix first, Matrix second)
    {
        switch (merge)
        {
            case BidirectionalMerge.Multiply:
                Matrix other = direction == 0 ? second : first;
                Elementwise.Multiply(gradient, other.Data, other);
                return other;
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
