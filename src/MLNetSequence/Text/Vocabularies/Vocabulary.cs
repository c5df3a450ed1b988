using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MLNetSequence.Interop;

namespace MLNetSequence.Text;

/// <summary>
/// The tokens that a tokenizer knows, the special ones first. A token's key is its place, from 1; key 0 is missing, and padding.
/// Strings are made of them only when somebody asks for them.
/// </summary>
internal sealed class Vocabulary
{
    private readonly TokenTable _tokens;
    private readonly uint[] _keys;
    private readonly Lazy<IReadOnlyList<string>> _words;

    /// <param name="tokens">The tokens, and maybe more.</param>
    /// <param name="keys">The key of each by its number in the table; 0 for one that is no token of the vocabulary.</param>
    /// <param name="count">How many have a key: the keys from 1 to that, each once.</param>
    /// <param name="special">Those that it begins with.</param>
    public Vocabulary(TokenTable tokens, uint[] keys, int count, SpecialTokens special)
    {
        (_tokens, _keys, Count, Special) = (tokens, keys, count, special);
        _words = new Lazy<IReadOnlyList<string>>(() => Array.AsReadOnly(MakeWords()));
    }

    public SpecialTokens Special { get; }

    /// <summary>Number of tokens, the special ones among them.</summary>
    public int Count { get; }

    public IReadOnlyList<string> Words => _words.Value;

    /// <summary>The type of a token.</summary>
    public KeyDataViewType KeyType => new(typeof(uint), Count);

    /// <summary>A vocabulary of given words, special tokens first.</summary>
    /// <exception cref="ArgumentException">
    /// There is none, one is empty, not Unicode or there twice, or they do not begin with the special tokens.
    /// </exception>
    public static Vocabulary Of(IReadOnlyList<string> words, SpecialTokens special)
    {
        if (words.Count == 0 || !words.Take(special.Names.Count).SequenceEqual(special.Names))
        {
            throw new ArgumentException("A vocabulary has at least one token, and begins with the special ones.");
        }
        var tokens = new TokenTable(words.Count);
        foreach (string word in words)
        {
            if (string.IsNullOrEmpty(word) || !Surrogates.AreWhole(word))
            {
                throw new ArgumentException($"Token {tokens.Count + 1} of the vocabulary is empty, or has half of a character.");
            }
            int count = tokens.Count;
            if (tokens.FindOrAdd(word) != count)
            {
                throw new ArgumentException($"The vocabulary has '{word}' twice.");
            }
        }
        return InOrder(tokens, special);
    }

    /// <summary>The vocabulary of a table whose tokens are numbered in the order of their keys.</summary>
    public static Vocabulary InOrder(TokenTable tokens, SpecialTokens special)
    {
        uint[] keys = new uint[tokens.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = (uint)i + 1;
        }
        return new Vocabulary(tokens, keys, keys.Length, special);
    }

    /// <summary>
    /// The key of a token; of an unknown one that of the bucket it falls into, and 0 where there is none for unknown ones.
    /// </summary>
    /// <inheritdoc cref="TokenTable.Find(ref char, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Find(ref char start, int length)
    {
        int id = _tokens.Find(ref start, length);
        uint key = id < 0 ? 0 : _keys[id];
        return key > 0 ? key : Unknown(ref start, length);
    }

    public DataViewSchema.Annotations ToAnnotations()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Annotations.AddText(builder, Annotations.KeyValues, Count, () => Words);
        return builder.ToAnnotations();
    }

    private uint Unknown(ref char start, int length) => Special.Buckets switch
    {
        0 => 0,
        1 => 1,
        int buckets => 1 + (uint)(StableHash.Of(MemoryMarshal.CreateReadOnlySpan(ref start, length)) % (ulong)buckets),
    };

    private string[] MakeWords()
    {
        string[] words = new string[Count];
        Span<char> scratch = stackalloc char[TokenKey.Capacity];
        for (int id = 0; id < _keys.Length; id++)
        {
            if (_keys[id] > 0)
            {
                words[_keys[id] - 1] = new string(_tokens.Token(id, scratch));
            }
        }
        return words;
    }
}
