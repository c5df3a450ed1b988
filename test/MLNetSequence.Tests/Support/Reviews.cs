using Microsoft.ML;

namespace MLNetSequence.Tests.Support;

/// <summary>A row of a small task: the label follows from one of the words.</summary>
internal sealed class Review
{
    public string Label { get; set; } = "";

    public string Text { get; set; } = "";
}

/// <summary>What a model says of a <see cref="Review"/>.</summary>
internal sealed class Verdict
{
    public string PredictedLabel { get; set; } = "";

    public float[] Score { get; set; } = [];

    /// <summary>Label and bits of the scores.</summary>
    public override string ToString() => $"{PredictedLabel} {string.Join(' ', Score.Select(Values.Write))}";
}

/// <summary>Makes reviews that are easy to tell apart.</summary>
internal static class Reviews
{
    private static readonly string[] Good = ["good", "great", "lovely"];
    private static readonly string[] Bad = ["bad", "awful", "poor"];
    private static readonly string[] Other =
        ["the", "film", "was", "a", "plot", "and", "it", "actor", "scene", "music", "end", "one", "of", "this", "with"];

    /// <summary>So many reviews, good and bad in turn, the same ones for the same seed.</summary>
    public static List<Review> Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        var reviews = new List<Review>();
        for (int i = 0; i < count; i++)
        {
            string[] words = random.GetItems(Other, random.Next(1, 9));
            string[] telling = i % 2 == 0 ? Good : Bad;
            words[random.Next(words.Length)] = telling[random.Next(telling.Length)];
            reviews.Add(new Review { Label = i % 2 == 0 ? "positive" : "negative", Text = string.Join(' ', words) });
        }
        return reviews;
    }

    public static IDataView Data(MLContext context, int count, int seed = 1) =>
        context.Data.LoadFromEnumerable(Make(count, seed));
}
