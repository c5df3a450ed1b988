using MLNetSequence.Text;

namespace MLNetSequence;

/// <summary>A vocabulary that is given and not learned: the words that tokens may be, in the order of their keys.</summary>
/// <remarks>
/// The special tokens of the options (out-of-vocabulary, start, end) have the first keys. They need not be among the words; where
/// they are, they stand at the beginning, in that order. Words are taken as they are: with
/// <see cref="SequenceTokenizingEstimator.Options.LowerCase"/>, a word with an upper-case letter is never found.
/// </remarks>
/// <example><code>
/// options.Vocabulary = SequenceVocabulary.FromFile("words.txt");
/// options.Vocabulary = SequenceVocabulary.FromWords(["good", "bad"]);
/// options.Vocabulary = SequenceVocabulary.FromColumn(data, "Words");
/// </code></example>
public sealed class SequenceVocabulary
{
    private SequenceVocabulary(string[] words) => Words = Array.AsReadOnly(words);

    /// <summary>The words, each there once; none is empty.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>A vocabulary of given words.</summary>
    /// <param name="words">The words, in the order of their keys.</param>
    /// <returns>The vocabulary.</returns>
    /// <exception cref="ArgumentException">
    /// There is no word, or one is empty, there twice, or has half of a surrogate pair.
    /// </exception>
    public static SequenceVocabulary FromWords(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var found = new WordList();
        foreach (string word in words)
        {
            if (found.Add(word) is { } wrong)
            {
                throw new ArgumentException($"Word {found.Count + 1} {wrong}.", nameof(words));
            }
        }
        return found.Count > 0
            ? new SequenceVocabulary(found.ToArray())
            : throw new ArgumentException("A vocabulary has at least one word.", nameof(words));
    }

    /// <summary>A vocabulary from a text file: UTF-8, a word a line, in the order of their keys.</summary>
    /// <param name="path">The file, plain or packed with gzip, whatever its name.</param>
    /// <returns>The vocabulary.</returns>
    /// <exception cref="InvalidDataException">
    /// There is no line, or one is empty, there twice, or no UTF-8; the line is named.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SequenceVocabulary FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SequenceVocabulary(VocabularyFile.Read(path));
    }

    /// <summary>
    /// A vocabulary from a column: of text, scalar or vector, whatever it holds, in the order of first appearance; of keys, scalar
    /// or vector, what the keys stand for, so that keys stay what they are where there is no special token.
    /// </summary>
    /// <param name="data">The data; its rows are read, now, if the column is text.</param>
    /// <param name="columnName">The column. Keys must have KeyValues that are text. Empty texts are missing values, and no words.</param>
    /// <returns>The vocabulary.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing, or neither text nor such keys.</exception>
    /// <exception cref="InvalidOperationException">There is no word in the column.</exception>
    public static SequenceVocabulary FromColumn(IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(columnName);
        return new SequenceVocabulary(VocabularyColumn.Read(data, columnName));
    }
}
