using System.Globalization;
using MLNetSequence.Files;
using MLNetSequence.Interop;
using MLNetSequence.Mapping;
using MLNetSequence.Text.Vectors;

namespace MLNetSequence;

/// <summary>
/// The vectors that a file of pretrained ones has for the words of a vocabulary, as the table that
/// <see cref="SequenceNetwork.Embedding(float[,], bool)"/> takes.
/// </summary>
/// <remarks>
/// Read are the text formats of GloVe (Pennington et al. 2014: a word and its D numbers a line) and word2vec (Mikolov et al. 2013, also
/// fastText's .vec: the same below a line with the number of vectors and D), plain or packed with gzip, in UTF-8. D comes from
/// word2vec's first line (two whole numbers and nothing else), else from the first line's number of fields; a line's last D fields are
/// its numbers and all before them is the word, which may hold blanks. The file is read once and never kept; numbers are parsed
/// only for words of the vocabulary (and in the first line). Of a word that is there twice the first one counts, as in gensim.
/// Words are compared as they are: no Unicode normalization.
/// </remarks>
/// <example><code>
/// var tokenizer = mlContext.Transforms.Text.TokenizeIntoSequence("Tokens", "Text", maximumTokens: 20_000).Fit(data);
/// WordVectors vectors = WordVectors.Load("glove.6B.100d.txt.gz", tokenizer);
/// Console.WriteLine(vectors);   // 18,203 of 20,000 words found (91.0 %), 100 numbers each
/// var network = new SequenceNetwork().Embedding(vectors.Matrix).Lstm(64).Dense(2, Activation.Softmax);
/// </code></example>
public sealed class WordVectors
{
    private readonly int _words;

    private WordVectors(float[,] matrix, IReadOnlyList<string> missing) =>
        (Matrix, Missing, _words) = (matrix, missing, matrix.GetLength(0) - 1);

    /// <summary>
    /// [V + 1, D]: row k is the vector of key k, and row 0, for padding, is zero. The array itself: whoever writes into it changes it.
    /// </summary>
    public float[,] Matrix { get; }

    /// <summary>D, the numbers of a vector.</summary>
    public int Size => Matrix.GetLength(1);

    /// <summary>Words of the vocabulary that have a vector in the file.</summary>
    public int Found => _words - Missing.Count;

    /// <summary>The share of the vocabulary's words that have a vector in the file, above 0 and at most 1.</summary>
    public double Coverage => (double)Found / _words;

    /// <summary>Words of the vocabulary that have none, in the order of their keys; tokens such as [UNK] are usually among them.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Loads the vectors for a vocabulary.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">V words, that of key 1 first; at least 1.</param>
    /// <param name="options">How to load; the defaults if null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The vectors found, and what the others got.</returns>
    /// <exception cref="ArgumentException">The vocabulary is empty or has a null, or V + 1 vectors would not fit in an array.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not of one of the formats, damaged or truncated; the line is named.
    /// </exception>
    /// <exception cref="InvalidOperationException">Not one word of the vocabulary is in the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public static WordVectors Load(
        string path, IReadOnlyList<string> vocabulary, WordVectorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(vocabulary);
        options ??= new WordVectorOptions();
        Arguments.Defined(options.Missing, nameof(options.Missing));
        bool fallback = options.LowerCaseFallback;
        (MissingVectors missing, long seed) = (options.Missing, options.Seed);
        var words = new VocabularyRows(vocabulary, fallback);
        using Stream file = PackedFile.Open(path);
        var reader = new VectorReader(new ByteLines(file, path, cancellationToken));
        VectorTable? table = null;
        while (reader.Next())
        {
            table ??= new VectorTable(words, reader.Size);
            table.Offer(reader);
        }
        if (table is null || table.Found == 0)
        {
            throw new InvalidOperationException(
                $"Not one of the {words.Words.Count} words of the vocabulary is among the {reader.Seen} of '{path}'."
                + (fallback ? "" : $" Case matters unless {nameof(options.LowerCaseFallback)} is set."));
        }
        return new WordVectors(table.Matrix, table.Fill(missing, seed));
    }

    /// <summary>Loads the vectors for the words of a tokenizer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tokenizer">A fitted tokenizer.</param>
    /// <param name="options">How to load; the defaults if null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The vectors found, and what the others got.</returns>
    /// <inheritdoc cref="Load(string, IReadOnlyList{string}, WordVectorOptions?, CancellationToken)" path="/exception"/>
    public static WordVectors Load(
        string path, SequenceTokenizingTransformer tokenizer, WordVectorOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        return Load(path, tokenizer.Vocabulary, options, cancellationToken);
    }

    /// <summary>Loads the vectors for the words that a column's keys stand for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tokens">A column of keys, scalar or vector, with text KeyValues.</param>
    /// <param name="options">How to load; the defaults if null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The vectors found, and what the others got.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column's items are no keys, or have no text KeyValues.</exception>
    /// <inheritdoc cref="Load(string, IReadOnlyList{string}, WordVectorOptions?, CancellationToken)" path="/exception"/>
    public static WordVectors Load(
        string path, DataViewSchema.Column tokens, WordVectorOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!KeyTexts.Has(tokens))
        {
            throw ColumnChecks.WrongType(
                "token", tokens.Name, "of keys with text KeyValues", $"{tokens.Type}, without text KeyValues");
        }
        return Load(path, [.. KeyTexts.Read(tokens).Select(word => word.ToString())], options, cancellationToken);
    }

    /// <summary>How much was found, as in "18,203 of 20,000 words found (91.0 %), 300 numbers each".</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Found:N0} of {_words:N0} words found ({Coverage * 100:F1} %), {Size} numbers each");
}
