using MLNetSequence.Interop;

namespace MLNetSequence.Text;

/// <summary>The words a tokenizer knows. A word's key is its place, from 1; key 0 is missing, and padding.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, uint> _keys;
    private readonly Dictionary<string, uint>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly ReadOnlyMemory<char>[] _values;

    /// <param name="words">In the order of their keys; the out-of-vocabulary token first, if there is one.</param>
    /// <param name="outOfVocabularyToken">What unknown words become; null where they are left out.</param>
    /// <exception cref="ArgumentException">A word is there twice, or the first is not the out-of-vocabulary token.</exception>
    public Vocabulary(IReadOnlyList<string> words, string? outOfVocabularyToken)
    {
        Words = words;
        HasUnknown = outOfVocabularyToken is not null;
        if (words.Count == 0 || (HasUnknown && words[0] != outOfVocabularyToken))
        {
            throw new ArgumentException("A vocabulary has at least one word, and the out-of-vocabulary token, if any, comes first.");
        }
        _keys = new Dictionary<string, uint>(words.Count, StringComparer.Ordinal);
        foreach (string word in words)
        {
            if (!_keys.TryAdd(word, (uint)_keys.Count + 1))
            {
                throw new ArgumentException($"The vocabulary has '{word}' twice.");
            }
        }
        _lookup = _keys.GetAlternateLookup<ReadOnlySpan<char>>();
        _values = [.. words.Select(w => w.AsMemory())];
    }

    public IReadOnlyList<string> Words { get; }

    public bool HasUnknown { get; }

    /// <summary>The type of a token.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), _values.Length);

    /// <summary>The key of a word: 1 for one that is not known where there is an out-of-vocabulary token, else 0.</summary>
    public uint Find(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out uint key) ? key : HasUnknown ? 1u : 0u;

    public DataViewSchema.Annotations ToAnnotations()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(builder, Annotations.KeyValues, _values);
        return builder.ToAnnotations();
    }
}
