using MLNetSequence.Mapping;

namespace MLNetSequence.Text;

/// <summary>The tokens that a vocabulary begins with, before any word: for unknown words, for the start, for the end.</summary>
internal sealed class SpecialTokens
{
    /// <summary>Each bucket is a token with a name: many more would be a mistake, and would not fit into memory.</summary>
    public const int MostBuckets = 1 << 24;

    private readonly List<string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <param name="unknown">What unknown words become; null where there is no such token.</param>
    /// <param name="buckets">Number of tokens for unknown words, from 1 to <see cref="MostBuckets"/>; 1 where there is none.</param>
    /// <param name="start">What every sequence begins with, or null.</param>
    /// <param name="end">What every sequence ends with, or null.</param>
    /// <exception cref="ArgumentException">One is empty, no Unicode, or there twice; or buckets are asked for without a token.</exception>
    public SpecialTokens(string? unknown, int buckets, string? start, string? end)
    {
        if (buckets is < 1 or > MostBuckets || (buckets > 1 && unknown is null))
        {
            throw new ArgumentOutOfRangeException(
                nameof(SequenceTokenizingEstimator.Options.OutOfVocabularyBuckets), buckets,
                unknown is null
                    ? "Without an out-of-vocabulary token there is exactly 1 bucket, which nothing falls into."
                    : $"There must be 1 to {MostBuckets} buckets for words outside the vocabulary.");
        }
        Buckets = unknown is null ? 0 : buckets;
        for (int i = 1; i <= Buckets; i++)
        {
            Add(i == 1 ? unknown! : Numbered(unknown!, i), nameof(SequenceTokenizingEstimator.Options.OutOfVocabularyToken));
        }
        StartKey = Add(start, nameof(SequenceTokenizingEstimator.Options.StartToken));
        EndKey = Add(end, nameof(SequenceTokenizingEstimator.Options.EndToken));
    }

    /// <summary>All of them, in the order of their keys, which begin with 1.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How many keys unknown words share; 0 where they have none.</summary>
    public int Buckets { get; }

    /// <summary>Key of the start token, or 0.</summary>
    public uint StartKey { get; }

    /// <summary>Key of the end token, or 0.</summary>
    public uint EndKey { get; }

    /// <summary>Keys that every sequence has whatever its text.</summary>
    public int Around => (StartKey > 0 ? 1 : 0) + (EndKey > 0 ? 1 : 0);

    /// <summary>How many there would be, without making their names.</summary>
    public static long Count(string? unknown, int buckets, string? start, string? end) =>
        (unknown is null ? 0L : buckets) + (start is null ? 0 : 1) + (end is null ? 0 : 1);

    private uint Add(string? name, string option)
    {
        if (name is null)
        {
            return 0;
        }
        Arguments.NullOrName(name, option);
        if (!Surrogates.AreWhole(name))
        {
            throw new ArgumentException($"{option} has half of a character, which no model file could hold.", option);
        }
        if (!_taken.Add(name))
        {
            throw new ArgumentException($"{option}: '{name}' is the name of another special token already.", option);
        }
        _names.Add(name);
        return (uint)_names.Count;
    }

    // [UNK] → [UNK2], <unk> → <unk2>, unk → unk2.
    private static string Numbered(string name, int number) =>
        name.Length > 1 && "])}>".Contains(name[^1]) ? $"{name[..^1]}{number}{name[^1]}" : $"{name}{number}";
}
