using System.IO.Compression;
using Microsoft.ML;
using Samples.Common;

namespace ReviewSentiment;

/// <summary>Reads reviews from a file: one a line, label and text in either order with a tab between, plain or .gz.</summary>
internal static class Reviews
{
    private const int Large = 5_000;

    /// <summary>The shipped training and test parts; or a file, a fifth of which is held out.</summary>
    public static (IDataView Train, IDataView Test, bool IsLarge) Load(MLContext mlContext, string? file)
    {
        if (file is null)
        {
            string folder = Path.Combine(AppContext.BaseDirectory, "data");
            List<Review> train = Read(Path.Combine(folder, "reviews-train.tsv"));
            List<Review> test = Read(Path.Combine(folder, "reviews-test.tsv"));
            Console.WriteLine($"{train.Count} reviews to learn from, {test.Count} to test on");
            return (mlContext.Data.LoadFromEnumerable(train), mlContext.Data.LoadFromEnumerable(test), false);
        }
        List<Review> all = Read(file);
        var parts = mlContext.Data.TrainTestSplit(mlContext.Data.LoadFromEnumerable(all), testFraction: 0.2);
        Console.WriteLine($"{all.Count} reviews in {file}, a fifth of them held out");
        return (parts.TrainSet, parts.TestSet, all.Count >= Large);
    }

    private static List<Review> Read(string file)
    {
        var lines = new List<string[]>();
        using (StreamReader reader = Open(file))
        {
            for (int number = 1; reader.ReadLine() is { } line; number++)
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }
                string[] parts = line.Split('\t');
                if (parts.Length != 2)
                {
                    SampleArguments.Fail($"{file}, line {number}: expected two columns with a tab between, found {parts.Length}.");
                }
                lines.Add(parts);
            }
        }
        // Labels repeat, texts hardly ever do.
        int label = Distinct(lines, 0) <= Distinct(lines, 1) ? 0 : 1;
        return [.. lines.Select(parts => new Review { Label = parts[label], Text = parts[1 - label] })];
    }

    private static int Distinct(List<string[]> lines, int column) => lines.Select(l => l[column]).Distinct().Count();

    private static StreamReader Open(string file)
    {
        Stream stream = File.OpenRead(file);
        return new StreamReader(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream);
    }
}
