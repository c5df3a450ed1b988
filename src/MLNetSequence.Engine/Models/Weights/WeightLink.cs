using MLNetSequence.Engine.Networks;

namespace MLNetSequence.Engine.Models.Weights;

/// <summary>Where the numbers of a three-dimensional block lie in an array: element (i, j, k) at First + i·I + j·J + k·K.</summary>
internal readonly record struct WeightBlock(int First, int I, int J, int K);

/// <summary>
/// A block of one of our arrays and the same numbers in another library's. Several tensors may be linked to one block: read, they
/// are added up; written, the first holds the numbers and the others zeros.
/// </summary>
/// <param name="Tensor">The other library's name.</param>
/// <param name="Shape">The other library's shape.</param>
/// <param name="There">The block in it.</param>
/// <param name="Own">Our name.</param>
/// <param name="Here">The block in ours.</param>
/// <param name="Count">The block's size.</param>
/// <param name="Addend">Whether it is added to what another tensor holds.</param>
internal sealed record WeightLink(
    string Tensor, int[] Shape, WeightBlock There, string Own, WeightBlock Here, (int I, int J, int K) Count, bool Addend = false)
{
    /// <summary>The whole array, as it is.</summary>
    public static WeightLink Same(string tensor, ParameterShape own) =>
        new(tensor, own.Shape, new(0, 0, 0, 1), own.Name, new(0, 0, 0, 1), (1, 1, (int)own.Count));

    /// <summary>A matrix [m, n] that is [n, m] there, or a kernel [filters, F, k] that is [k, F, filters].</summary>
    public static WeightLink Reversed(string tensor, ParameterShape own)
    {
        (int i, int j, int k) = own.Shape is [int a, int b, int c] ? (a, b, c) : (own.Shape[0], 1, own.Shape[1]);
        return new(tensor, [.. own.Shape.Reverse()], new(0, 1, i, i * j), own.Name, new(0, j * k, k, 1), (i, j, k));
    }

    /// <summary>The block's numbers, added to what our array holds.</summary>
    public void Read(ReadOnlySpan<float> there, Span<float> here)
    {
        for (int i = 0; i < Count.I; i++)
        {
            for (int j = 0; j < Count.J; j++)
            {
                for (int k = 0; k < Count.K; k++)
                {
                    here[At(Here, i, j, k)] += there[At(There, i, j, k)];
                }
            }
        }
    }

    /// <summary>The block's numbers, into the other library's array.</summary>
    public void Write(ReadOnlySpan<float> here, Span<float> there)
    {
        for (int i = 0; i < Count.I && !Addend; i++)
        {
            for (int j = 0; j < Count.J; j++)
            {
                for (int k = 0; k < Count.K; k++)
                {
                    there[At(There, i, j, k)] = here[At(Here, i, j, k)];
                }
            }
        }
    }

    private static int At(WeightBlock block, int i, int j, int k) => block.First + i * block.I + j * block.J + k * block.K;
}
