using MLNetSequence.Tests.Support;

namespace MLNetSequence.Tests.Data;

/// <summary>The sentences of the review sample: enough, balanced, and none to test on that was trained on.</summary>
[TestClass]
public class SampleDataTests
{
    [TestMethod]
    public void ThereAreEnoughAndTheyAreBalanced()
    {
        Assert.IsTrue(Read("reviews-train.tsv").Count >= 400);
        foreach (string file in (string[])["reviews-train.tsv", "reviews-test.tsv"])
        {
            List<Review> reviews = Read(file);
            Assert.IsTrue(reviews.Count >= 100, file);
            CollectionAssert.AreEquivalent(
                new[] { "positive", "negative" }, reviews.Select(r => r.Label).Distinct().ToArray(), file);
            double share = reviews.Average(r => r.Label == "positive" ? 1.0 : 0);
            Assert.AreEqual(0.5, share, 0.05, $"{file} is not balanced.");
            Assert.IsTrue(reviews.All(r => r.Text.Trim().Length > 0), $"{file} has a row without text.");
        }
    }

    [TestMethod]
    public void NoSentenceIsThereTwice()
    {
        string[] all = [.. Read("reviews-train.tsv").Concat(Read("reviews-test.tsv")).Select(r => Normal(r.Text))];
        string[] twice = [.. all.GroupBy(text => text).Where(g => g.Count() > 1).Select(g => g.Key)];
        Assert.AreEqual(0, twice.Length, string.Join('\n', twice));
    }

    /// <summary>Case and punctuation make no other sentence.</summary>
    private static string Normal(string text) =>
        string.Join(' ', new string([.. text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static List<Review> Read(string file)
    {
        string path = Path.Combine(Repository.Root, "samples", "ReviewSentiment", "data", file);
        var reviews = new List<Review>();
        foreach (string line in File.ReadLines(path))
        {
            string[] parts = line.Split('\t');
            Assert.AreEqual(2, parts.Length, $"{file}: {line}");
            reviews.Add(new Review { Label = parts[0], Text = parts[1] });
        }
        return reviews;
    }
}
