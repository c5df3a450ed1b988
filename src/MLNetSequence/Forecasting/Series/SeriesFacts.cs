using MLNetSequence.Mapping;

namespace MLNetSequence.Forecasting.Series;

/// <summary>What holds for a whole series.</summary>
/// <param name="Number">Its number in the data that was trained on; <see cref="GroupReader.Unknown"/> for another series.</param>
/// <param name="Statics">Its numbers, [S].</param>
/// <param name="Keys">Its keys, 0 for one that is missing.</param>
/// <param name="targets">K.</param>
internal sealed class SeriesFacts(int Number, float[] Statics, int[] Keys, int targets)
{
    public int Number { get; } = Number;

    public float[] Statics { get; } = Statics;

    public int[] Keys { get; } = Keys;

    /// <summary>The first value of each target that is not missing, [K]; NaN where there is none yet.</summary>
    public float[] FirstValues { get; } = [.. Enumerable.Repeat(float.NaN, targets)];

    /// <summary>The rows of these values in the series, [K].</summary>
    public long[] FirstRows { get; } = new long[targets];

    /// <summary>The same, which goes on by itself.</summary>
    public SeriesFacts Copy()
    {
        var copy = new SeriesFacts(Number, Statics, Keys, FirstValues.Length);
        FirstValues.CopyTo(copy.FirstValues, 0);
        FirstRows.CopyTo(copy.FirstRows, 0);
        return copy;
    }

    /// <summary>Takes in the targets of a row.</summary>
    public void See(ReadOnlySpan<float> row, long number)
    {
        for (int k = 0; k < FirstValues.Length; k++)
        {
            if (float.IsNaN(FirstValues[k]) && !float.IsNaN(row[k]))
            {
                (FirstValues[k], FirstRows[k]) = (row[k], number);
            }
        }
    }
}
