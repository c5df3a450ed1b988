using System.Text;
using MLNetSequence.Files;

namespace MLNetSequence.Text;

/// <summary>Reads a vocabulary from a file, a word a line; an error names the line.</summary>
internal static class VocabularyFile
{
    /// <exception cref="InvalidDataException">A line is no word.</exception>
    public static string[] Read(string path)
    {
        using Stream file = PackedFile.Open(path);
        // A reader that looks for byte order marks itself goes on with an encoding that takes any bytes.
        using var reader = new StreamReader(
            file, new UTF8Encoding(true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false);
        var words = new WordList();
        while (ReadLine(reader, path, words.Count + 1) is { } line)
        {
            if (words.Add(line) is { } wrong)
            {
                throw new InvalidDataException($"'{path}', line {words.Count + 1}: the word {wrong}.");
            }
        }
        return words.Count > 0 ? words.ToArray() : throw new InvalidDataException($"'{path}' has no line, so there is no word in it.");
    }

    private static string? ReadLine(StreamReader reader, string path, int line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"'{path}', line {line} or one soon after: this is not UTF-8.", e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}', line {line} or one soon after: the packed data are damaged or cut off.", e);
        }
    }
}
