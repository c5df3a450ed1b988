using System.Runtime.InteropServices;

namespace MLNetSequence.Benchmarks.Text;

/// <summary>What one writes in ten minutes: a string for every token, a dictionary of strings, one thread.</summary>
internal sealed class NaiveContender : ITextContender
{
    private static readonly char[] Separators = [.. "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n\r\f\v \u0085\u00a0\u2028\u2029\u3000"];

    public string Name => "string.Split and Dictionary";

    public Func<long> Fit(TextTable texts)
    {
        var counts = new Dictionary<string, int>();
        foreach (string row in texts.Rows)
        {
            foreach (string word in Split(row))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
            }
        }
        var keys = new Dictionary<string, uint>(counts.Count);
        foreach (KeyValuePair<string, int> word in counts.OrderByDescending(c => c.Value))
        {
            keys.Add(word.Key, (uint)keys.Count + 2);
        }
        return () => Transform(texts, keys);
    }

    private static long Transform(TextTable texts, Dictionary<string, uint> keys)
    {
        long tokens = 0;
        foreach (string row in texts.Rows)
        {
            string[] words = Split(row);
            uint[] sequence = new uint[words.Length];
            for (int i = 0; i < words.Length; i++)
            {
                sequence[i] = keys.TryGetValue(words[i], out uint key) ? key : 1;
            }
            tokens += sequence.Length;
        }
        return tokens;
    }

    private static string[] Split(string text) => text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
