using System.Text.Unicode;

namespace MLNetSequence.Text.Vectors;

/// <summary>Finds the rows of a vocabulary's words by their UTF-8. A word's row is its key, from 1.</summary>
internal sealed class VocabularyRows
{
    private readonly RowChains _exact;
    private readonly RowChains? _lowered;
    private readonly char[] _word;
    private readonly char[] _lower;

    /// <param name="vocabulary">The words, that of key 1 first.</param>
    /// <param name="lowerCase">Whether words are also looked for in lower case.</param>
    /// <exception cref="ArgumentException">There is none, or one is null.</exception>
    public VocabularyRows(IReadOnlyList<string> vocabulary, bool lowerCase)
    {
        string[] words = [.. vocabulary];
        if (words.Length == 0 || words.Contains(null))
        {
            throw new ArgumentException(
                words.Length == 0 ? "The vocabulary must have a word at least; it has none." : "A word of the vocabulary is null.",
                nameof(vocabulary));
        }
        Words = words;
        _exact = new RowChains(words);
        _lowered = lowerCase ? new RowChains([.. words.Select(w => w.ToLowerInvariant())]) : null;
        _word = new char[words.Max(w => w.Length)];
        _lower = new char[_word.Length];
    }

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>
    /// The first row whose word this is, and the first whose word differs from it at most in case; 0 for none. More follow by
    /// <see cref="NextExact"/> and <see cref="NextLowered"/>.
    /// </summary>
    public (int Exact, int Lowered) Find(ReadOnlySpan<byte> word)
    {
        // Longer than the longest word, or broken UTF-8: no word of the vocabulary.
        if (Utf8.ToUtf16(word, _word, out _, out int length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            return default;
        }
        int exact = _exact.First(_word.AsSpan(0, length));
        if (_lowered is null)
        {
            return (exact, 0);
        }
        _word.AsSpan(0, length).ToLowerInvariant(_lower);
        return (exact, _lowered.First(_lower.AsSpan(0, length)));
    }

    public int NextExact(int row) => _exact.Next(row);

    public int NextLowered(int row) => _lowered!.Next(row);

    /// <summary>Rows by their words; rows of equal words form a chain.</summary>
    private sealed class RowChains
    {
        private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _first;
        private readonly int[] _next;

        public RowChains(string[] words)
        {
            var first = new Dictionary<string, int>(words.Length, StringComparer.Ordinal);
            _next = new int[words.Length + 1];
            for (int row = words.Length; row > 0; row--)
            {
                _next[row] = first.GetValueOrDefault(words[row - 1]);
                first[words[row - 1]] = row;
            }
            _first = first.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        public int First(ReadOnlySpan<char> word) => _first.TryGetValue(word, out int row) ? row : 0;

        public int Next(int row) => _next[row];
    }
}
