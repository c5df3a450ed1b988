using System.Runtime.InteropServices;
using MLNetSequence.Engine.Numerics;

namespace MLNetSequence.Text.Vectors;

/// <summary>A row for every word of a vocabulary, and how it came by its vector.</summary>
internal sealed class VectorTable
{
    private readonly VocabularyRows _words;
    private readonly Match[] _matches;

    /// <exception cref="ArgumentException">So many vectors of this size do not fit in an array.</exception>
    public VectorTable(VocabularyRows words, int size)
    {
        int rows = words.Words.Count + 1;
        if ((long)rows * size > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{rows} vectors of {size} numbers are more than the {Array.MaxLength} numbers that a table may have.", "vocabulary");
        }
        _words = words;
        _matches = new Match[rows];
        Matrix = new float[rows, size]; // [V + 1, D]
    }

    private enum Match : byte
    {
        None,
        Lowered,
        Exact,
    }

    public float[,] Matrix { get; }

    /// <summary>Rows that have a vector of the file.</summary>
    public int Found { get; private set; }

    /// <summary>
    /// Takes a vector where it is wanted: the word itself before one in another case, the first of several before the others.
    /// </summary>
    public void Offer(VectorReader vector)
    {
        (int exact, int lowered) = _words.Find(vector.Word);
        int parsed = 0;
        for (; exact != 0; exact = _words.NextExact(exact))
        {
            Take(exact, Match.Exact, vector, ref parsed);
        }
        for (; lowered != 0; lowered = _words.NextLowered(lowered))
        {
            Take(lowered, Match.Lowered, vector, ref parsed);
        }
    }

    /// <summary>Gives rows without a vector their numbers.</summary>
    /// <returns>Their words.</returns>
    public IReadOnlyList<string> Fill(MissingVectors by, long seed)
    {
        List<string> words = [];
        float[] mean = by == MissingVectors.Mean ? Mean() : [];
        (double center, double deviation) = by == MissingVectors.Normal ? Spread() : default;
        var random = new SeededRandom(seed);
        for (int row = 1; row < _matches.Length; row++)
        {
            if (_matches[row] != Match.None)
            {
                continue;
            }
            words.Add(_words.Words[row - 1]);
            if (by == MissingVectors.Mean)
            {
                mean.CopyTo(Row(row));
            }
            else if (by == MissingVectors.Normal)
            {
                foreach (ref float number in Row(row))
                {
                    number = (float)(center + deviation * random.NextNormal());
                }
            }
        }
        return words.AsReadOnly();
    }

    private void Take(int row, Match match, VectorReader vector, ref int parsed)
    {
        if (_matches[row] >= match)
        {
            return;
        }
        if (parsed == 0)
        {
            vector.Numbers(Row(row));
            parsed = row;
        }
        else
        {
            Row(parsed).CopyTo(Row(row));
        }
        Found += _matches[row] == Match.None ? 1 : 0;
        _matches[row] = match;
    }

    private Span<float> Row(int row) => MemoryMarshal.CreateSpan(ref Matrix[row, 0], Matrix.GetLength(1));

    /// <summary>The mean of the vectors found, [D].</summary>
    private float[] Mean()
    {
        double[] sum = new double[Matrix.GetLength(1)];
        for (int row = 1; row < _matches.Length; row++)
        {
            if (_matches[row] != Match.None)
            {
                Span<float> vector = Row(row);
                for (int j = 0; j < sum.Length; j++)
                {
                    sum[j] += vector[j];
                }
            }
        }
        return [.. sum.Select(s => (float)(s / Found))];
    }

    /// <summary>Mean and standard deviation of all numbers found; rows without a vector are zero still.</summary>
    private (double Center, double Deviation) Spread()
    {
        double numbers = (double)Found * Matrix.GetLength(1), sum = 0, squares = 0;
        foreach (float number in Matrix)
        {
            sum += number;
        }
        double center = sum / numbers;
        for (int row = 1; row < _matches.Length; row++)
        {
            if (_matches[row] != Match.None)
            {
                foreach (float number in Row(row))
                {
                    squares += (number - center) * (number - center);
                }
            }
        }
        return (center, Math.Sqrt(squares / numbers));
    }
}
