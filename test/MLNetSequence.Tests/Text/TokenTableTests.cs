using MLNetSequence.Text;

namespace MLNetSequence.Tests.Text;

/// <summary>The table of different tokens, alone and with many threads.</summary>
[TestClass]
public class TokenTableTests
{
    [TestMethod]
    public void ItNumbersTokensAsTheyComeAndGivesThemBack()
    {
        var table = new TokenTable();
        string[] words = [.. Enumerable.Range(0, 20_000).Select(Word)];
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < words.Length; i++)
            {
                Assert.AreEqual(i, table.FindOrAdd(words[i]));
            }
        }
        Assert.AreEqual(words.Length, table.Count);
        Span<char> scratch = stackalloc char[TokenKey.Capacity];
        for (int i = 0; i < words.Length; i++)
        {
            Assert.AreEqual(i, table.Find(words[i]));
            Assert.AreEqual(words[i], table.Token(i, scratch).ToString());
            Assert.AreEqual(-1, table.Find(words[i] + "?"));
        }
    }

    /// <summary>All threads add the same tokens, in another order each, while the table grows under them.</summary>
    [TestMethod]
    public void ManyThreadsAgreeOnEveryNumber()
    {
        const int threads = 8;
        string[] words = [.. Enumerable.Range(0, 30_000).Select(Word)];
        var table = new TokenTable();
        int[][] numbers = new int[threads][];
        using var start = new Barrier(threads);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(t => new Thread(() => Add(t)))];
        Array.ForEach(all, thread => thread.Start());
        Array.ForEach(all, thread => thread.Join());
        foreach (int[] found in numbers)
        {
            CollectionAssert.AreEqual(numbers[0], found);
        }
        CollectionAssert.AreEqual(Enumerable.Range(0, words.Length).ToArray(), numbers[0].Order().ToArray());
        Span<char> scratch = stackalloc char[TokenKey.Capacity];
        for (int i = 0; i < words.Length; i++)
        {
            Assert.AreEqual(words[i], table.Token(numbers[0][i], scratch).ToString());
        }

        void Add(int thread)
        {
            int[] order = [.. Enumerable.Range(0, words.Length)];
            new Random(thread).Shuffle(order);
            numbers[thread] = new int[words.Length];
            start.SignalAndWait();
            foreach (int i in order)
            {
                numbers[thread][i] = table.FindOrAdd(words[i]);
            }
        }
    }

    // Some are their own key, some are not: of other letters, or long.
    private static string Word(int i) => (i % 4) switch
    {
        0 => $"{i}",
        1 => $"word{i}é",
        2 => $"a word of many characters, number {i}",
        _ => $"sixteen{i:d9}",
    };
}
