using Microsoft.ML;
using Samples.Common;

namespace NameOrNoise;

/// <summary>
/// Reads given names, one a line, and makes the other class itself: the same letters in another order, so that nothing but the order
/// tells a name from noise.
/// </summary>
internal static class Names
{
    private const int Large = 5_000;
    private const int Tries = 20;

    /// <summary>Every fifth name is held out, with its noise. Both parts have as much noise as names.</summary>
    public static (IDataView Train, IDataView Test, bool IsLarge) Load(MLContext mlContext, string? file)
    {
        string[] lines = File.ReadAllLines(file ?? Path.Combine(AppContext.BaseDirectory, "data", "names.txt"));
        var names = lines.Select(line => line.Trim().ToLowerInvariant()).Where(name => name.Length > 1).ToHashSet();
        if (names.Count < 10)
        {
            SampleArguments.Fail($"{file ?? "The list"} has {names.Count} names; there must be 10 or more, one a line.");
        }
        var random = new Random(1);
        string[] order = [.. names];
        random.Shuffle(order);
        List<Word> train = [], test = [];
        for (int i = 0; i < order.Length; i++)
        {
            if (Shuffled(order[i], names, random) is { } noise)
            {
                List<Word> part = i % 5 == 0 ? test : train;
                part.Add(new Word { Text = order[i], Label = true });
                part.Add(new Word { Text = noise, Label = false });
            }
        }
        Console.WriteLine($"{train.Count / 2} names to learn from, {test.Count / 2} to test on, and as much noise");
        return (mlContext.Data.LoadFromEnumerable(train), mlContext.Data.LoadFromEnumerable(test), names.Count >= Large);
    }

    /// <summary>The letters in an order that is no name of the list; null where there is none to be found, as of "aa".</summary>
    private static string? Shuffled(string name, HashSet<string> names, Random random)
    {
        char[] letters = name.ToCharArray();
        for (int i = 0; i < Tries; i++)
        {
            random.Shuffle(letters);
            if (!names.Contains(new string(letters)))
            {
                return new string(letters);
            }
        }
        return null;
    }
}

/// <summary>A row of the data.</summary>
internal sealed class Word
{
    /// <summary>Whether it is a name.</summary>
    public bool Label { get; set; }

    public string Text { get; set; } = "";
}
