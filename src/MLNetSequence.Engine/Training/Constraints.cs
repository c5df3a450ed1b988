using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Engine.Training;

/// <summary>Makes weights obey a <see cref="Constraint"/>; formulas are Keras'.</summary>
internal static unsafe class Constraints
{
    // What Keras adds to a norm before it divides by it.
    private const double Epsilon = 1e-7;

    /// <param name="constraint">The rule.</param>
    /// <param name="weights">One unit a row.</param>
    public static void Apply(Constraint constraint, Matrix weights)
    {
        for (int i = 0; i < weights.Rows; i++)
        {
            Span<float> row = weights.RowSpan(i);
            switch (constraint)
            {
                case NonNegativeConstraint:
                    ClearNegative(row);
                    break;
                case UnitNormConstraint:
                    Scale(row, 1 / (Epsilon + Norm(weights.Row(i), row.Length)));
                    break;
                case MaxNormConstraint(double maximum):
                    double norm = Norm(weights.Row(i), row.Length);
                    Scale(row, norm > maximum ? maximum / (Epsilon + norm) : 1);
                    break;
                default:
                    throw new NotSupportedException($"{constraint.GetType().Name} is no constraint that training knows.");
            }
        }
    }

    private static double Norm(float* row, int count) => Math.Sqrt(Elementwise.SumOfSquares(row, count));

    private static void ClearNegative(Span<float> row)
    {
        foreach (ref float w in row)
        {
            w = w < 0 ? 0 : w;
        }
    }

    private static void Scale(Span<float> row, double by)
    {
        if (by == 1)
        {
            return;
        }
        foreach (ref float w in row)
        {
            w = (float)(w * by);
        }
    }
}
