using System.Runtime.InteropServices;

namespace MLNetSequence.Text;

/// <summary>Counts words and keeps the most frequent ones.</summary>
internal sealed class VocabularyBuilder
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public VocabularyBuilder() => _lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Different words seen.</summary>
    public int Count => _entries.Count;

    public void Add(ReadOnlySpan<char> word)
    {
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_lookup, word, out bool known);
        entry = known ? entry with { Frequency = entry.Frequency + 1 } : new Entry(1, _entries.Count);
    }

    /// <summary>The out-of-vocabulary token, if any, then words by falling frequency, ties by first appearance.</summary>
    /// <param name="maximum">Most entries, the out-of-vocabulary token among them.</param>
    /// <param name="outOfVocabularyToken">Null for none.</param>
    public Vocabulary Build(int maximum, string? outOfVocabularyToken)
    {
        List<string> words = outOfVocabularyToken is null ? [] : [outOfVocabularyToken];
        words.AddRange(_entries
            .Where(e => e.Key != outOfVocabularyToken)
            .OrderByDescending(e => e.Value.Frequency)
            .ThenBy(e => e.Value.FirstSeen)
            .Select(e => e.Key)
            .Take(maximum - words.Count));
        return new Vocabulary(words, outOfVocabularyToken);
    }

    private readonly record struct Entry(long Frequency, int FirstSeen);
}
