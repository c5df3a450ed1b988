using Microsoft.ML.Data;

namespace DigitRows;

/// <summary>
/// Draws digits as a hand might: thicker or thinner, larger or smaller, slanted, shaky, out of the middle, and on stained paper. No digit
/// was written by anybody: the strokes are below.
/// </summary>
internal static class Digits
{
    /// <summary>Rows of an image, and pixels in a row.</summary>
    public const int Size = 16;

    // Strokes of each digit: points x, y from (0, 0), top left, to (4, 6); a line from each to the next.
    private static readonly double[][][] Strokes =
    [
        [[2, 0, 0.6, 0.8, 0, 3, 0.6, 5.2, 2, 6, 3.4, 5.2, 4, 3, 3.4, 0.8, 2, 0]],
        [[0.8, 1.4, 2.2, 0, 2.2, 6]],
        [[0.2, 1.2, 1, 0.2, 2.4, 0, 3.6, 0.8, 3.6, 2.2, 2, 4, 0, 6, 4, 6]],
        [[0.2, 0.6, 1.6, 0, 3.2, 0.4, 3.6, 1.6, 2.8, 2.7, 1.6, 2.9, 3, 3.2, 4, 4.4, 3.2, 5.6, 1.6, 6, 0, 5.4]],
        [[2.8, 6, 2.8, 0, 0, 4, 4, 4]],
        [[3.6, 0, 0.6, 0, 0.4, 2.6, 2, 2.2, 3.6, 3, 3.8, 4.6, 2.6, 5.9, 1.2, 6, 0, 5.2]],
        [[3.4, 0.2, 1.6, 0.8, 0.3, 2.8, 0, 4.6, 1, 5.9, 2.6, 6, 3.8, 5, 3.6, 3.4, 2.2, 2.8, 0.3, 3.8]],
        [[0, 0, 4, 0, 2.2, 3, 1.4, 6]],
        [[2, 2.8, 0.6, 2, 0.6, 0.7, 2, 0, 3.4, 0.7, 3.4, 2, 2, 2.8, 0.2, 4, 0.3, 5.4, 2, 6, 3.7, 5.4, 3.8, 4, 2, 2.8]],
        [[3.8, 2.2, 2.4, 3.2, 0.8, 3, 0.2, 1.4, 1.2, 0.1, 2.8, 0.1, 3.8, 1.2, 3.6, 3.6, 2.6, 5.4, 0.8, 6]],
    ];

    /// <summary>So many images, all digits equally often.</summary>
    public static List<Digit> Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Draw(i % Strokes.Length, random))];
    }

    private static Digit Draw(int digit, Random random)
    {
        double height = Size * Between(random, 0.55, 0.85);
        double width = height * Between(random, 0.45, 0.75);
        double left = Between(random, 1, Size - width - 1);
        double top = Between(random, 1, Size - height - 1);
        double slant = Between(random, -0.4, 0.4);
        double pen = Between(random, 0.3, 1.2);
        double stains = Between(random, 0, 0.3);
        double shake = Between(random, 0.1, 0.6);
        double[][] strokes = [.. Strokes[digit].Select(stroke => Place(stroke, shake, random, (x, y) =>
            (left + x / 4 * width + slant * (0.5 - y / 6) * height, top + y / 6 * height)))];
        float[] pixels = new float[Size * Size]; // [T, F]: a row of the image is a step
        for (int i = 0; i < pixels.Length; i++)
        {
            double distance = strokes.Min(stroke => Distance(stroke, i % Size + 0.5, i / Size + 0.5));
            double ink = Math.Clamp(pen + 0.5 - distance, 0, 1) + stains * (2 * random.NextDouble() - 1);
            pixels[i] = (float)Math.Clamp(ink, 0, 1);
        }
        return new Digit { Label = $"{digit}", Pixels = pixels };
    }

    /// <summary>A stroke on the paper, each of its points a little beside where it should be.</summary>
    private static double[] Place(double[] stroke, double shake, Random random, Func<double, double, (double X, double Y)> onPaper)
    {
        double[] placed = new double[stroke.Length];
        for (int i = 0; i < stroke.Length; i += 2)
        {
            double x = stroke[i] + Between(random, -shake, shake);
            double y = stroke[i + 1] + Between(random, -shake, shake);
            (placed[i], placed[i + 1]) = onPaper(x, y);
        }
        return placed;
    }

    /// <summary>The distance of a point to the nearest line of a stroke.</summary>
    private static double Distance(double[] stroke, double x, double y)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i + 3 < stroke.Length; i += 2)
        {
            (double dx, double dy) = (stroke[i + 2] - stroke[i], stroke[i + 3] - stroke[i + 1]);
            double along = Math.Clamp(((x - stroke[i]) * dx + (y - stroke[i + 1]) * dy) / (dx * dx + dy * dy), 0, 1);
            least = Math.Min(least, double.Hypot(stroke[i] + along * dx - x, stroke[i + 1] + along * dy - y));
        }
        return least;
    }

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}

/// <summary>A row of the data.</summary>
internal sealed class Digit
{
    public string Label { get; set; } = "";

    /// <summary>The image, from 0 for paper to 1 for ink: 16 steps, from top to bottom, of 16 pixels each, from left to right.</summary>
    [VectorType(Digits.Size, Digits.Size)]
    public float[] Pixels { get; set; } = [];
}
